package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.Map;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The exceptions that keep more than a message: those of the system, and those of encodings. */
final class ErrorTables {
    /** The classes that {@code OSError(number, text)} makes for known numbers. */
    private static final Map<Long, ClassObject> BY_NUMBER = Map.ofEntries(Map.entry(1L, Types.PERMISSION_ERROR),
            Map.entry(2L, Types.FILE_NOT_FOUND_ERROR), Map.entry(3L, Types.PROCESS_LOOKUP_ERROR), Map.entry(4L, Types.INTERRUPTED_ERROR),
            Map.entry(10L, Types.CHILD_PROCESS_ERROR), Map.entry(11L, Types.BLOCKING_IO_ERROR), Map.entry(13L, Types.PERMISSION_ERROR),
            Map.entry(17L, Types.FILE_EXISTS_ERROR), Map.entry(20L, Types.NOT_A_DIRECTORY_ERROR),
            Map.entry(21L, Types.IS_A_DIRECTORY_ERROR), Map.entry(32L, Types.BROKEN_PIPE_ERROR),
            Map.entry(103L, Types.CONNECTION_ABORTED_ERROR), Map.entry(104L, Types.CONNECTION_RESET_ERROR),
            Map.entry(110L, Types.TIMEOUT_ERROR), Map.entry(111L, Types.CONNECTION_REFUSED_ERROR));

    private ErrorTables() {
    }

    /** The class for a number of the system, {@code OSError} when it has none of its own. */
    static ClassObject ofNumber(Object number) {
        return number instanceof Long n ? BY_NUMBER.getOrDefault(n, Types.OS_ERROR) : Types.OS_ERROR;
    }

    static void osError(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, *args, **kwargs)", a -> {
            ClassObject cls = (ClassObject) a[0];
            TupleObject args = (TupleObject) a[1];
            boolean numbered = args.size() >= 2 && args.size() <= 5;
            return fill(new ExceptionObject(cls == Types.OS_ERROR && numbered ? ofNumber(args.items[0]) : cls, args));
        }));
        t.method("__init__(self, *args, **kwargs)", null, a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            e.args = (TupleObject) a[1];
            fill(e);
            return None.NONE;
        });
        t.method("__str__(self, /)", "Return str(self).", a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            Object file = e.field("filename");
            if (e.field("errno") == None.NONE && e.field("strerror") == None.NONE) {
                return plain(e);
            }
            StringBuilder out = new StringBuilder("[Errno ").append(text(e.field("errno"))).append("] ")
                    .append(text(e.field("strerror")));
            if (file != None.NONE) {
                out.append(": ").append(Strings.java(Operations.repr(file)));
                if (e.field("filename2") != None.NONE) {
                    out.append(" -> ").append(Strings.java(Operations.repr(e.field("filename2"))));
                }
            }
            return Strings.of(out.toString());
        });
    }

    private static TruffleString plain(ExceptionObject e) {
        return e.args.size() == 0 ? Strings.EMPTY
                : e.args.size() == 1 ? Operations.str(e.args.items[0]) : Operations.repr(e.args);
    }

    private static String text(Object value) {
        return Strings.java(Operations.str(value));
    }

    /** Sets the fields from the arguments, as the constructors do. */
    static ExceptionObject fill(ExceptionObject e) {
        Object[] args = e.args.items;
        if (e.isA(Types.OS_ERROR)) {
            boolean numbered = args.length >= 2 && args.length <= 5;
            e.field("errno", numbered ? args[0] : None.NONE).field("strerror", numbered ? args[1] : None.NONE);
            e.field("filename", numbered && args.length > 2 ? args[2] : None.NONE);
            e.field("filename2", numbered && args.length > 4 ? args[4] : None.NONE);
            if (numbered && args.length > 2 && args[2] != None.NONE) {
                e.args = new TupleObject(args[0], args[1]);
            }
        } else if (e.isA(Types.UNICODE_DECODE_ERROR) || e.isA(Types.UNICODE_ENCODE_ERROR)) {
            if (args.length != 5) {
                throw Errors.typeError("function takes exactly 5 arguments (%d given)", args.length);
            }
            e.field("encoding", args[0]).field("object", args[1]).field("start", args[2]).field("end", args[3])
                    .field("reason", args[4]);
        }
        return e;
    }

    static void unicode(ClassObject t) {
        t.method("__init__(self, *args)", null, a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            e.args = (TupleObject) a[1];
            fill(e);
            return None.NONE;
        });
        t.method("__str__(self, /)", "Return str(self).", a -> {
            ExceptionObject e = (ExceptionObject) a[0];
            boolean decode = e.isA(Types.UNICODE_DECODE_ERROR);
            if (!(e.field("start") instanceof Long from) || !(e.field("end") instanceof Long to)) {
                return plain(e);
            }
            StringBuilder out = new StringBuilder("'").append(text(e.field("encoding"))).append("' codec can't ")
                    .append(decode ? "decode" : "encode").append(' ');
            Object object = e.field("object");
            if (to - from != 1) {
                out.append(decode ? "bytes" : "characters").append(" in position ").append(from).append('-').append(to - 1);
            } else if (object instanceof BytesObject b) {
                out.append(String.format("byte 0x%02x in position %d", b.data()[(int) (long) from] & 0xFF, from));
            } else {
                out.append("character '").append(escape(Strings.codePoints((TruffleString) object)[(int) (long) from]))
                        .append("' in position ").append(from);
            }
            return Strings.of(out.append(": ").append(text(e.field("reason"))).toString());
        });
    }

    /** A character as an escape. */
    static String escape(int c) {
        return c < 0x100 ? String.format("\\x%02x", c) : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
    }
}
