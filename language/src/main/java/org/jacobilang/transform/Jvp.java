package org.jacobilang.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.primitive.Ops;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Variable;

/** Forward mode: each equation with its tangent beside it. Zero tangents are not written down. */
public final class Jvp {
    /**
     * A differentiated program. Inputs are the primals and then the tangents of the inputs that have one; outputs likewise.
     */
    public record Result(Program program, boolean[] outputs) {
    }

    private Jvp() {
    }

    /** Inputs: primals, tangents of the active inputs. Outputs: primals, tangents of all (zeros where they are zero). */
    public static Program of(Program p, boolean[] active) {
        boolean[] all = new boolean[p.outputs().size()];
        java.util.Arrays.fill(all, true);
        return of(p, active, all).program();
    }

    /**
     * @param forced outputs whose tangent is wanted even where it is zero
     */
    public static Result of(Program p, boolean[] active, boolean[] forced) {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Map<Variable, Atom> primals = new HashMap<>();
        Map<Variable, Atom> tangents = new HashMap<>();
        for (Variable v : p.inputs()) {
            primals.put(v, b.input(v.aval()));
        }
        for (int i = 0; i < active.length; i++) {
            if (active[i]) {
                Variable v = p.inputs().get(i);
                Variable t = b.input(v.aval());
                if (v.aval().dtype().isInexact()) {
                    tangents.put(v, t);
                }
            }
        }
        run(b, p.equations(), primals, tangents);
        List<Atom> outputs = new ArrayList<>();
        boolean[] nonzero = new boolean[p.outputs().size()];
        for (Atom a : p.outputs()) {
            outputs.add(read(primals, a));
        }
        for (int i = 0; i < nonzero.length; i++) {
            Atom a = p.outputs().get(i);
            Atom t = a instanceof Variable v ? tangents.get(v) : null;
            nonzero[i] = t != null || forced[i];
            if (nonzero[i]) {
                outputs.add(o.materialize(t, a.aval()));
            }
        }
        return new Result(b.build(outputs), nonzero);
    }

    private static Atom read(Map<Variable, Atom> env, Atom a) {
        return a instanceof Variable v ? env.getOrDefault(v, v) : a;
    }

    private static void run(ProgramBuilder b, List<Equation> equations, Map<Variable, Atom> primals, Map<Variable, Atom> tangents) {
        for (Equation eq : equations) {
            int n = eq.inputs().size();
            Atom[] x = new Atom[n];
            Atom[] t = new Atom[n];
            boolean any = false;
            for (int i = 0; i < n; i++) {
                x[i] = read(primals, eq.input(i));
                t[i] = eq.input(i) instanceof Variable v ? tangents.get(v) : null;
                any |= t[i] != null;
            }
            b.location(eq.location());
            Primitive.JvpResult r;
            if (any) {
                r = eq.primitive().jvp(b, eq, x, t);
            } else {
                Atom[] out = b.emit(eq.primitive(), eq.params(), x);
                r = new Primitive.JvpResult(out, new Atom[out.length]);
            }
            for (int i = 0; i < eq.outputs().size(); i++) {
                Variable v = eq.output(i);
                primals.put(v, r.outputs()[i]);
                if (r.tangents()[i] != null && v.aval().dtype().isInexact()) {
                    tangents.put(v, r.tangents()[i]);
                }
            }
        }
    }
}
