package org.jacobilang.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobilang.primitive.Ops;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Variable;

/**
 * Runs the known part of a program in a builder and keeps the equations that are linear in its unknown inputs, to be transposed.
 */
public final class Linear {
    /** A primitive that has both known and linear parts and can be taken apart. */
    public interface Splittable {
        /**
         * Emits the known part and adds the linear one.
         *
         * @param known the atoms of the known inputs, null for the unknown
         */
        void split(Linear linear, Equation eq, Atom[] known);
    }

    private final ProgramBuilder b;
    private final Map<Variable, Atom> known = new HashMap<>();
    private final Set<Variable> unknown = new HashSet<>();
    private final List<Equation> equations = new ArrayList<>();

    public Linear(ProgramBuilder b) {
        this.b = b;
    }

    public ProgramBuilder builder() {
        return b;
    }

    public void know(Variable v, Atom value) {
        known.put(v, value);
    }

    public void unknown(Variable v) {
        unknown.add(v);
    }

    public boolean isUnknown(Atom a) {
        return a instanceof Variable v && unknown.contains(v);
    }

    /** The atom in the builder of a known value. */
    public Atom read(Atom a) {
        return a instanceof Variable v ? known.getOrDefault(v, v) : a;
    }

    /** Adds a linear equation; its inputs are atoms of the builder or unknown variables. */
    public void add(Equation eq) {
        equations.add(eq);
        unknown.addAll(eq.outputs());
    }

    public void forward(List<Equation> program) {
        for (Equation eq : program) {
            Atom[] in = new Atom[eq.inputs().size()];
            boolean any = false;
            for (int i = 0; i < in.length; i++) {
                boolean u = isUnknown(eq.input(i));
                any |= u;
                in[i] = u ? null : read(eq.input(i));
            }
            b.location(eq.location());
            if (!any) {
                Atom[] out = b.emit(eq.primitive(), eq.params(), in);
                for (int i = 0; i < out.length; i++) {
                    know(eq.output(i), out[i]);
                }
            } else if (eq.primitive() instanceof Splittable s) {
                s.split(this, eq, in);
            } else {
                List<Atom> inputs = new ArrayList<>();
                for (int i = 0; i < in.length; i++) {
                    inputs.add(in[i] == null ? eq.input(i) : in[i]);
                }
                add(new Equation(eq.primitive(), eq.params(), inputs, eq.outputs(), eq.location()));
            }
        }
    }

    /** Pulls cotangents of unknown variables back through the linear equations; the map gains those of the inputs. */
    public void backward(Map<Variable, Atom> cotangents) {
        Ops o = new Ops(b);
        for (int k = equations.size() - 1; k >= 0; k--) {
            Equation eq = equations.get(k);
            Atom[] ct = new Atom[eq.outputs().size()];
            boolean any = false;
            for (int i = 0; i < ct.length; i++) {
                ct[i] = cotangents.get(eq.output(i));
                any |= ct[i] != null;
            }
            if (!any) {
                continue;
            }
            Atom[] in = new Atom[eq.inputs().size()];
            for (int i = 0; i < in.length; i++) {
                in[i] = isUnknown(eq.input(i)) ? null : eq.input(i);
            }
            b.location(eq.location());
            Atom[] result = eq.primitive().transpose(b, eq, in, ct);
            for (int i = 0; i < in.length; i++) {
                if (in[i] == null && result[i] != null) {
                    cotangents.merge((Variable) eq.input(i), result[i], o::add);
                }
            }
        }
    }

    // ---------------------------------------------------------------- closed programs

    /**
     * A program cut in two. Known inputs give the known outputs and residuals; residuals and unknown inputs give the unknown
     * outputs.
     */
    public record Split(Program known, Program linear, int residuals) {
    }

    /** Cuts a program; an output that is wanted as unknown but is not comes as a residual. */
    public static Split split(Program p, boolean[] unknownIn, boolean[] unknownOut) {
        ProgramBuilder kb = new ProgramBuilder();
        Linear l = new Linear(kb);
        for (int i = 0; i < unknownIn.length; i++) {
            Variable v = p.inputs().get(i);
            if (unknownIn[i]) {
                l.unknown(v);
            } else {
                l.know(v, kb.input(v.aval()));
            }
        }
        l.forward(p.equations());
        Map<Variable, Variable> residuals = new LinkedHashMap<>();
        List<Equation> linear = new ArrayList<>();
        for (Equation eq : l.equations) {
            List<Atom> in = new ArrayList<>();
            for (Atom a : eq.inputs()) {
                in.add(l.isUnknown(a) ? a : residual(residuals, a));
            }
            linear.add(new Equation(eq.primitive(), eq.params(), in, eq.outputs(), eq.location()));
        }
        List<Atom> linearOut = new ArrayList<>();
        List<Atom> knownOut = new ArrayList<>();
        for (int i = 0; i < unknownOut.length; i++) {
            Atom a = p.outputs().get(i);
            if (!unknownOut[i]) {
                knownOut.add(l.read(a));
            } else {
                linearOut.add(l.isUnknown(a) ? a : residual(residuals, l.read(a)));
            }
        }
        knownOut.addAll(residuals.keySet());
        List<Variable> linearIn = new ArrayList<>(residuals.values());
        for (int i = 0; i < unknownIn.length; i++) {
            if (unknownIn[i]) {
                linearIn.add(p.inputs().get(i));
            }
        }
        return new Split(kb.build(knownOut), new Program(linearIn, linear, linearOut), residuals.size());
    }

    private static Atom residual(Map<Variable, Variable> residuals, Atom a) {
        return a instanceof Variable v ? residuals.computeIfAbsent(v, k -> new Variable(k.aval())) : a;
    }

    /**
     * The transpose of a program in the inputs that are marked. Inputs: the others, then a cotangent for each output. Outputs: a
     * cotangent for each marked input.
     */
    public static Program transpose(Program p, boolean[] linear) {
        ProgramBuilder b = new ProgramBuilder();
        Linear l = new Linear(b);
        for (int i = 0; i < linear.length; i++) {
            Variable v = p.inputs().get(i);
            if (linear[i]) {
                l.unknown(v);
            } else {
                l.know(v, b.input(v.aval()));
            }
        }
        List<Variable> ct = new ArrayList<>();
        for (Atom a : p.outputs()) {
            ct.add(b.input(a.aval()));
        }
        l.forward(p.equations());
        Map<Variable, Atom> cotangents = new IdentityHashMap<>();
        Ops o = new Ops(b);
        for (int i = 0; i < ct.size(); i++) {
            if (p.outputs().get(i) instanceof Variable v && l.isUnknown(v)) {
                cotangents.merge(v, ct.get(i), o::add);
            }
        }
        l.backward(cotangents);
        List<Atom> out = new ArrayList<>();
        for (int i = 0; i < linear.length; i++) {
            if (linear[i]) {
                Variable v = p.inputs().get(i);
                out.add(o.materialize(cotangents.get(v), v.aval()));
            }
        }
        return b.build(out);
    }
}
