package org.jacobilang.builtin;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Files: read whole when opened, written whole when closed or flushed. */
final class Files {
    private static final ClassObject TEXT = Types.plain("TextIOWrapper");
    private static final ClassObject BINARY = Types.plain("BufferedIO");

    static {
        methods(TEXT);
        methods(BINARY);
    }

    private Files() {
    }

    /** An open file. */
    private static final class FileObject extends InstanceObject {
        final String name;
        final boolean text;
        final boolean readable;
        final boolean writable;
        final String encoding;
        final SeekableByteChannel channel;
        /** What was read but not taken yet: the whole rest of a readable file, read at its first use. */
        private byte[] ahead;
        private int at;

        FileObject(String name, String mode, String encoding, SeekableByteChannel channel) {
            super(mode.indexOf('b') >= 0 ? BINARY : TEXT);
            this.name = name;
            this.text = mode.indexOf('b') < 0;
            this.readable = mode.indexOf('r') >= 0 || mode.indexOf('+') >= 0;
            this.writable = mode.indexOf('r') < 0 || mode.indexOf('+') >= 0;
            this.encoding = encoding;
            this.channel = channel;
        }

        void check(boolean reading) {
            if (!channel.isOpen()) {
                throw Errors.valueError("I/O operation on closed file.");
            }
            if (reading && !readable || !reading && !writable) {
                throw Errors.osError(reading ? "not readable" : "not writable");
            }
        }

        byte[] rest() throws IOException {
            if (ahead == null) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                while (channel.read(buffer) > 0) {
                    out.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
                ahead = out.toByteArray();
                at = 0;
            }
            return ahead;
        }

        Object value(int from, int to) {
            byte[] part = java.util.Arrays.copyOfRange(ahead, from, to);
            if (!text) {
                return new BytesObject(part);
            }
            String s = Strings.java(BytesMethods.decode(part, encoding));
            return Strings.of(s.indexOf('\r') < 0 ? s : s.replace("\r\n", "\n").replace('\r', '\n'));
        }

        Object read(long count) throws IOException {
            byte[] data = rest();
            int from = at;
            if (count < 0) {
                at = data.length;
            } else if (!text) {
                at = (int) Math.min(data.length, at + count);
            } else {
                String s = Strings.java(BytesMethods.decode(java.util.Arrays.copyOfRange(data, at, data.length), encoding));
                int taken = s.offsetByCodePoints(0, (int) Math.min(count, s.codePointCount(0, s.length())));
                at += BytesMethods.encode(s.substring(0, taken), encoding, "strict").data().length;
            }
            return value(from, at);
        }

        /** The next line with its end, or null at the end of the file. */
        Object line() throws IOException {
            byte[] data = rest();
            if (at >= data.length) {
                return null;
            }
            int from = at;
            while (at < data.length && data[at++] != '\n') {
                // On to the end of the line.
            }
            return value(from, at);
        }
    }

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
                throw error(e, f.name);
            }
        });
    }

    private static void methods(ClassObject t) {
        method(t, "read(self, size=-1, /)", "Reads so much, or all that is left.", (f, a) -> {
            f.check(true);
            return f.read(a[1] == None.NONE ? -1 : Operations.index(a[1]));
        });
        method(t, "readline(self, /)", "Reads a line.", (f, a) -> {
            f.check(true);
            Object line = f.line();
            return line == null ? f.value(f.at, f.at) : line;
        });
        method(t, "readlines(self, /)", "Reads all lines.", (f, a) -> {
            f.check(true);
            ListObject lines = new ListObject();
            for (Object line = f.line(); line != null; line = f.line()) {
                lines.append(line);
            }
            return lines;
        });
        method(t, "write(self, data, /)", "Writes; returns how much.", (f, a) -> {
            f.check(false);
            byte[] data;
            if (f.text) {
                if (!(a[1] instanceof TruffleString s)) {
                    throw Errors.typeError("write() argument must be str, not %s", Operations.typeOf(a[1]).name());
                }
                data = BytesMethods.encode(Strings.java(s), f.encoding, "strict").data();
            } else {
                if (!(a[1] instanceof BytesObject b)) {
                    throw Errors.typeError("a bytes-like object is required, not '%s'", Operations.typeOf(a[1]).name());
                }
                data = b.data();
            }
            ByteBuffer buffer = ByteBuffer.wrap(data);
            while (buffer.hasRemaining()) {
                f.channel.write(buffer);
            }
            return a[1] instanceof TruffleString s ? (long) Strings.length(s) : (long) data.length;
        });
        method(t, "writelines(self, lines, /)", "Writes all of the lines.", (f, a) -> {
            for (Object line : Operations.items(a[1])) {
                Operations.callMethod(f, "write", line);
            }
            return None.NONE;
        });
        method(t, "seek(self, offset, whence=0, /)", "Moves to a position.", (f, a) -> {
            long offset = Operations.index(a[1]);
            long base = switch ((int) Operations.index(a[2])) {
                case 1 -> f.ahead != null ? f.at : f.channel.position();
                case 2 -> f.channel.size();
                default -> 0;
            };
            f.ahead = null;
            f.channel.position(base + offset);
            if (f.readable && base + offset == 0) {
                f.at = 0;
            }
            return base + offset;
        });
        method(t, "tell(self, /)", "The position.", (f, a) -> f.ahead != null ? (long) f.at : f.channel.position());
        method(t, "flush(self, /)", "Nothing is kept back.", (f, a) -> None.NONE);
        method(t, "close(self, /)", "Closes the file.", (f, a) -> {
            f.channel.close();
            return None.NONE;
        });
        method(t, "__enter__(self, /)", null, (f, a) -> f);
        method(t, "__exit__(self, *args)", null, (f, a) -> {
            f.channel.close();
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
        t.attribute("name", TypeTables.property(a -> Strings.of(((FileObject) a[0]).name)));
        t.attribute("closed", TypeTables.property(a -> !((FileObject) a[0]).channel.isOpen()));
        t.attribute("encoding", TypeTables.property(a -> Strings.of(((FileObject) a[0]).encoding)));
    }

    private static Set<OpenOption> options(String mode) {
        boolean plus = mode.indexOf('+') >= 0;
        Set<OpenOption> options = new java.util.HashSet<>();
        switch (mode.replace("b", "").replace("t", "").replace("+", "")) {
            case "r" -> options.add(StandardOpenOption.READ);
            case "w" -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING));
            case "a" -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            case "x" -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            default -> throw Errors.valueError("invalid mode: '%s'", mode);
        }
        if (plus && !options.contains(StandardOpenOption.APPEND)) {
            options.add(StandardOpenOption.READ);
            options.add(StandardOpenOption.WRITE);
        }
        return options;
    }

    static Object open(Object[] a) {
        Object path = Operations.attributeOrNull(a[0], Strings.name("__fspath__"));
        Object file = path == null ? a[0] : Operations.call(path);
        if (!(file instanceof TruffleString text)) {
            throw Errors.typeError("expected str, bytes or os.PathLike object, not %s", Operations.typeOf(a[0]).name());
        }
        String name = Strings.java(text);
        String mode = Strings.java((TruffleString) a[1]);
        String encoding = a[3] instanceof TruffleString e ? Strings.java(e) : "utf-8";
        try {
            TruffleFile target = JacobiContext.get(null).env().getPublicTruffleFile(name);
            if (target.isDirectory()) {
                throw failure(Types.IS_A_DIRECTORY_ERROR, 21, "Is a directory", name);
            }
            return new FileObject(name, mode, encoding, target.newByteChannel(options(mode)));
        } catch (IOException e) {
            throw error(e, name);
        }
    }

    private static PythonException failure(ClassObject type, long number, String message, String name) {
        return new PythonException(ErrorTables.fill(new ExceptionObject(type,
                new TupleObject(number, Strings.of(message), Strings.of(name)))));
    }

    static PythonException error(IOException e, String name) {
        return switch (e) {
            case NoSuchFileException x -> failure(Types.FILE_NOT_FOUND_ERROR, 2, "No such file or directory", name);
            case FileAlreadyExistsException x -> failure(Types.FILE_EXISTS_ERROR, 17, "File exists", name);
            case AccessDeniedException x -> failure(Types.PERMISSION_ERROR, 13, "Permission denied", name);
            default -> failure(Types.OS_ERROR, 5, String.valueOf(e.getMessage()), name);
        };
    }
}
