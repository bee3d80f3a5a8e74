package org.jacobilang.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Suggestions;

/** What a person is told who imports a module that is not there. */
public final class MissingModules {
    /** Packages that are compiled for CPython. */
    private static final Set<String> EXTENSIONS = Set.of("pandas", "matplotlib", "torch", "torchvision", "tensorflow", "keras", "scipy",
            "sklearn", "cv2", "PIL", "numba", "h5py", "cupy", "xgboost", "lightgbm", "statsmodels", "skimage", "lxml", "cython", "Cython",
            "cffi", "pyarrow", "polars", "jaxlib", "tensorstore", "sympy", "seaborn", "plotly", "networkx", "mpi4py", "ray", "gym",
            "gymnasium", "transformers", "datasets", "IPython", "psutil", "zmq", "pydantic_core", "orjson", "ujson", "msgpack");
    /** Modules of CPython's own library that are left out, with the reason. */
    private static final Map<String, String> REFUSED = Map.ofEntries(Map.entry("asyncio", "there are no coroutines in Jacobi"),
            Map.entry("multiprocessing", "a program of Jacobi is one process"), Map.entry("ctypes", "Jacobi calls no native code of its programs"),
            Map.entry("sqlite3", "Jacobi has no database"), Map.entry("socket", "Jacobi has no network"),
            Map.entry("ssl", "Jacobi has no network"), Map.entry("http", "Jacobi has no network"),
            Map.entry("socketserver", "Jacobi has no network"), Map.entry("ftplib", "Jacobi has no network"),
            Map.entry("smtplib", "Jacobi has no network"), Map.entry("tkinter", "Jacobi has no windows"),
            Map.entry("turtle", "Jacobi has no windows"), Map.entry("curses", "Jacobi does not steer terminals"),
            Map.entry("dis", "Jacobi has no bytecode"), Map.entry("mmap", "Jacobi does not map files"),
            Map.entry("ast", "Jacobi's syntax trees are its own"), Map.entry("select", "Jacobi has no network"),
            Map.entry("selectors", "Jacobi has no network"), Map.entry("pty", "Jacobi starts no processes"),
            Map.entry("fcntl", "Jacobi has no handles of files"), Map.entry("termios", "Jacobi does not steer terminals"),
            Map.entry("marshal", "Jacobi has no bytecode"), Map.entry("pdb", "use a debugger of the platform"));

    private MissingModules() {
    }

    /** The end of the message in a traceback: why the module is missing, or what was probably meant. */
    public static String hint(String name) {
        String top = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
        if (EXTENSIONS.contains(top)) {
            return " ('" + top + "' is, or needs, compiled code for CPython, which Jacobi can't load)";
        }
        if (REFUSED.containsKey(top)) {
            return " (not supported: " + REFUSED.get(top) + ")";
        }
        List<String> known = new ArrayList<>(List.of("jax", "numpy", "optax", "flax", "tqdm"));
        Object names = Operations.getAttribute(JacobiContext.get(null).modules().load("_sysinfo"), "stdlib_module_names");
        for (Object one : Operations.items(names)) {
            known.add(Strings.java(Operations.str(one)));
        }
        java.util.Collections.sort(known);
        known.removeIf(REFUSED::containsKey);
        return name.indexOf('.') < 0 ? Suggestions.didYouMean(top, known) : "";
    }
}
