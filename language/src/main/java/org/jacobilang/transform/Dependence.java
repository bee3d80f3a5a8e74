package org.jacobilang.transform;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.Variable;

/** Which results depend on which inputs, through control flow too. */
public final class Dependence {
    private Dependence() {
    }

    /** For each output whether it depends on an input that is marked. */
    public static boolean[] outputs(Program p, boolean[] marked) {
        Set<Variable> set = new HashSet<>();
        for (int i = 0; i < marked.length; i++) {
            if (marked[i]) {
                set.add(p.inputs().get(i));
            }
        }
        for (Equation eq : p.equations()) {
            boolean[] in = new boolean[eq.inputs().size()];
            for (int i = 0; i < in.length; i++) {
                in[i] = eq.input(i) instanceof Variable v && set.contains(v);
            }
            boolean[] out = outputs(eq, in);
            for (int i = 0; i < out.length; i++) {
                if (out[i]) {
                    set.add(eq.output(i));
                }
            }
        }
        boolean[] out = new boolean[p.outputs().size()];
        for (int i = 0; i < out.length; i++) {
            Atom a = p.outputs().get(i);
            out[i] = a instanceof Variable v && set.contains(v);
        }
        return out;
    }

    /** As for a program, for one equation. */
    public static boolean[] outputs(Equation eq, boolean[] in) {
        boolean any = false;
        for (boolean b : in) {
            any |= b;
        }
        boolean[] out = new boolean[eq.outputs().size()];
        if (!any) {
            return out;
        }
        Params p = eq.params();
        switch (eq.primitive().name()) {
            case "jit", "remat2" -> {
                return outputs(p.program("jaxpr"), in);
            }
            case "cond" -> {
                if (in[0]) {
                    Arrays.fill(out, true);
                    return out;
                }
                boolean[] operands = Arrays.copyOfRange(in, 1, in.length);
                for (Program branch : p.programList("branches")) {
                    boolean[] r = outputs(branch, operands);
                    for (int i = 0; i < out.length; i++) {
                        out[i] |= r[i];
                    }
                }
                return out;
            }
            case "while" -> {
                int skip = p.integer("cond_nconsts");
                return fixpoint(p.program("body_jaxpr"), Arrays.copyOfRange(in, skip, in.length), p.integer("body_nconsts"),
                        out.length);
            }
            case "scan" -> {
                return fixpoint(p.program("jaxpr"), in.clone(), p.integer("num_consts"), p.integer("num_carry"));
            }
            default -> {
                Arrays.fill(out, true);
                return out;
            }
        }
    }

    /** Marks the carry until it is stable; {@code in} is changed to the marks that hold then. */
    public static boolean[] fixpoint(Program body, boolean[] in, int constants, int carry) {
        while (true) {
            boolean[] out = outputs(body, in);
            boolean changed = false;
            for (int i = 0; i < carry; i++) {
                if (out[i] && !in[constants + i]) {
                    in[constants + i] = true;
                    changed = true;
                }
                out[i] |= in[constants + i];
            }
            if (!changed) {
                return out;
            }
        }
    }
}
