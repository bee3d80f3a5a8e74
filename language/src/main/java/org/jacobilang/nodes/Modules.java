package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.builtin.JavaModules;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.stdlib.StandardLibrary;

/**
 * The modules of a program, found in this order: those already imported, those built in Java, files beside the program and on
 * {@code sys.path}, and the library that is written in the language.
 */
public final class Modules {
    private static final String[] SUFFIXES = {".py", ".jcb"};
    private static final TruffleString PATH = Strings.name("__path__");
    private static final TruffleString FILE = Strings.name("__file__");
    private static final TruffleString PACKAGE = Strings.name("__package__");

    private final JacobiContext context;
    /** {@code sys.modules}: what a program puts there counts as imported. */
    private final DictObject loaded = new DictObject();
    /** The modules whose code runs now for the first time. */
    private final Set<String> loading = new HashSet<>();
    private final ListObject path = new ListObject();

    Modules(JacobiContext context, String folder) {
        this.context = context;
        path.append(Strings.of(folder));
    }

    /** {@code sys.path}. */
    public ListObject path() {
        return path;
    }

    /** {@code sys.modules}, by full name. */
    public DictObject loaded() {
        return loaded;
    }

    /** The module of that name if it was imported, else null. */
    @TruffleBoundary
    public ModuleObject loaded(String name) {
        return loaded.get(Strings.of(name)) instanceof ModuleObject m ? m : null;
    }

    void register(ModuleObject module) {
        register(module.name(), module);
    }

    private void register(String name, ModuleObject module) {
        loaded.put(Strings.name(name), module);
    }

    /** Imports a module with the packages around it and returns it. */
    @TruffleBoundary
    public ModuleObject load(String name) {
        ModuleObject known = loaded(name);
        if (known != null) {
            return known;
        }
        int dot = name.lastIndexOf('.');
        ModuleObject parent = dot < 0 ? null : load(name.substring(0, dot));
        known = loaded(name);
        if (known != null) {
            return known;
        }
        // What a module does when it loads is no part of a function that is traced then, and is not taken back with it.
        ModuleObject module = Trace.aside(() -> find(name, parent));
        if (module == null) {
            PythonException e = Errors.moduleNotFound("No module named '%s'%s", name,
                    parent != null && parent.get(PATH) == null && JavaModules.find(name) == null
                            ? "; '" + parent.name() + "' is not a package" : "");
            e.value().field("name", Strings.of(name)).field("msg", Strings.of(e.value().message()));
            e.value().hint = () -> org.jacobilang.builtin.MissingModules.hint(name);
            throw e;
        }
        if (parent != null) {
            parent.set(name.substring(dot + 1), module);
        }
        return module;
    }

    /** Runs the code of a module again, in its own namespace. */
    @TruffleBoundary
    public ModuleObject reload(ModuleObject module) {
        int dot = module.name().lastIndexOf('.');
        Found found = JavaModules.exists(module.name()) ? null : source(module.name(), dot < 0 ? null : loaded(module.name()
                .substring(0, dot)));
        if (found != null) {
            context.language().translate(found.source, module).call();
        }
        return module;
    }

    /** Where the source of a module is, or null when it has none that can be found. */
    @TruffleBoundary
    public String origin(String name) {
        if (JavaModules.exists(name)) {
            return "built-in";
        }
        int dot = name.lastIndexOf('.');
        Found found = source(name, dot < 0 ? null : load(name.substring(0, dot)));
        return found == null ? null : found.file;
    }

    /** Whether a module of that name can be found, without running it. */
    public boolean exists(String name) {
        if (loaded(name) != null || JavaModules.exists(name)) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        return source(name, dot < 0 ? null : loaded(name.substring(0, dot))) != null;
    }

    /** A text with where it is from and whether it is a package. */
    private record Found(Source source, String file, String folder) {
    }

    private ModuleObject find(String name, ModuleObject parent) {
        ModuleObject java = JavaModules.find(name);
        if (java != null) {
            register(name, java);
            return java;
        }
        Found found = source(name, parent);
        if (found == null) {
            return null;
        }
        ModuleObject module = new ModuleObject(name);
        module.set(FILE, Strings.of(found.file));
        int dot = name.lastIndexOf('.');
        module.set(PACKAGE, Strings.of(found.folder != null ? name : dot < 0 ? "" : name.substring(0, dot)));
        if (found.folder != null) {
            module.set(PATH, new ListObject(Strings.of(found.folder)));
        }
        module.set(Strings.name("__spec__"), None.NONE);
        module.set(Strings.name("__loader__"), None.NONE);
        register(name, module);
        loading.add(name);
        boolean done = false;
        try {
            context.language().translate(found.source, module).call();
            done = true;
        } finally {
            loading.remove(name);
            if (!done) {
                loaded.remove(Strings.name(name));
            }
        }
        // A module may put something else in its own place.
        ModuleObject now = loaded(name);
        return now == null ? module : now;
    }

    private Found source(String name, ModuleObject parent) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        List<Object> folders = new ArrayList<>();
        ListObject list = parent == null ? path : parent.get(PATH) instanceof ListObject l ? l : null;
        if (list != null) {
            folders.addAll(List.of(list.toArray()));
        }
        for (Object folder : folders) {
            if (folder instanceof TruffleString text) {
                String where = Strings.java(text);
                Found found = where.startsWith("<") ? null : inFolder(where, last);
                if (found != null) {
                    return found;
                }
            }
        }
        return inLibrary(name);
    }

    private Found inFolder(String folder, String name) {
        try {
            TruffleFile base = context.env().getPublicTruffleFile(folder.isEmpty() ? "." : folder);
            TruffleFile directory = base.resolve(name);
            for (String suffix : SUFFIXES) {
                TruffleFile init = directory.resolve("__init__" + suffix);
                if (init.exists()) {
                    return new Found(Source.newBuilder(JacobiLanguage.ID, init).build(), init.getPath(), directory.getPath());
                }
            }
            for (String suffix : SUFFIXES) {
                TruffleFile file = base.resolve(name + suffix);
                if (file.exists()) {
                    return new Found(Source.newBuilder(JacobiLanguage.ID, file).build(), file.getPath(), null);
                }
            }
        } catch (IOException | SecurityException e) {
            throw Errors.importError("cannot read module '%s' in '%s': %s", name, folder, e.getMessage());
        }
        return null;
    }

    private static Found inLibrary(String name) {
        String file = name.replace('.', '/');
        String text = StandardLibrary.source(file + "/__init__.jcb");
        if (text != null) {
            return library(file + "/__init__.jcb", text, "<jacobi>/" + file);
        }
        text = StandardLibrary.source(file + ".jcb");
        return text == null ? null : library(file + ".jcb", text, null);
    }

    private static Found library(String file, String text, String folder) {
        String shown = "<jacobi>/" + file;
        return new Found(Source.newBuilder(JacobiLanguage.ID, text, shown).build(), shown, folder);
    }

    /** The name that a relative import means: {@code level} dots from within {@code module}. */
    @TruffleBoundary
    static String absolute(ModuleObject module, String name, int level) {
        if (level == 0) {
            return name;
        }
        Object own = module.get(PACKAGE);
        String base = own instanceof TruffleString text ? Strings.java(text) : "";
        if (base.isEmpty()) {
            throw Errors.importError("attempted relative import with no known parent package");
        }
        for (int i = 1; i < level; i++) {
            int dot = base.lastIndexOf('.');
            if (dot < 0) {
                throw Errors.importError("attempted relative import beyond top-level package");
            }
            base = base.substring(0, dot);
        }
        return name.isEmpty() ? base : base + "." + name;
    }

    /** {@code from module import name}: an attribute, else a module within the package. */
    @TruffleBoundary
    Object member(ModuleObject module, TruffleString name) {
        Object value = org.jacobilang.runtime.Operations.attributeOrNull(module, name);
        if (value != null) {
            return value;
        }
        String full = module.name() + "." + Strings.java(name);
        if ((module.get(PATH) != null || JavaModules.exists(full)) && exists(full)) {
            return load(full);
        }
        Object file = module.get(FILE);
        PythonException e = Errors.importError(loading.contains(module.name()) ? "cannot import name '%s' from partially initialized "
                + "module '%s' (most likely due to a circular import) (%s)" : "cannot import name '%s' from '%s' (%s)",
                Strings.java(name), module.name(),
                file instanceof TruffleString f ? Strings.java(f) : "unknown location");
        e.value().field("name", Strings.of(module.name())).field("path", file == null ? None.NONE : file);
        e.value().hint = () -> org.jacobilang.runtime.Suggestions.didYouMean(Strings.java(name),
                module.names().stream().map(Strings::java).toList());
        throw e;
    }

    /** The names that {@code from module import *} takes. */
    @TruffleBoundary
    static List<TruffleString> exported(ModuleObject module) {
        List<TruffleString> names = new ArrayList<>();
        Object all = module.get(Strings.name("__all__"));
        if (all != null && all != None.NONE) {
            org.jacobilang.runtime.Iteration i = org.jacobilang.runtime.Operations.iterator(all);
            for (Object item = i.next(); item != org.jacobilang.runtime.Iteration.END; item = i.next()) {
                names.add((TruffleString) item);
            }
            return names;
        }
        for (TruffleString name : module.names()) {
            if (!Strings.java(name).startsWith("_")) {
                names.add(name);
            }
        }
        return names;
    }
}
