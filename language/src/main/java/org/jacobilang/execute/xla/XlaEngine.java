package org.jacobilang.execute.xla;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jacobilang.execute.Engine;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Program;
import org.jacobilang.program.StableHlo;
import org.jacobilang.program.Variable;
import org.jacobilang.xla.PjrtExecutable;
import org.jacobilang.xla.XlaException;

/** The engine behind {@code jit} for programs that are worth XLA's while. */
public final class XlaEngine implements Engine.Accelerator {
    @Override
    @TruffleBoundary
    public boolean available(boolean required) {
        boolean there = Xla.start().isPresent();
        XlaException why = Xla.whyNot();
        if (why != null && required) {
            throw new Engine.Unfit(Xla.failure(why));
        }
        if (why != null && !told) {
            told = true;
            System.err.println("jacobi: " + why.getMessage() + ": programs run on the JVM executor");
        }
        return there;
    }

    private static boolean told;

    @Override
    public boolean worthwhile(Program program) {
        return Cost.worthwhile(program);
    }

    @Override
    @TruffleBoundary
    public Engine.Executable compile(Program program, Set<Integer> donated) {
        Xla xla = Xla.start().orElseThrow();
        int[] taken = read(program);
        List<Variable> inputs = new ArrayList<>();
        boolean[] given = new boolean[taken.length];
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < taken.length; i++) {
            inputs.add(program.inputs().get(taken[i]));
            given[i] = donated.contains(taken[i]);
            if (given[i]) {
                positions.add(i);
            }
        }
        StableHlo.Module module = StableHlo.module(new Program(inputs, program.equations(), program.outputs()), "jit", positions);
        try {
            PjrtExecutable executable = xla.cache().get(module.fingerprint(), module.text());
            return new XlaExecutable(xla, executable, taken, given, module.constants(), program.outputAvals());
        } catch (XlaException e) {
            throw new Engine.Unfit(Xla.failure(e));
        }
    }

    /** The positions of the inputs that some equation or output reads. */
    private static int[] read(Program program) {
        Set<Atom> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Equation eq : program.equations()) {
            used.addAll(eq.inputs());
        }
        used.addAll(program.outputs());
        return IntStream.range(0, program.inputs().size()).filter(i -> used.contains(program.inputs().get(i))).toArray();
    }
}
