package org.jacobilang.builtin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.Strings;

/** One of the three streams of a program: {@code sys.stdin}, {@code sys.stdout}, {@code sys.stderr}. */
final class StandardStream extends FileObject {
    private final InputStream in;
    final PrintStream out;

    private StandardStream(String name, String mode, String errors, InputStream in, PrintStream out) {
        super(Strings.of(name), mode, new Coding("utf-8", errors, null), null);
        this.in = in;
        this.out = out;
    }

    static StandardStream input(InputStream in) {
        return new StandardStream("<stdin>", "r", "strict", in, null);
    }

    static StandardStream output(String name, PrintStream out) {
        return new StandardStream(name, "w", name.equals("<stderr>") ? "backslashreplace" : "strict", null, out);
    }

    @Override
    FileObject binary() {
        return new StandardStream(Strings.java(org.jacobilang.runtime.Operations.str(name)), mode + "b", "strict", in, out);
    }

    @Override
    boolean terminal() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    void put(byte[] data) throws IOException {
        out.write(data);
    }

    @Override
    void flush() {
        if (out != null) {
            out.flush();
        }
    }

    @Override
    void close() {
        flush();
    }

    @Override
    byte[] drain() throws IOException {
        return in.readAllBytes();
    }

    /** Line by line, because a person may be typing. */
    @Override
    Object line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c;
        do {
            c = in.read();
            if (c >= 0) {
                line.write(c);
            }
        } while (c >= 0 && c != '\n');
        if (line.size() == 0) {
            return null;
        }
        return text ? Strings.of(line.toString(StandardCharsets.UTF_8)) : new BytesObject(line.toByteArray());
    }
}
