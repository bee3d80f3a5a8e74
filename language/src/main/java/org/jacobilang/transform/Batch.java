package org.jacobilang.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.array.Shape;
import org.jacobilang.primitive.Ops;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Variable;

/** A program for one example becomes one for a batch of them. */
public final class Batch {
    /** The batched program, and the batch axis of each output or -1. */
    public record Result(Program program, int[] axes) {
    }

    private Batch() {
    }

    /**
     * @param axes the batch axis of each input, or -1
     */
    public static Result of(Program p, int[] axes, int size) {
        return of(p, axes, size, new boolean[p.outputs().size()]);
    }

    /**
     * @param forced outputs that get a batch axis, in front, even where they don't depend on the batch
     */
    public static Result of(Program p, int[] axes, int size, boolean[] forced) {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Map<Variable, Atom> env = new HashMap<>();
        Map<Variable, Integer> batched = new HashMap<>();
        for (int i = 0; i < axes.length; i++) {
            Variable v = p.inputs().get(i);
            env.put(v, b.input(axes[i] < 0 ? v.aval() : v.aval().withShape(inserted(v.aval().shape(), axes[i], size))));
            batched.put(v, axes[i]);
        }
        for (Equation eq : p.equations()) {
            equation(b, eq, env, batched, size);
        }
        List<Atom> out = new ArrayList<>();
        int[] outAxes = new int[p.outputs().size()];
        for (int i = 0; i < outAxes.length; i++) {
            Atom a = p.outputs().get(i);
            Atom x = a instanceof Variable v ? env.getOrDefault(v, v) : a;
            outAxes[i] = a instanceof Variable v ? batched.getOrDefault(v, -1) : -1;
            if (forced[i]) {
                x = o.front(x, outAxes[i], size);
                outAxes[i] = 0;
            }
            out.add(x);
        }
        return new Result(b.build(out), outAxes);
    }

    private static void equation(ProgramBuilder b, Equation eq, Map<Variable, Atom> env, Map<Variable, Integer> batched, int size) {
        int n = eq.inputs().size();
        Atom[] in = new Atom[n];
        int[] axes = new int[n];
        boolean any = false;
        for (int i = 0; i < n; i++) {
            Atom a = eq.input(i);
            in[i] = a instanceof Variable v ? env.getOrDefault(v, v) : a;
            axes[i] = a instanceof Variable v ? batched.getOrDefault(v, -1) : -1;
            any |= axes[i] >= 0;
        }
        b.location(eq.location());
        Primitive.BatchResult r;
        if (any) {
            r = eq.primitive().batch(b, eq, in, axes, size);
        } else {
            Atom[] out = b.emit(eq.primitive(), eq.params(), in);
            int[] none = new int[out.length];
            java.util.Arrays.fill(none, -1);
            r = new Primitive.BatchResult(out, none);
        }
        for (int i = 0; i < eq.outputs().size(); i++) {
            env.put(eq.output(i), r.outputs()[i]);
            batched.put(eq.output(i), r.axes()[i]);
        }
    }

    /** A shape with one more axis. */
    public static Shape inserted(Shape s, int axis, int size) {
        int[] dims = new int[s.rank() + 1];
        for (int i = 0, k = 0; i < dims.length; i++) {
            dims[i] = i == axis ? size : s.dim(k++);
        }
        return Shape.of(dims);
    }

    /** Which outputs of a loop body are batched when these inputs are, with the carry as it settles. */
    public static boolean[] carried(Program body, boolean[] in, int constants, int carry) {
        return Dependence.fixpoint(body, in, constants, carry);
    }
}
