package org.jacobilang.execute;

import com.oracle.truffle.api.RootCallTarget;
import java.util.Set;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.execute.jvm.JvmExecutor;
import org.jacobilang.execute.xla.XlaEngine;
import org.jacobilang.program.Program;
import org.jacobilang.program.Simplifier;

/** Turns a program into something that runs. {@code JACOBI_ENGINE} is {@code jvm}, {@code xla} or {@code auto}. */
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
        /** Starts the engine if need be; false where there is none, of which the user has been told. */
        boolean available();

        /** Whether the program would gain, by its size alone. */
        boolean worthwhile(Program program);
    }

    /** The JVM executor. */
    Engine JVM = (program, donated) -> {
        RootCallTarget target = JvmExecutor.compile(program);
        return arguments -> (ArrayValue[]) target.call((Object[]) arguments);
    };

    /** What {@code JACOBI_ENGINE} says. */
    enum Setting { JVM, XLA, AUTO }

    /** The setting in use. */
    final class Choice {
        private static Setting setting = read();

        private Choice() {
        }

        private static Setting read() {
            String text = System.getProperty("jacobi.engine", System.getenv("JACOBI_ENGINE"));
            if (text == null || text.isBlank()) {
                return Setting.AUTO;
            }
            for (Setting s : Setting.values()) {
                if (s.name().equalsIgnoreCase(text.strip())) {
                    return s;
                }
            }
            System.err.println("jacobi: JACOBI_ENGINE=" + text + " is none of jvm, xla, auto: taken for auto");
            return Setting.AUTO;
        }

        /** Another setting from now on; what is compiled stays as it is. */
        public static void set(Setting now) {
            setting = now;
        }

        public static Setting setting() {
            return setting;
        }
    }

    /** XLA; creating it loads nothing. */
    Accelerator XLA = new XlaEngine();

    /** Simplifies and compiles by the policy: a program goes to XLA when it is large and XLA is there. */
    static Executable choose(Program program, Set<Integer> donated) {
        Program simple = Simplifier.simplify(program);
        boolean possible = Choice.setting() != Setting.JVM && !simple.effectful() && !simple.callsHost();
        if (possible && (Choice.setting() == Setting.XLA || XLA.worthwhile(simple)) && XLA.available()) {
            return XLA.compile(simple, donated);
        }
        return JVM.compile(simple, donated);
    }
}
