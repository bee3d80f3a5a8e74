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
for (String name : new String[] {"version_info", "hash_info", "float_info", "int_info", "flags", "implementation", "thread_info"}) {
            m.lazy(name, () -> Operations.getAttribute(context.modules().load("_sysinfo"), name));
        }
        m.lazy("stdlib_module_names", () -> Operations.getAttribute(context.modules().load("_sysinfo"), "stdlib_module_names"));
        m.set("hexversion", 0x030D00F0L).set("api_version", 1013L).set("prefix", Strings.of("/usr")).set("exec_prefix", Strings.of("/usr"));
        m.set("base_prefix", Strings.of("/usr")).set("base_exec_prefix", Strings.of("/usr")).set("float_repr_style", Strings.of("short"));
        m.set("copyright", Strings.of("")).set("warnoptions", new ListObject()).set("dont_write_bytecode", true);
        m.set("builtin_module_names", FileObject.texts("builtins", "math", "sys", "time")).set("orig_argv", new ListObject(argv));
        m.set("meta_path", new ListObject()).set("path_hooks", new ListObject()).set("path_importer_cache", new DictObject());
        m.function("getdefaultencoding()", "The encoding of strings.", a -> Strings.of("utf-8"));
        m.function("getfilesystemencoding()", "The encoding of the names of files.", a -> Strings.of("utf-8"));
        m.function("getfilesystemencodeerrors()", "The error handler of the names of files.", a -> Strings.of("surrogateescape"));
        m.function("getrefcount(object, /)", "References are not counted; always 2.", a -> 2L);
        m.function("getswitchinterval()", "How long a thread runs at a time.", a -> 0.005);
        m.function("setswitchinterval(interval, /)", "Nothing to set.", a -> None.NONE);
        m.function("get_int_max_str_digits()", "The most digits of an int in a string.", a -> 4300L);
        m.function("gettrace()", "The trace function: there is none.", a -> None.NONE);
        m.function("getprofile()", "The profile function: there is none.", a -> None.NONE);
        m.function("is_finalizing()", "Whether the program ends.", a -> false);
        m.function("audit(event, /, *args)", "Nobody listens.", a -> None.NONE);
        m.function("addaudithook(hook, /)", "Nothing is told to hooks.", a -> None.NONE);
        m.function("exception()", "The exception that is handled.", a -> context.handled == null ? None.NONE : context.handled);
        m.set("platform", Strings.of("linux")).set("byteorder", Strings.of("little")).set("maxsize", Long.MAX_VALUE);
        m.set("maxunicode", (long) Character.MAX_CODE_POINT);
        m.set("executable", Strings.of("jacobi"));
        m.set("modules", context.modules().loaded());
        m.function("exit(status=None, /)", "Leaves the program.", a -> {
            throw new PythonException(new ExceptionObject(Types.SYSTEM_EXIT,
                    a[0] == None.NONE ? TupleObject.EMPTY : new TupleObject(a[0])));
        });
        m.function("getrecursionlimit()", "How deep calls may nest.", a -> context.statedRecursionLimit);
        m.function("setrecursionlimit(limit, /)", "Sets how deep calls may nest.", a -> {
            long limit = Operations.index(a[0]);
            if (limit < 1) {
                throw Errors.valueError("recursion limit must be greater or equal than 1");
            }
            context.statedRecursionLimit = limit;
            context.recursionLimit = (int) Math.min(limit, JacobiContext.DEEPEST);
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
        return m;
    }
}
