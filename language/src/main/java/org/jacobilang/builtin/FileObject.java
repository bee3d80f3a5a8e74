package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/**
 * An open file. What it reads comes whole at the first read; what it writes goes out at once, so that nothing is lost when
 * a program forgets to close it.
 */
class FileObject extends InstanceObject {
    static final ClassObject TEXT = named("TextIOWrapper");
    static final ClassObject READER = named("BufferedReader");
    static final ClassObject WRITER = named("BufferedWriter");
    static final ClassObject BOTH = named("BufferedRandom");

    static {
        for (ClassObject t : new ClassObject[] {TEXT, READER, WRITER, BOTH}) {
            methods(t);
        }
    }

    /** How text becomes bytes; {@code newline} null translates all ends of lines. */
    record Coding(String encoding, String errors, String newline) {
    }

    final Object name;
    final String mode;
    final boolean text;
    final boolean readable;
    final boolean writable;
    final Coding coding;
    /** Null for a stream that is no file. */
    private final SeekableByteChannel channel;
    private boolean closed;
    /** What was read but not taken yet: the whole rest of a file from {@link #base} on, read at its first use. */
    private byte[] ahead;
    /** The same as text, for a text file. */
    private String aheadText;
    private int at;
    private long base;

    FileObject(Object name, String mode, Coding coding, SeekableByteChannel channel) {
        super(kind(mode));
        this.name = name;
        this.mode = mode;
        this.text = mode.indexOf('b') < 0;
        this.readable = mode.indexOf('r') >= 0 || mode.indexOf('+') >= 0;
        this.writable = mode.indexOf('r') < 0 || mode.indexOf('+') >= 0;
        this.coding = coding;
        this.channel = channel;
    }

    private static ClassObject kind(String mode) {
        return mode.indexOf('b') < 0 ? TEXT : mode.indexOf('+') >= 0 ? BOTH : mode.indexOf('r') >= 0 ? READER : WRITER;
    }

    private static ClassObject named(String name) {
        ClassObject t = Types.plain(name);
        t.attribute("__module__", Strings.of("_io"));
        return t;
    }

    void check(boolean reading) {
        if (closed) {
            throw Errors.valueError("I/O operation on closed file.");
        }
        if (reading && !readable || !reading && !writable) {
            String what = reading ? "read" : "write";
            throw FileErrors.unsupported(text ? reading ? "not readable" : "not writable" : what);
        }
    }

    boolean closed() {
        return closed;
    }

    void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }

    void flush() {
        // Nothing is kept back.
    }

    boolean terminal() {
        return false;
    }

    // ---------------------------------------------------------------- reading

    /** All bytes that are left. */
    byte[] drain() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) > 0) {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return out.toByteArray();
    }

    private void load() throws IOException {
        if (ahead == null) {
            base = channel == null ? 0 : channel.position();
            ahead = drain();
            at = 0;
            if (text) {
                String s = Strings.java(Encodings.decode(ahead, coding.encoding, coding.errors));
                if (coding.newline == null && s.indexOf('\r') >= 0) {
                    s = s.replace("\r\n", "\n").replace('\r', '\n');
                }
                aheadText = s;
            }
        }
    }

    private Object part(int from, int to) {
        return text ? Strings.of(aheadText.substring(from, to)) : new BytesObject(Arrays.copyOfRange(ahead, from, to));
    }

    private int limit() {
        return text ? aheadText.length() : ahead.length;
    }

    Object read(long count) throws IOException {
        load();
        int from = at;
        if (count < 0 || count >= limit() - at) {
            at = limit();
        } else if (text) {
            int taken = (int) Math.min(count, aheadText.codePointCount(at, aheadText.length()));
            at = aheadText.offsetByCodePoints(at, taken);
        } else {
            at += (int) count;
        }
        return part(from, at);
    }

    private int unit(int i) {
        return text ? aheadText.charAt(i) : ahead[i];
    }

    /** Where the line that starts at {@code i} ends, its end included. */
    private int lineEnd(int i) {
        String end = text ? coding.newline : "\n";
        int n = limit();
        while (i < n) {
            int c = unit(i++);
            if (end == null || end.equals("\n")) {
                if (c == '\n') {
                    return i;
                }
            } else if (end.isEmpty()) {
                if (c == '\n') {
                    return i;
                }
                if (c == '\r') {
                    return i < n && unit(i) == '\n' ? i + 1 : i;
                }
            } else if (c == end.charAt(0) && (end.length() == 1 || i < n && unit(i) == end.charAt(1))) {
                return i + end.length() - 1;
            }
        }
        return n;
    }

    /** The next line with its end, or null at the end of the file. */
    Object line() throws IOException {
        load();
        if (at >= limit()) {
            return null;
        }
        int from = at;
        at = lineEnd(at);
        return part(from, at);
    }

    // ---------------------------------------------------------------- position

    private long tell() throws IOException {
        if (ahead == null) {
            return channel.position();
        }
        return base + (text ? Encodings.encode(Strings.of(aheadText.substring(0, at)), coding.encoding, coding.errors).data().length
                : at);
    }

    private void forget() throws IOException {
        if (ahead != null) {
            long position = tell();
            ahead = null;
            aheadText = null;
            channel.position(position);
        }
    }

    void needsSeek() {
        if (closed) {
            throw Errors.valueError("I/O operation on closed file.");
        }
        if (channel == null) {
            throw FileErrors.unsupported("underlying stream is not seekable");
        }
    }

    // ---------------------------------------------------------------- writing

    void put(byte[] data) throws IOException {
        forget();
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    long write(Object data) throws IOException {
        if (!text) {
            byte[] bytes = data instanceof TruffleString ? null : Encodings.bytes(data);
            if (bytes == null) {
                throw Errors.typeError("a bytes-like object is required, not 'str'");
            }
            put(bytes);
            return bytes.length;
        }
        if (!(TypeTables.base(data) instanceof TruffleString s)) {
            throw Errors.typeError("write() argument must be str, not %s", Operations.typeOf(data).name());
        }
        TruffleString out = s;
        if (coding.newline != null && coding.newline.startsWith("\r")) {
            out = Strings.of(Strings.java(s).replace("\n", coding.newline));
        }
        put(Encodings.encode(out, coding.encoding, coding.errors).data());
        return Strings.length(s);
    }

    // ---------------------------------------------------------------- the methods of the language

    @FunctionalInterface
    private interface Action {
        Object run(FileObject f, Object[] arguments) throws IOException;
    }

    private static void method(ClassObject t, String declaration, String doc, Action action) {
        t.method(declaration, doc, a -> {
            FileObject f = (FileObject) a[0];
            try {
                return action.run(f, a);
            } catch (IOException e) {
                throw FileErrors.of(e, f.name, null);
            }
        }, org.jacobilang.runtime.BuiltinFunction.Effect.OPAQUE);
    }

    private static void methods(ClassObject t) {
        method(t, "read(self, size=-1, /)", "Reads so much, or all that is left.", (f, a) -> {
            f.check(true);
            return f.read(a[1] == None.NONE ? -1 : Operations.index(a[1]));
        });
        method(t, "readline(self, size=-1, /)", "Reads a line.", (f, a) -> {
            f.check(true);
            Object line = f.line();
            return line != null ? line : f.text ? Strings.EMPTY : new BytesObject(new byte[0]);
        });
        method(t, "readlines(self, hint=-1, /)", "Reads all lines.", (f, a) -> {
            f.check(true);
            ListObject lines = new ListObject();
            for (Object line = f.line(); line != null; line = f.line()) {
                lines.append(line);
            }
            return lines;
        });
        method(t, "write(self, data, /)", "Writes; returns how much.", (f, a) -> {
            f.check(false);
            return f.write(a[1]);
        });
        method(t, "writelines(self, lines, /)", "Writes all of the lines.", (f, a) -> {
            f.check(false);
            for (Object line : Operations.items(a[1])) {
                f.write(line);
            }
            return None.NONE;
        });
        position(t);
        method(t, "flush(self, /)", "Writes what is kept back.", (f, a) -> {
            if (f.closed) {
                throw Errors.valueError("I/O operation on closed file.");
            }
            f.flush();
            return None.NONE;
        });
        method(t, "close(self, /)", "Closes the file.", (f, a) -> {
            f.close();
            return None.NONE;
        });
        method(t, "__enter__(self, /)", null, (f, a) -> {
            if (f.closed) {
                throw Errors.valueError("I/O operation on closed file.");
            }
            return f;
        });
        method(t, "__exit__(self, *args)", null, (f, a) -> {
            f.close();
            return None.NONE;
        });
        method(t, "__iter__(self, /)", null, (f, a) -> f);
        method(t, "__next__(self, /)", null, (f, a) -> {
            f.check(true);
            Object line = f.line();
            if (line == null) {
                throw Errors.stopIteration(null);
            }
            return line;
        });
        method(t, "readable(self, /)", null, (f, a) -> f.readable);
        method(t, "writable(self, /)", null, (f, a) -> f.writable);
        method(t, "seekable(self, /)", null, (f, a) -> f.channel != null);
        method(t, "isatty(self, /)", "Whether the file is a terminal.", (f, a) -> f.terminal());
        method(t, "reconfigure(self, **options)", "Text stays as it is here.", (f, a) -> None.NONE);
        method(t, "__repr__(self, /)", null, (f, a) -> Strings.of("<_io." + f.type().name() + " name="
                + Strings.java(Operations.repr(f.name)) + (f.text ? " mode='" + f.mode + "' encoding='" + f.coding.encoding + "'" : "")
                + ">"));
        t.attribute("name", TypeTables.property(a -> ((FileObject) a[0]).name));
        t.attribute("mode", TypeTables.property(a -> Strings.of(((FileObject) a[0]).mode)));
        t.attribute("closed", TypeTables.property(a -> ((FileObject) a[0]).closed));
        if (t == TEXT) {
            t.attribute("encoding", TypeTables.property(a -> Strings.of(((FileObject) a[0]).coding.encoding)));
            t.attribute("errors", TypeTables.property(a -> Strings.of(((FileObject) a[0]).coding.errors)));
            t.attribute("newlines", TypeTables.property(a -> None.NONE));
            t.attribute("line_buffering", TypeTables.property(a -> false));
            t.attribute("buffer", TypeTables.property(a -> ((FileObject) a[0]).binary()));
        }
    }

    /** The same stream for bytes. */
    FileObject binary() {
        return new FileObject(name, mode.replace("t", "") + "b", coding, channel);
    }

    private static void position(ClassObject t) {
        method(t, "seek(self, offset, whence=0, /)", "Moves to a position.", (f, a) -> {
            f.needsSeek();
            long offset = Operations.index(a[1]);
            int whence = (int) Operations.index(a[2]);
            if (f.text && whence != 0 && offset != 0) {
                throw FileErrors.unsupported("can't do nonzero " + (whence == 1 ? "cur" : "end") + "-relative seeks");
            }
            long to = offset + switch (whence) {
                case 0 -> 0;
                case 1 -> f.tell();
                case 2 -> f.channel.size();
                default -> throw Errors.valueError("invalid whence (%d, should be 0, 1 or 2)", whence);
            };
            if (to < 0) {
                throw f.text ? Errors.valueError("negative seek position %d", to) : FileErrors.of(22, None.NONE, null);
            }
            f.ahead = null;
            f.channel.position(to);
            return to;
        });
        method(t, "tell(self, /)", "The position.", (f, a) -> {
            f.needsSeek();
            return f.tell();
        });
        method(t, "truncate(self, size=None, /)", "Cuts the file off.", (f, a) -> {
            f.check(false);
            f.forget();
            long size = a[1] == None.NONE ? f.channel.position() : Operations.index(a[1]);
            f.channel.truncate(size);
            return size;
        });
        method(t, "fileno(self, /)", "The number of the file, which only the standard streams have.", (f, a) -> {
            int number = Arrays.asList("<stdin>", "<stdout>", "<stderr>").indexOf(Strings.java(Operations.str(f.name)));
            if (number < 0) {
                throw FileErrors.unsupported("fileno");
            }
            return (long) number;
        });
        if (t != TEXT) {
            method(t, "peek(self, size=0, /)", "What would be read next.", (f, a) -> {
                f.check(true);
                f.load();
                return f.part(f.at, f.limit());
            });
            method(t, "read1(self, size=-1, /)", "Reads so much, or all that is left.", (f, a) -> {
                f.check(true);
                return f.read(Operations.index(a[1]));
            });
        }
    }

    /** A list of texts, for messages. */
    static TupleObject texts(String... items) {
        return new TupleObject(Arrays.stream(items).map(Strings::of).toArray());
    }
}
