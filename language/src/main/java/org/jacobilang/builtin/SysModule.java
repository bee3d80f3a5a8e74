package org.jacobilang.builtin;

import java.util.List;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.nodes.Tracebacks;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TracebackObject;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code sys}. */
final class SysModule {
    private SysModule() {
    }

    static ModuleObject make() {
        JacobiContext context = JacobiContext.get(null);
        ModuleObject m = new ModuleObject("sys");
        Object[] argv = java.util.Arrays.stream(context.env().getApplicationArguments()).map(Strings::of).toArray();
        m.set("argv", new ListObject(argv.length == 0 ? new Object[] {Strings.EMPTY} : argv));
        m.set("path", context.modules().path());
        StandardStream out = StandardStream.output("<stdout>", context.out());
        StandardStream err = StandardStream.output("<stderr>", context.err());
        StandardStream in = StandardStream.input(context.env().in());
        m.set("stdout", out).set("stderr", err).set("stdin", in);
        m.set("__stdout__", out).set("__stderr__", err).set("__stdin__", in);
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
        m.function("_getframe(depth=0, /)", "The frame of the code that asks, or of one that called it.", a -> {
            List<TracebackObject.Entry> stack = Tracebacks.stack();
            long last = stack.size() - 1 - Operations.index(a[0]);
            if (last < 0) {
                throw Errors.valueError("call stack is not deep enough");
            }
            Object frame = None.NONE;
            for (TracebackObject.Entry entry : stack.subList(0, (int) last + 1)) {
                frame = TracebackObject.frame(entry, frame);
            }
            return frame;
        });
        m.function("intern(string, /)", "The one shared copy of a string.", a -> a[0]);
        m.function("getsizeof(object, default=0, /)", "A rough size in bytes.", a -> 64L);
        m.function("exc_info()", "Class, value and traceback of the exception that is handled.", a -> {
            ExceptionObject e = context.handled;
            return e == null ? new TupleObject(None.NONE, None.NONE, None.NONE)
                    : new TupleObject(e.type(), e, e.traceback());
        });
        m.function("exception()", "The exception that is handled, or None.",
                a -> context.handled == null ? None.NONE : context.handled);
        ModuleObject info = new ModuleObject("float_info");
        info.set("max", Double.MAX_VALUE).set("min", Double.MIN_NORMAL).set("epsilon", Math.ulp(1.0)).set("dig", 15L)
                .set("mant_dig", 53L);
        m.set("float_info", info);
        return m;
    }
}
