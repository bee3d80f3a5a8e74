package org.jacobilang.transform;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.primitive.Ops;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Variable;

/** Reverse mode. */
public final class Vjp {
    private Vjp() {
    }

    /**
     * Inputs: the program's own, then a cotangent for each output. Outputs: the program's own, then a cotangent for each active
     * input, zeros for those that are no reals.
     */
    public static Program of(Program p, boolean[] active) {
        Jvp.Result jvp = Jvp.of(p, active, new boolean[p.outputs().size()]);
        Program j = jvp.program();
        ProgramBuilder b = new ProgramBuilder();
        Linear l = new Linear(b);
        int n = p.inputs().size();
        for (int i = 0; i < n; i++) {
            l.know(j.inputs().get(i), b.input(j.inputs().get(i).aval()));
        }
        for (int i = n; i < j.inputs().size(); i++) {
            l.unknown(j.inputs().get(i));
        }
        List<Variable> ct = new ArrayList<>();
        for (Atom a : p.outputs()) {
            ct.add(b.input(a.aval()));
        }
        l.forward(j.equations());
        Map<Variable, Atom> cotangents = new IdentityHashMap<>();
        Ops o = new Ops(b);
        List<Atom> out = new ArrayList<>();
        int at = p.outputs().size();
        for (int i = 0; i < p.outputs().size(); i++) {
            out.add(l.read(j.outputs().get(i)));
            if (jvp.outputs()[i] && j.outputs().get(at++) instanceof Variable v && l.isUnknown(v)) {
                cotangents.merge(v, ct.get(i), o::add);
            }
        }
        l.backward(cotangents);
        for (int i = n; i < j.inputs().size(); i++) {
            Variable v = j.inputs().get(i);
            out.add(o.materialize(cotangents.get(v), v.aval()));
        }
        return b.build(out);
    }
}
