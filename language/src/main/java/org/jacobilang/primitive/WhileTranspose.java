package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.transform.Batch;

/**
 * {@code while_transpose[base jaxpr linear loop wanted]}: a {@code while} backward, as one equation. Let the loop carry a state x and
 * something v on which it acts linearly, v' = A(x)v; this is c to A(x)ᵀc. It stays one equation so that its own derivatives are again
 * loops of the same kind over twice the carry, and not the derivatives of the loops that {@link WhileReverse} makes of it: their size
 * would grow exponentially with the order.
 *
 * <p>With the loop's tangents (x, v, ẋ, v̇), where v̇' = Av̇ + (DA·ẋ)v, the derivative of A(x)ᵀc along (ẋ, ċ) is what the transpose of
 * the doubled loop gives for v from the cotangents ċ of v and c of v̇. That is linear in (ẋ, ċ): its transpose at w is the loop itself
 * for ċ, and for ẋ the transpose of the doubled loop in (ẋ, v̇) with v = w.
 */
final class WhileTranspose extends Primitive {
    WhileTranspose() {
        super("while_transpose");
    }

    /** What a derivative is that of: the loop, what was linear in it and which results were wanted (null: all); and its double. */
    private record Base(Params loop, boolean[] linear, int[] wanted, WhileLoop.Doubled doubled) {
    }

    private static int[] ints(boolean[] marks) {
        int[] n = new int[marks.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = marks[i] ? 1 : 0;
        }
        return n;
    }

    private static boolean[] marks(Params p) {
        int[] n = p.ints("linear");
        boolean[] marks = new boolean[n.length];
        for (int i = 0; i < n.length; i++) {
            marks[i] = n[i] != 0;
        }
        return marks;
    }

    private static Params loop(Params p) {
        return p.get("loop", Params.class);
    }

    /** Emits the transpose of a loop in the marked inputs of its body; the inputs are those of {@link WhileLoop#backward}. */
    static Atom[] emit(ProgramBuilder b, Params loop, boolean[] linear, List<Atom> in) {
        return emit(b, loop, linear, null, null, in);
    }

    private static Atom[] emit(ProgramBuilder b, Params loop, boolean[] linear, int[] wanted, Base base, List<Atom> in) {
        Program p = WhileLoop.backward(loop, linear);
        if (wanted != null) {
            p = new Program(p.inputs(), p.equations(), Arrays.stream(wanted).mapToObj(p.outputs()::get).toList());
        }
        Params params = Params.of("base", base, "jaxpr", p, "linear", ints(linear), "loop", loop, "wanted", wanted);
        return b.emit(Primitives.get("while_transpose"), params, ControlFlow.join(in));
    }

    @Override
    public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        return p.program("jaxpr").outputAvals();
    }

    @Override
    public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        return ControlFlow.evaluate(p.program("jaxpr"), in);
    }

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Params p = eq.params();
        Params loop = loop(p);
        boolean[] linear = marks(p);
        int t = loop.integer("cond_nconsts");
        int k = loop.integer("body_nconsts");
        Atom[] out = b.emit(this, p, primals);
        Ops o = new Ops(b);
        // The unmarked inputs in order, then the cotangents of the marked carry.
        boolean[] active = linear.clone();
        int at = t;
        for (int i = 0; i < linear.length; i++) {
            if (!linear[i]) {
                active[i] = tangents[at++] != null;
            }
        }
        int cotangents = at;
        WhileLoop.Doubled d = WhileLoop.doubled(loop, active);
        int[][] position = d.positions(k);
        int n = d.params().program("body_jaxpr").inputs().size();
        boolean[] marked = new boolean[n];
        Atom[] known = new Atom[n];
        Atom[] ct = new Atom[n];
        at = t;
        int c = cotangents;
        for (int i = 0; i < linear.length; i++) {
            int own = position[0][i];
            int dot = position[1][i];
            if (linear[i]) {
                marked[own] = true;
                marked[dot] = true;
                if (i >= k) {
                    ct[own] = o.materialize(tangents[c], primals[c].aval());
                    ct[dot] = primals[c++];
                }
            } else {
                known[own] = primals[at];
                if (dot >= 0) {
                    known[dot] = o.materialize(tangents[at], primals[at].aval());
                }
                at++;
            }
        }
        // Results for the marked inputs of the first loop are the tangents; those for their tangents are what is known already.
        List<Integer> wanted = new ArrayList<>();
        int result = 0;
        for (int i = 0; i < n; i++) {
            if (marked[i]) {
                int index = i;
                boolean own = IntStream.range(0, linear.length).anyMatch(x -> linear[x] && position[0][x] == index);
                if (own) {
                    wanted.add(result);
                }
                result++;
            }
        }
        int[] all = wanted.stream().mapToInt(x -> x).toArray();
        if (p.get("wanted") != null) {
            int[] subset = p.ints("wanted");
            all = Arrays.stream(subset).map(x -> wanted.get(x)).toArray();
        }
        Atom[] dots = emit(b, d.params(), marked, all, new Base(loop, linear, p.get("wanted") == null ? null : p.ints("wanted"), d), operands(primals, t, marked, known, ct));
        return new JvpResult(out, dots);
    }

    private static List<Atom> operands(Atom[] inputs, int t, boolean[] marked, Atom[] known, Atom[] ct) {
        List<Atom> in = new ArrayList<>(Arrays.asList(inputs).subList(0, t));
        for (int i = 0; i < marked.length; i++) {
            if (!marked[i]) {
                in.add(known[i]);
            }
        }
        for (Atom a : ct) {
            if (a != null) {
                in.add(a);
            }
        }
        return in;
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Params p = eq.params();
        Base base = p.get("base", Base.class);
        return base == null ? ofCotangents(b, eq, inputs, cotangents) : ofTangents(b, eq, base, inputs, cotangents);
    }

    /** The values w for the marked inputs of a loop that cotangents of its transpose are; those that nobody wanted are zero. */
    private static Atom[] weights(Ops o, Params loop, boolean[] linear, int[] wanted, Atom[] cotangents) {
        Program body = loop.program("body_jaxpr");
        Atom[] w = new Atom[linear.length];
        int result = 0;
        for (int i = 0; i < linear.length; i++) {
            if (linear[i]) {
                int index = result++;
                int at = wanted == null ? index
                        : IntStream.range(0, wanted.length).filter(x -> wanted[x] == index).findFirst().orElse(-1);
                w[i] = o.materialize(at < 0 ? null : cotangents[at], body.inputs().get(i).aval());
            }
        }
        return w;
    }

    /** c to A(x)ᵀc is linear in c: its transpose at w is the loop with v = w. */
    private static Atom[] forward(ProgramBuilder b, Params loop, boolean[] linear, Atom[] tests, Atom[] known, Atom[] w) {
        List<Atom> in = new ArrayList<>(Arrays.asList(tests));
        for (int i = 0; i < linear.length; i++) {
            in.add(linear[i] ? w[i] : known[i]);
        }
        return b.emit(Primitives.get("while"), loop, ControlFlow.join(in));
    }

    private static Atom[] ofCotangents(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Params p = eq.params();
        Params loop = loop(p);
        boolean[] linear = marks(p);
        int t = loop.integer("cond_nconsts");
        int k = loop.integer("body_nconsts");
        Atom[] known = new Atom[linear.length];
        int at = t;
        for (int i = 0; i < linear.length; i++) {
            if (!linear[i]) {
                known[i] = inputs[at++];
            }
        }
        Atom[] w = weights(new Ops(b), loop, linear, null, cotangents);
        Atom[] out = forward(b, loop, linear, Arrays.copyOf(inputs, t), known, w);
        Atom[] result = new Atom[inputs.length];
        for (int i = k; i < linear.length; i++) {
            if (linear[i]) {
                result[at] = inputs[at] == null ? out[i - k] : null;
                at++;
            }
        }
        return result;
    }

    /** As the class says: in the tangents ẋ of the state, and in the tangents ċ of the cotangents. */
    private static Atom[] ofTangents(ProgramBuilder b, Equation eq, Base base, Atom[] inputs, Atom[] cotangents) {
        Ops o = new Ops(b);
        Params twice = base.doubled.params();
        boolean[] marked = marks(eq.params());
        int t = base.loop.integer("cond_nconsts");
        int k = base.loop.integer("body_nconsts");
        int k2 = twice.integer("body_nconsts");
        int[][] position = base.doubled.positions(k);
        // Where the equation's inputs are: the unmarked ones of the doubled loop, then the cotangents of its marked carry.
        int[] inputOf = new int[marked.length];
        Arrays.fill(inputOf, -1);
        int at = t;
        for (int i = 0; i < marked.length; i++) {
            if (!marked[i]) {
                inputOf[i] = at++;
            }
        }
        int[] cotangentOf = new int[marked.length];
        Arrays.fill(cotangentOf, -1);
        for (int i = k2; i < marked.length; i++) {
            if (marked[i]) {
                cotangentOf[i] = at++;
            }
        }
        Atom[] known = new Atom[base.linear.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = base.linear[i] ? null : inputs[inputOf[position[0][i]]];
        }
        Atom[] tests = Arrays.copyOf(inputs, t);
        Atom[] w = weights(o, base.loop, base.linear, base.wanted, cotangents);
        Atom[] result = new Atom[inputs.length];
        boolean ofState = false;
        for (int i = 0; i < base.linear.length; i++) {
            int dot = position[1][i];
            ofState |= !base.linear[i] && dot >= 0 && inputs[inputOf[dot]] == null;
        }
        Atom[] out = null;
        for (int i = k; i < base.linear.length; i++) {
            int c = base.linear[i] ? cotangentOf[position[0][i]] : -1;
            if (c >= 0 && inputs[c] == null) {
                out = out == null ? forward(b, base.loop, base.linear, tests, known, w) : out;
                result[c] = out[i - k];
            }
        }
        if (!ofState) {
            return result;
        }
        boolean[] linear = new boolean[marked.length];
        Atom[] given = new Atom[marked.length];
        Atom[] ct = new Atom[marked.length];
        for (int i = 0; i < base.linear.length; i++) {
            int own = position[0][i];
            int dot = position[1][i];
            given[own] = base.linear[i] ? w[i] : known[i];
            if (dot >= 0) {
                linear[dot] = true;
                if (dot >= k2) {
                    AbstractValue a = twice.program("body_jaxpr").inputs().get(dot).aval();
                    ct[dot] = base.linear[i] ? o.materialize(inputs[cotangentOf[dot]], a) : o.zeros(a);
                }
            }
        }
        Atom[] back = emit(b, twice, linear, operands(inputs, t, linear, given, ct));
        int n = 0;
        for (int i = 0; i < linear.length; i++) {
            if (linear[i]) {
                Atom value = back[n++];
                if (inputOf[i] >= 0 && inputs[inputOf[i]] == null) {
                    result[inputOf[i]] = value;
                }
            }
        }
        return result;
    }

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Batch.Result r = Batch.of(eq.params().program("jaxpr"), axes, size);
        return new BatchResult(b.inline(r.program(), inputs), r.axes());
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        return l.inline(eq.params().program("jaxpr"), operands);
    }
}
