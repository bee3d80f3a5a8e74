package org.jacobilang.execute;

import com.oracle.truffle.api.RootCallTarget;
import java.util.Set;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.execute.jvm.JvmExecutor;
import org.jacobilang.execute.xla.XlaEngine;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.program.Program;
import org.jacobilang.program.Simplifier;
import org.jacobilang.runtime.PythonException;

/** Turns a program into something that runs. */
public interface Engine {
    /** A compiled program. */
    @FunctionalInterface
    interface Executable {
        ArrayValue[] run(ArrayValue[] arguments);
    }

    /** Compiles a program; the arguments at the donated positions may be overwritten by a call. */
    Executable compile(Program program, Set<Integer> donated);

    /** An engine outside the JVM: whether there is one here, and which programs are worth the way to it. */
    interface Accelerator extends Engine {
        /**
         * Starts the engine if need be; false where there is none, of which the user has been told. An engine that is there
         * but does not start is an error where it is required.
         */
        boolean available(boolean required);

        /** Whether the program would gain, by its size alone. */
        boolean worthwhile(Program program);
    }

    /** The JVM executor. */
    Engine JVM = (program, donated) -> {
        RootCallTarget target = JvmExecutor.compile(program);
        return arguments -> (ArrayValue[]) target.call((Object[]) arguments);
    };

    /** An engine failed where it was required; {@link #error} is what the guest sees. It is no error of the traced function. */
    final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient PythonException error;

        public Unfit(PythonException error) {
            super(error.getMessage(), error);
            this.error = error;
        }

        public PythonException error() {
            return error;
        }
    }

    /** Which engine {@code jit} uses: what the context's option says, or else the environment. */
    enum Setting {
        JVM, XLA, AUTO;

        /** The setting of this name; another name is an error that the user is told of. */
        public static Setting of(String name) {
            for (Setting s : values()) {
                if (s.name().equalsIgnoreCase(name.strip())) {
                    return s;
                }
            }
            throw new IllegalArgumentException("the engine '" + name + "' is none of jvm, xla, auto");
        }
    }

    /** XLA; creating it loads nothing. */
    Accelerator XLA = new XlaEngine();

    /** Simplifies and compiles by the policy: a program goes to XLA when it is large and XLA is there. */
    static Executable choose(Program program, Set<Integer> donated) {
        Program simple = Simplifier.simplify(program);
        Setting setting = JacobiContext.get(null).engine();
        boolean wanted = setting == Setting.XLA || setting == Setting.AUTO && XLA.worthwhile(simple);
        boolean possible = !simple.effectful() && !simple.callsHost();
        if (wanted && possible && XLA.available(setting == Setting.XLA)) {
            try {
                return XLA.compile(simple, donated);
            } catch (Unfit e) {
                if (setting == Setting.XLA) {
                    throw e;
                }
                System.err.println("jacobi: XLA does not compile a program, which runs on the JVM executor: " + e.getMessage());
            }
        }
        return JVM.compile(simple, donated);
    }
}
