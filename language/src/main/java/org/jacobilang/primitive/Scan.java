package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.program.Variable;
import org.jacobilang.transform.Batch;
import org.jacobilang.transform.Dependence;
import org.jacobilang.transform.Jvp;
import org.jacobilang.transform.Linear;

/**
 * {@code scan[jaxpr length num_carry num_consts reverse] *consts *carry *xs}: a counted loop whose body takes constants, the carry
 * and a row of each x, and gives the carry and a row of each y.
 */
final class Scan extends Primitive implements Linear.Splittable {
    Scan() {
        super("scan");
    }

    @Override
    public List<Sample> samples() {
        Params forward = Params.of("jaxpr", Samples.runningProduct(), "length", 4L, "num_carry", 1, "num_consts", 1, "reverse", false);
        return List.of(Sample.of(forward, Sample.any(DType.FLOAT32), Sample.any(DType.FLOAT32), Sample.any(DType.FLOAT32, 4)),
                Sample.of(forward.with("reverse", true), Sample.any(DType.FLOAT32), Sample.any(DType.FLOAT32),
                        Sample.any(DType.FLOAT32, 4)));
    }

    private static Program body(Params p) {
        return p.program("jaxpr");
    }

    private static int constants(Params p) {
        return p.integer("num_consts");
    }

    private static int carry(Params p) {
        return p.integer("num_carry");
    }

    private static Params params(Program body, Params like, int constants, int carry, boolean reverse) {
        Params p = Params.of("jaxpr", body, "length", like.longValue("length"), "num_carry", carry, "num_consts", constants, "reverse",
                reverse);
        return like.has("unroll") ? p.with("unroll", like.get("unroll")) : p;
    }

    /** JAX shows which operands and results are constants, carry and rows by trees of them. */
    @Override
    public Params shown(Params p) {
        int ys = body(p).outputs().size() - carry(p);
        String in = "(" + tuple("None", constants(p)) + ", " + tuple("None", carry(p)) + ", "
                + tuple("None", body(p).inputs().size() - constants(p) - carry(p)) + ")";
        String out = "(" + tuple("None", carry(p)) + ", " + tuple("RightsOnly(Right(None))", ys) + ")";
        return Params.of("ft_in", in, "ft_out", out, "jaxpr", body(p), "length", p.longValue("length"), "reverse", p.flag("reverse"),
                "unroll", p.has("unroll") ? p.get("unroll") : 1L);
    }

    private static String tuple(String item, int count) {
        return "(" + String.join(", ", java.util.Collections.nCopies(count, item)) + (count == 1 ? ",)" : ")");
    }

    @Override
    public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
        List<AbstractValue> out = new ArrayList<>(body(p).outputAvals());
        for (int i = carry(p); i < out.size(); i++) {
            out.set(i, ControlFlow.stacked(out.get(i), p.integer("length")));
        }
        return out;
    }

    @Override
    public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = p.integer("length");
        ArrayValue[] args = Arrays.copyOf(in, in.length);
        int ys = body.outputs().size() - c;
        Object[] buffers = new Object[ys];
        for (int i = 0; i < ys; i++) {
            AbstractValue a = body.outputs().get(c + i).aval();
            buffers[i] = Elements.allocate(a.dtype(), a.shape().length() * n);
        }
        for (int step = 0; step < n; step++) {
            int row = p.flag("reverse") ? n - 1 - step : step;
            for (int i = k + c; i < in.length; i++) {
                AbstractValue e = ControlFlow.element(in[i].aval());
                int size = e.shape().length() * Elements.width(e.dtype());
                Object part = Elements.allocate(e.dtype(), e.shape().length());
                System.arraycopy(in[i].data(), row * size, part, 0, size);
                args[i] = ArrayValue.of(e, part);
            }
            ArrayValue[] out = ControlFlow.evaluate(body, args);
            System.arraycopy(out, 0, args, k, c);
            for (int i = 0; i < ys; i++) {
                AbstractValue a = body.outputs().get(c + i).aval();
                int size = a.shape().length() * Elements.width(a.dtype());
                System.arraycopy(out[c + i].data(), 0, buffers[i], row * size, size);
            }
        }
        ArrayValue[] result = new ArrayValue[c + ys];
        System.arraycopy(args, k, result, 0, c);
        for (int i = 0; i < ys; i++) {
            result[c + i] = ArrayValue.of(ControlFlow.stacked(body.outputs().get(c + i).aval(), n), buffers[i]);
        }
        return result;
    }

    // ---------------------------------------------------------------- derivatives

    @Override
    public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
        Params p = eq.params();
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = primals.length;
        boolean[] active = ControlFlow.nonNull(tangents);
        int outs = body.outputs().size();
        Jvp.Result r;
        while (true) {
            boolean[] forced = new boolean[outs];
            System.arraycopy(active, k, forced, 0, c);
            r = Jvp.of(body, active, forced);
            boolean changed = false;
            for (int i = 0; i < c; i++) {
                if (r.outputs()[i] && !active[k + i]) {
                    active[k + i] = true;
                    changed = true;
                }
            }
            if (!changed) {
                break;
            }
        }
        // The body's inputs are primals and then tangents; the scan wants them kind by kind.
        Ops o = new Ops(b);
        List<Variable> inputs = new ArrayList<>();
        List<Atom> in = new ArrayList<>();
        int[] counts = new int[3];
        for (int kind = 0; kind < 3; kind++) {
            int from = kind == 0 ? 0 : kind == 1 ? k : k + c;
            int to = kind == 0 ? k : kind == 1 ? k + c : n;
            for (int i = from; i < to; i++) {
                inputs.add(r.program().inputs().get(i));
                in.add(primals[i]);
                counts[kind]++;
            }
            int at = n;
            for (int i = 0; i < n; i++) {
                if (active[i]) {
                    if (i >= from && i < to) {
                        inputs.add(r.program().inputs().get(at));
                        in.add(o.materialize(tangents[i], primals[i].aval()));
                        counts[kind]++;
                    }
                    at++;
                }
            }
        }
        List<Atom> outputs = new ArrayList<>();
        int[] where = new int[outs];
        List<Integer> order = new ArrayList<>();
        int at = outs;
        for (int i = 0; i < outs; i++) {
            where[i] = r.outputs()[i] ? at++ : -1;
        }
        for (int kind = 0; kind < 2; kind++) {
            int from = kind == 0 ? 0 : c;
            int to = kind == 0 ? c : outs;
            for (int i = from; i < to; i++) {
                order.add(i);
            }
            for (int i = from; i < to; i++) {
                if (where[i] >= 0) {
                    order.add(where[i]);
                }
            }
        }
        Program made = r.program();
        order.forEach(i -> outputs.add(made.outputs().get(i)));
        Program jvp = new Program(inputs, made.equations(), outputs);
        int carried = c;
        for (int i = 0; i < c; i++) {
            carried += where[i] >= 0 ? 1 : 0;
        }
        Atom[] out = b.emit(this, params(jvp, p, counts[0], carried, p.flag("reverse")), ControlFlow.join(in));
        Atom[] y = new Atom[outs];
        Atom[] t = new Atom[outs];
        for (int i = 0; i < outs; i++) {
            y[i] = out[order.indexOf(i)];
            t[i] = where[i] < 0 ? null : out[order.indexOf(where[i])];
        }
        return new JvpResult(y, t);
    }

    @Override
    public void split(Linear linear, Equation eq, Atom[] known) {
        Params p = eq.params();
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = known.length;
        int outs = body.outputs().size();
        boolean[] unknownIn = new boolean[n];
        for (int i = 0; i < n; i++) {
            unknownIn[i] = known[i] == null;
        }
        boolean[] unknownOut = Dependence.fixpoint(body, unknownIn, k, c);
        Linear.Split s = Linear.split(body, unknownIn, unknownOut);
        // A residual that is a constant of the loop need not be stacked.
        List<Variable> knownInputs = s.known().inputs();
        List<Atom> knownOutputs = s.known().outputs();
        int plain = knownOutputs.size() - s.residuals();
        int knownConstants = 0;
        for (int i = 0; i < k; i++) {
            knownConstants += unknownIn[i] ? 0 : 1;
        }
        List<Atom> in = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!unknownIn[i]) {
                in.add(known[i]);
            }
        }
        List<Atom> kept = new ArrayList<>(knownOutputs.subList(0, plain));
        List<Integer> stackedResiduals = new ArrayList<>();
        List<Integer> invariant = new ArrayList<>();
        for (int i = 0; i < s.residuals(); i++) {
            Atom a = knownOutputs.get(plain + i);
            int at = knownInputs.indexOf(a);
            if (at >= 0 && at < knownConstants) {
                invariant.add(i);
            } else {
                stackedResiduals.add(i);
                kept.add(a);
            }
        }
        ProgramBuilder b = linear.builder();
        int knownCarry = 0;
        for (int i = 0; i < c; i++) {
            knownCarry += unknownIn[k + i] ? 0 : 1;
        }
        Atom[] out = b.emit(this, params(new Program(knownInputs, s.known().equations(), kept), p, knownConstants, knownCarry,
                p.flag("reverse")), ControlFlow.join(in));
        int at = 0;
        List<Variable> linearOut = new ArrayList<>();
        for (int i = 0; i < outs; i++) {
            if (unknownOut[i]) {
                linearOut.add(eq.output(i));
            } else {
                linear.know(eq.output(i), out[at++]);
            }
        }
        // The linear loop: constants are the invariant residuals and unknown constants; rows are residuals and unknown rows.
        List<Variable> li = s.linear().inputs();
        List<Variable> inputs = new ArrayList<>();
        List<Atom> operands = new ArrayList<>();
        for (int i : invariant) {
            inputs.add(li.get(i));
            operands.add(in.get(knownInputs.indexOf(knownOutputs.get(plain + i))));
        }
        int u = s.residuals();
        int unknownConstants = 0;
        int unknownCarry = 0;
        for (int i = 0; i < k + c; i++) {
            if (unknownIn[i]) {
                inputs.add(li.get(u++));
                operands.add(eq.input(i));
                if (i < k) {
                    unknownConstants++;
                } else {
                    unknownCarry++;
                }
            }
        }
        for (int i = 0; i < stackedResiduals.size(); i++) {
            inputs.add(li.get(stackedResiduals.get(i)));
            operands.add(out[plain + i]);
        }
        for (int i = k + c; i < n; i++) {
            if (unknownIn[i]) {
                inputs.add(li.get(u++));
                operands.add(eq.input(i));
            }
        }
        // The carry's unknown initial values may in truth be known: then they are what they are.
        for (int i = 0; i < operands.size(); i++) {
            Atom a = operands.get(i);
            if (a instanceof Variable v && !linear.isUnknown(v)) {
                operands.set(i, linear.read(v));
            }
        }
        Program body2 = new Program(inputs, s.linear().equations(), s.linear().outputs());
        linear.add(new Equation(this, params(body2, p, invariant.size() + unknownConstants, unknownCarry, p.flag("reverse")), operands,
                linearOut, eq.location()));
    }

    @Override
    public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
        Params p = eq.params();
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = inputs.length;
        Ops o = new Ops(b);
        // The whole carry is linear, even where its start is a known zero.
        boolean[] linear = new boolean[n];
        for (int i = 0; i < n; i++) {
            linear[i] = inputs[i] == null || i >= k && i < k + c;
        }
        Program back = Linear.transpose(body, linear);
        // back: (known consts, known rows, ct carry, ct ys) -> (ct consts, ct carry, ct rows)
        ProgramBuilder tb = new ProgramBuilder();
        Ops to = new Ops(tb);
        List<Atom> operands = new ArrayList<>();
        List<Atom> knownConstants = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            if (!linear[i]) {
                knownConstants.add(tb.input(body.inputs().get(i).aval()));
                operands.add(inputs[i]);
            }
        }
        List<Atom> ctCarry = new ArrayList<>();
        for (int i = 0; i < c; i++) {
            AbstractValue a = body.inputs().get(k + i).aval();
            ctCarry.add(tb.input(a));
            operands.add(o.materialize(cotangents[i], a));
        }
        List<Atom> sums = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            if (linear[i]) {
                AbstractValue a = body.inputs().get(i).aval();
                sums.add(tb.input(a));
                operands.add(o.zeros(a));
            }
        }
        List<Atom> knownRows = new ArrayList<>();
        for (int i = k + c; i < n; i++) {
            if (!linear[i]) {
                knownRows.add(tb.input(body.inputs().get(i).aval()));
                operands.add(inputs[i]);
            }
        }
        List<Atom> ctRows = new ArrayList<>();
        for (int i = c; i < cotangents.length; i++) {
            ctRows.add(tb.input(body.outputs().get(i).aval()));
            operands.add(o.materialize(cotangents[i], eq.output(i).aval()));
        }
        List<Atom> in = new ArrayList<>(knownConstants);
        in.addAll(knownRows);
        in.addAll(ctCarry);
        in.addAll(ctRows);
        Atom[] out = tb.inline(back, ControlFlow.join(in));
        int constants = sums.size();
        List<Atom> results = new ArrayList<>(Arrays.asList(out).subList(constants, constants + c));
        for (int i = 0; i < constants; i++) {
            results.add(to.add(sums.get(i), out[i]));
        }
        results.addAll(Arrays.asList(out).subList(constants + c, out.length));
        Atom[] pulled = b.emit(this, params(tb.build(results), p, knownConstants.size(), c + constants, !p.flag("reverse")),
                ControlFlow.join(operands));
        Atom[] result = new Atom[n];
        int s = c;
        int r = c + constants;
        for (int i = 0; i < n; i++) {
            if (i < k) {
                result[i] = linear[i] ? pulled[s++] : null;
            } else if (i < k + c) {
                result[i] = inputs[i] == null ? pulled[i - k] : null;
            } else {
                result[i] = linear[i] ? pulled[r++] : null;
            }
        }
        return result;
    }

    // ---------------------------------------------------------------- batching, lowering

    @Override
    public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
        Params p = eq.params();
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = inputs.length;
        boolean[] marked = new boolean[n];
        for (int i = 0; i < n; i++) {
            marked[i] = axes[i] >= 0;
        }
        boolean[] outMarked = Dependence.fixpoint(body, marked, k, c);
        Ops o = new Ops(b);
        Atom[] in = new Atom[n];
        int[] bodyAxes = new int[n];
        for (int i = 0; i < n; i++) {
            bodyAxes[i] = marked[i] ? 0 : -1;
            in[i] = !marked[i] ? inputs[i] : i < k + c ? o.front(inputs[i], axes[i], size) : o.moveAxis(inputs[i], axes[i], 1);
        }
        Program batched = Batch.of(body, bodyAxes, size, outMarked).program();
        Atom[] out = b.emit(this, p.with("jaxpr", batched), in);
        int[] outAxes = new int[out.length];
        for (int i = 0; i < out.length; i++) {
            outAxes[i] = !outMarked[i] ? -1 : i < c ? 0 : 1;
        }
        return new BatchResult(out, outAxes);
    }

    @Override
    public String[] lower(Lowering l, Equation eq, String[] operands) {
        Params p = eq.params();
        Program body = body(p);
        int k = constants(p);
        int c = carry(p);
        int n = p.integer("length");
        int outs = body.outputs().size();
        AbstractValue index = AbstractValue.scalar(DType.INT32);
        AbstractValue bool = AbstractValue.scalar(DType.BOOL);
        List<AbstractValue> types = new ArrayList<>(List.of(index));
        List<String> start = new ArrayList<>(List.of(l.constant(index, 0L)));
        for (int i = 0; i < c; i++) {
            types.add(body.inputs().get(k + i).aval());
            start.add(operands[k + i]);
        }
        for (int i = c; i < outs; i++) {
            types.add(eq.output(i).aval());
            start.add(l.constant(eq.output(i).aval(), 0.0));
        }
        if (n == 0) {
            // No row to look at, not even in a body that never runs.
            return start.subList(1, start.size()).toArray(new String[0]);
        }
        Lowering.Region test = new Lowering.Region(types, x -> new String[] {l.op("stablehlo.compare", bool,
                "comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>",
                x[0], l.constant(index, (long) n))});
        Lowering.Region turn = new Lowering.Region(types, x -> {
            String row = p.flag("reverse") ? l.op("stablehlo.subtract", index, "", l.constant(index, (long) n - 1), x[0]) : x[0];
            String zero = l.constant(index, 0L);
            String[] args = new String[operands.length];
            System.arraycopy(operands, 0, args, 0, k);
            System.arraycopy(x, 1, args, k, c);
            for (int i = k + c; i < args.length; i++) {
                AbstractValue whole = eq.input(i).aval();
                AbstractValue element = ControlFlow.element(whole);
                int[] sizes = whole.shape().dims();
                sizes[0] = 1;
                String[] at = new String[1 + sizes.length];
                Arrays.fill(at, zero);
                at[0] = operands[i];
                at[1] = row;
                String part = l.op("stablehlo.dynamic_slice", whole.withShape(Shape.of(sizes)), "slice_sizes = " + Row.array(sizes), at);
                args[i] = l.op("stablehlo.reshape", element, "", part);
            }
            String[] out = l.inline(body, args);
            String[] next = new String[types.size()];
            next[0] = l.op("stablehlo.add", index, "", x[0], l.constant(index, 1L));
            System.arraycopy(out, 0, next, 1, c);
            for (int i = c; i < outs; i++) {
                AbstractValue whole = eq.output(i).aval();
                int[] sizes = whole.shape().dims();
                sizes[0] = 1;
                String part = l.op("stablehlo.reshape", whole.withShape(Shape.of(sizes)), "", out[i]);
                String[] at = new String[2 + sizes.length];
                Arrays.fill(at, zero);
                at[0] = x[1 + i];
                at[1] = part;
                at[2] = row;
                next[1 + i] = l.op("stablehlo.dynamic_update_slice", whole, "", at);
            }
            return next;
        });
        String[] result = l.op("stablehlo.while", types, "", List.of(test, turn), start.toArray(new String[0]));
        return Arrays.copyOfRange(result, 1, result.length);
    }
}
