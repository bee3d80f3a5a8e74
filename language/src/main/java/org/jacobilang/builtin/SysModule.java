package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.io.PrintStream;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code sys}. */
final class SysModule {
    private static final ClassObject STREAM = Types.plain("TextIOWrapper");

    static {
        STREAM.method("write(self, text, /)", "Writes a string; returns its length.", a -> {
            if (!(a[1] instanceof TruffleString s)) {
                throw Errors.typeError("write() argument must be str, not %s", Operations.typeOf(a[1]).name());
            }
            ((Stream) a[0]).out.print(Strings.java(s));
            return (long) Strings.length(s);
        });
        STREAM.method("flush(self, /)", "Writes what is kept back.", a -> {
            ((Stream) a[0]).out.flush();
            return None.NONE;
        });
        STREAM.method("isatty(self, /)", "Whether the stream is a terminal.",
                a -> System.console() != null && System.console().isTerminal());
        STREAM.method("readline(self, /)", "Reads a line.", a -> {
            try {
                return Strings.concat(Console.readLine(), Strings.of("\n"));
            } catch (PythonException e) {
                return Strings.EMPTY;
            }
        });
    }

    private SysModule() {
    }

    /** A standard stream. */
    private static final class Stream extends InstanceObject {
        final PrintStream out;

        Stream(PrintStream out) {
            super(STREAM);
            this.out = out;
        }
    }

    static ModuleObject make() {
        JacobiContext context = JacobiContext.get(null);
        ModuleObject m = new ModuleObject("sys");
        Object[] argv = java.util.Arrays.stream(context.env().getApplicationArguments()).map(Strings::of).toArray();
        m.set("argv", new ListObject(argv.length == 0 ? new Object[] {Strings.EMPTY} : argv));
        m.set("path", context.modules().path());
        m.set("stdout", new Stream(context.out())).set("stderr", new Stream(context.err())).set("stdin", new Stream(context.out()));
        m.set("version", Strings.of("3.13.0 (Jacobi)"));
        m.set("version_info", new TupleObject(3L, 13L, 0L, Strings.of("final"), 0L));
        m.set("platform", Strings.of("linux")).set("byteorder", Strings.of("little")).set("maxsize", Long.MAX_VALUE);
        m.set("maxunicode", (long) Character.MAX_CODE_POINT);
        m.set("executable", Strings.of("jacobi"));
        m.lazy("modules", () -> {
            DictObject all = new DictObject();
            context.modules().loaded().forEach((name, module) -> all.put(Strings.of(name), module));
            return all;
        });
        m.function("exit(status=None, /)", "Leaves the program.", a -> {
            throw new PythonException(new ExceptionObject(Types.SYSTEM_EXIT,
                    a[0] == None.NONE ? TupleObject.EMPTY : new TupleObject(a[0])));
        });
        m.function("getrecursionlimit()", "How deep calls may nest.", a -> (long) context.recursionLimit);
        m.function("setrecursionlimit(limit, /)", "Sets how deep calls may nest.", a -> {
            long limit = Operations.index(a[0]);
            if (limit < 1) {
                throw Errors.valueError("recursion limit must be greater or equal than 1");
            }
            context.recursionLimit = (int) limit;
            return None.NONE;
        });
        m.function("intern(string, /)", "The one shared copy of a string.", a -> a[0]);
        m.function("getsizeof(object, default=0, /)", "A rough size in bytes.", a -> 64L);
        m.function("exc_info()", "Class, value and traceback of the exception that is handled.", a -> {
            ExceptionObject e = context.handled;
            return e == null ? new TupleObject(None.NONE, None.NONE, None.NONE)
                    : new TupleObject(e.type(), e, e.traceback == null ? None.NONE : e.traceback);
        });
        ModuleObject info = new ModuleObject("float_info");
        info.set("max", Double.MAX_VALUE).set("min", Double.MIN_NORMAL).set("epsilon", Math.ulp(1.0)).set("dig", 15L)
                .set("mant_dig", 53L);
        m.set("float_info", info);
        return m;
    }
}
