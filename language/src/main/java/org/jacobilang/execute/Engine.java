package org.jacobilang.execute;

import com.oracle.truffle.api.RootCallTarget;
import java.util.Locale;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.execute.jvm.JvmExecutor;
import org.jacobilang.program.Program;
import org.jacobilang.program.Simplifier;

/** Turns a program into something that runs. {@code JACOBI_ENGINE} is {@code jvm}, {@code xla} or {@code auto}. */
public interface Engine {
    /** A compiled program. */
    @FunctionalInterface
    interface Executable {
        ArrayValue[] run(ArrayValue[] arguments);
    }

    Executable compile(Program program);

    /** A program that XLA can have if it is there, and how large it must be to be worth the call. */
    interface Accelerator extends Engine {
        boolean available();

        boolean worthwhile(Program program);
    }

    /** The JVM executor. */
    Engine JVM = program -> {
        RootCallTarget target = JvmExecutor.compile(program);
        return arguments -> (ArrayValue[]) target.call((Object[]) arguments);
    };

    /** What {@code JACOBI_ENGINE} says. */
    enum Setting { JVM, XLA, AUTO }

    /** The setting and the accelerator in use. */
    final class Choice {
        private static Setting setting = read();
        private static Accelerator accelerator;

        private Choice() {
        }

        private static Setting read() {
            String text = System.getProperty("jacobi.engine", System.getenv("JACOBI_ENGINE"));
            return text == null || text.isBlank() ? Setting.AUTO : Setting.valueOf(text.strip().toUpperCase(Locale.ROOT));
        }

        public static void set(Setting now) {
            setting = now;
        }

        public static Setting setting() {
            return setting;
        }

        public static void install(Accelerator now) {
            accelerator = now;
        }

        public static Accelerator accelerator() {
            return accelerator;
        }
    }

    /** Simplifies and compiles by the policy: under {@code jit} a large program goes to XLA when it is there. */
    static Executable choose(Program program) {
        Program simple = Simplifier.simplify(program);
        Accelerator xla = Choice.accelerator();
        boolean possible = xla != null && Choice.setting() != Setting.JVM && !simple.effectful();
        if (possible && (Choice.setting() == Setting.XLA || xla.worthwhile(simple)) && xla.available()) {
            return xla.compile(simple);
        }
        return JVM.compile(simple);
    }
}
