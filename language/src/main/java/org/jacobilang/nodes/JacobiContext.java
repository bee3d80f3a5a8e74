package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.nodes.Node;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jacobilang.execute.Engine;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.Strings;

/** What one running program shares: its modules, its streams, the depth of its calls. */
public final class JacobiContext {
    /** Calls of the program within each other before a RecursionError, as in CPython. */
    public static final int DEFAULT_RECURSION_LIMIT = 1000;

    /** How deep calls may nest whatever the program sets: what fits on the stack of 64 MB that the command gives. */
    public static final int DEEPEST = 100_000;

    private static final ContextReference<JacobiContext> REFERENCE = ContextReference.create(JacobiLanguage.class);

    private final JacobiLanguage language;
    private final TruffleLanguage.Env env;
    private final Modules modules;
    private final PrintStream out;
    private final PrintStream err;
    private final Engine.Setting engine;
    private ModuleObject main;

    int depth;
    /** The threads of the program, and whose turn it is. */
    public final org.jacobilang.builtin.ThreadModule.Turns turns = new org.jacobilang.builtin.ThreadModule.Turns();
    /** The exception whose handler runs now, or null: what a bare raise raises. */
    public org.jacobilang.runtime.ExceptionObject handled;
    public int recursionLimit = DEFAULT_RECURSION_LIMIT;
    /** What the program set, which may be more than {@link #DEEPEST}. */
    public long statedRecursionLimit = DEFAULT_RECURSION_LIMIT;

    /** What the tracer keeps while a function is traced, or null. */
    public Object trace;

    JacobiContext(JacobiLanguage language, TruffleLanguage.Env env) {
        this.language = language;
        this.env = env;
        this.out = new PrintStream(env.out(), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(env.err(), true, StandardCharsets.UTF_8);
        this.modules = new Modules(this, env.getOptions().get(JacobiLanguage.PATH));
        this.engine = engine(env.getOptions().get(JacobiLanguage.ENGINE));
    }

    private Engine.Setting engine(String option) {
        if (!option.isBlank()) {
            return Engine.Setting.of(option);
        }
        String text = env.getEnvironment().getOrDefault("JACOBI_ENGINE", "");
        try {
            return text.isBlank() ? Engine.Setting.AUTO : Engine.Setting.of(text);
        } catch (IllegalArgumentException e) {
            err.println("jacobi: JACOBI_ENGINE: " + e.getMessage() + "; it is taken for auto");
            return Engine.Setting.AUTO;
        }
    }

    /** What runs the programs of {@code jit}. */
    public Engine.Setting engine() {
        return engine;
    }

    void initialize() {
        main = new ModuleObject("__main__");
        modules.register(main);
        org.jacobilang.runtime.ExceptionObject.install(Tracebacks::object);
        org.jacobilang.runtime.Journal.install(new org.jacobilang.nodes.staging.TraceJournal());
        org.jacobilang.runtime.Operations.install(new org.jacobilang.execute.ArrayOperations());
        org.jacobilang.execute.ArrayOperations.export();
    }

    public static JacobiContext get(Node node) {
        return REFERENCE.get(node);
    }

    /** How deep calls are nested now; each thread has its own count, kept while others run. */
    public int depth() {
        return depth;
    }

    public void depth(int newDepth) {
        depth = newDepth;
    }

    public JacobiLanguage language() {
        return language;
    }

    public TruffleLanguage.Env env() {
        return env;
    }

    public Modules modules() {
        return modules;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** The module that the program itself is. */
    @TruffleBoundary
    public ModuleObject mainModule() {
        return main;
    }

    @TruffleBoundary
    void mainFile(String path) {
        main.set(Strings.name("__file__"), Strings.of(path));
        main.set(Names.NAME, Strings.of("__main__"));
    }
}
