package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Variable;
import org.jacobilang.transform.Batch;

/**
 * Runs a loop of unknown length backward. The states that the steps back need are recomputed: a segment of the loop is cut into at
 * most c parts whose first states are kept in a buffer of c slots, and the parts are treated alike from the last to the first.
 * With l levels, c to the power of l steps cost l passes over the loop; the memory is l buffers, whatever the length is.
 */
final class WhileReverse {
    private static final int LEVELS = 3;
    private static final int MOST_SLOTS = 512;
    private static final int FEWEST_SLOTS = 16;
    /** Bytes that one buffer may have. */
    private static final long BUFFER = 1L << 24;

    private final Program test;
    private final List<Atom> testConstants;
    private final Program step;
    private final List<Atom> constants;
    private final Program back;
    private final int sums;

    /**
     * @param step (constants, state) to state
     * @param back (constants, state, cotangents) to (cotangents of linear constants, cotangents)
     * @param sums how many linear constants there are
     */
    WhileReverse(Program test, List<Atom> testConstants, Program step, List<Atom> constants, Program back, int sums) {
        this.test = test;
        this.testConstants = testConstants;
        this.step = step;
        this.constants = constants;
        this.back = back;
        this.sums = sums;
    }

    /** The sums of the constants' cotangents, then the cotangents of the carry's start. */
    Atom[] run(ProgramBuilder b, List<Atom> state, List<Atom> ct, List<Atom> zero) {
        Atom count = count(b, state);
        List<Atom> start = new ArrayList<>(zero);
        start.addAll(ct);
        long bytes = 1;
        for (Atom s : state) {
            bytes += s.aval().shape().size() * s.aval().dtype().bytes();
        }
        int slots = (int) Math.clamp(BUFFER / bytes, FEWEST_SLOTS, MOST_SLOTS);
        return segment(b, constants, state, count, start, LEVELS, slots);
    }

    private static Atom integer(Ops o, int value) {
        return o.full(AbstractValue.scalar(DType.INT32), value);
    }

    /** How often the loop runs. */
    private Atom count(ProgramBuilder b, List<Atom> state) {
        Ops o = new Ops(b);
        List<Atom> carry = new ArrayList<>(List.of(integer(o, 0)));
        carry.addAll(state);
        List<Atom> outer = new ArrayList<>(testConstants);
        outer.addAll(constants);
        return loop(b, outer, carry, (i, k, c) -> {
            List<Atom> in = new ArrayList<>(k.subList(0, testConstants.size()));
            in.addAll(c.subList(1, c.size()));
            return i.b.inline(test, ControlFlow.join(in))[0];
        }, (i, k, c) -> {
            List<Atom> next = new ArrayList<>(List.of(i.add(c.get(0), 1)));
            next.addAll(advance(i.b, k.subList(testConstants.size(), k.size()), c.subList(1, c.size())));
            return next;
        })[0];
    }

    private List<Atom> advance(ProgramBuilder b, List<Atom> k, List<Atom> state) {
        List<Atom> in = new ArrayList<>(k);
        in.addAll(state);
        return Arrays.asList(b.inline(step, ControlFlow.join(in)));
    }

    /** One region of a loop: from its constants and carry. */
    @FunctionalInterface
    private interface Part<T> {
        T emit(Ops o, List<Atom> constants, List<Atom> carry);
    }

    /** A while loop whose regions are written here. */
    private static Atom[] loop(ProgramBuilder b, List<Atom> constants, List<Atom> carry, Part<Atom> test, Part<List<Atom>> body) {
        Program[] programs = new Program[2];
        for (int i = 0; i < 2; i++) {
            ProgramBuilder inner = new ProgramBuilder();
            List<Atom> k = inputs(inner, constants);
            List<Atom> c = inputs(inner, carry);
            Ops o = new Ops(inner);
            programs[i] = i == 0 ? inner.build(test.emit(o, k, c)) : inner.build(body.emit(o, k, c));
        }
        List<Atom> in = new ArrayList<>(constants);
        in.addAll(constants);
        in.addAll(carry);
        return b.emit(Primitives.get("while"), WhileLoop.params(programs[0], constants.size(), programs[1], constants.size()),
                ControlFlow.join(in));
    }

    private static List<Atom> inputs(ProgramBuilder b, List<Atom> like) {
        List<Atom> out = new ArrayList<>();
        for (Atom a : like) {
            out.add((Variable) b.input(a.aval()));
        }
        return out;
    }

    /** The state {@code n} steps on. */
    private List<Atom> skip(ProgramBuilder b, List<Atom> k, List<Atom> state, Atom n) {
        List<Atom> outer = new ArrayList<>(k);
        outer.add(n);
        List<Atom> carry = new ArrayList<>(List.of(integer(new Ops(b), 0)));
        carry.addAll(state);
        Atom[] out = loop(b, outer, carry, (o, kk, c) -> o.one("lt", c.get(0), kk.getLast()), (o, kk, c) -> {
            List<Atom> next = new ArrayList<>(List.of(o.add(c.get(0), 1)));
            next.addAll(advance(o.b, kk.subList(0, kk.size() - 1), c.subList(1, c.size())));
            return next;
        });
        return Arrays.asList(out).subList(1, out.length);
    }

    /** Goes back through {@code n} steps from {@code state} on; returns sums and cotangents at its start. */
    private Atom[] segment(ProgramBuilder b, List<Atom> k, List<Atom> state, Atom n, List<Atom> ct, int level, int slots) {
        Ops o = new Ops(b);
        if (level == 0) {
            // Mostly one step; more are recomputed from the segment's start each.
            return each(b, k, state, n, ct, (oo, kk, st, i, c) -> {
                List<Atom> here = skip(oo.b, kk, st, i);
                List<Atom> in = new ArrayList<>(kk);
                in.addAll(here);
                in.addAll(c.subList(sums, c.size()));
                Atom[] out = oo.b.inline(back, ControlFlow.join(in));
                List<Atom> next = new ArrayList<>();
                for (int s = 0; s < sums; s++) {
                    next.add(oo.add(c.get(s), out[s]));
                }
                next.addAll(Arrays.asList(out).subList(sums, out.length));
                return next;
            });
        }
        // Parts of `stride` steps, at most `slots` of them.
        Atom stride = o.one("max", o.div(o.add(n, slots - 1), integer(o, slots)), integer(o, 1));
        Atom parts = o.div(o.one("sub", o.one("add", n, stride), integer(o, 1)), stride);
        List<Atom> outer = new ArrayList<>(k);
        outer.add(stride);
        outer.add(parts);
        List<Atom> carry = new ArrayList<>(List.of(integer(o, 0)));
        carry.addAll(state);
        for (Atom s : state) {
            carry.add(o.zeros(s.aval().withShape(Batch.inserted(s.aval().shape(), 0, slots))));
        }
        int m = state.size();
        Atom[] filled = loop(b, outer, carry, (oo, kk, c) -> oo.one("lt", c.get(0), kk.getLast()), (oo, kk, c) -> {
            List<Atom> own = kk.subList(0, kk.size() - 2);
            List<Atom> here = c.subList(1, 1 + m);
            List<Atom> next = new ArrayList<>(List.of(oo.add(c.get(0), 1)));
            next.addAll(skip(oo.b, own, here, kk.get(kk.size() - 2)));
            for (int i = 0; i < m; i++) {
                next.add(put(oo, c.get(1 + m + i), here.get(i), c.get(0)));
            }
            return next;
        });
        List<Atom> kept = new ArrayList<>(Arrays.asList(filled).subList(1 + m, filled.length));
        kept.add(stride);
        kept.add(n);
        return each(b, k, kept, parts, ct, (oo, kk, st, i, c) -> {
            List<Atom> here = new ArrayList<>();
            for (int s = 0; s < m; s++) {
                here.add(take(oo, st.get(s), i));
            }
            Atom step = st.get(m);
            Atom length = oo.one("min", step, oo.one("sub", st.get(m + 1), oo.mul(i, step)));
            return Arrays.asList(segment(oo.b, kk, here, length, c, level - 1, slots));
        });
    }

    @FunctionalInterface
    private interface Back {
        List<Atom> emit(Ops o, List<Atom> constants, List<Atom> state, Atom i, List<Atom> ct);
    }

    /** Runs {@code body} for i from n-1 down to 0, with the cotangents as the carry. */
    private static Atom[] each(ProgramBuilder b, List<Atom> k, List<Atom> state, Atom n, List<Atom> ct, Back body) {
        List<Atom> outer = new ArrayList<>(k);
        outer.addAll(state);
        Ops o = new Ops(b);
        List<Atom> carry = new ArrayList<>(List.of(o.one("sub", n, integer(o, 1))));
        carry.addAll(ct);
        Atom[] out = loop(b, outer, carry, (oo, kk, c) -> oo.one("ge", c.get(0), integer(oo, 0)), (oo, kk, c) -> {
            List<Atom> next = new ArrayList<>(List.of(oo.one("sub", c.get(0), integer(oo, 1))));
            next.addAll(body.emit(oo, kk.subList(0, k.size()), kk.subList(k.size(), kk.size()), c.get(0), c.subList(1, c.size())));
            return next;
        });
        return Arrays.copyOfRange(out, 1, out.length);
    }

    private static Atom[] at(Atom array, Atom i, int lead) {
        int rank = array.aval().shape().rank();
        Atom[] in = new Atom[lead + rank];
        in[0] = array;
        in[lead] = i;
        for (int axis = 1; axis < rank; axis++) {
            in[lead + axis] = new org.jacobilang.program.Constant(
                    org.jacobilang.array.kernel.Elements.full(AbstractValue.scalar(DType.INT32), 0));
        }
        return in;
    }

    private static Atom put(Ops o, Atom buffer, Atom value, Atom i) {
        Atom[] in = at(buffer, i, 2);
        in[1] = o.reshape(value, Batch.inserted(value.aval().shape(), 0, 1));
        return o.one("dynamic_update_slice", in);
    }

    private static Atom take(Ops o, Atom buffer, Atom i) {
        int[] sizes = buffer.aval().shape().dims();
        sizes[0] = 1;
        Atom part = o.one("dynamic_slice", Params.of("slice_sizes", Shape.of(sizes)), at(buffer, i, 1));
        return o.reshape(part, ControlFlow.element(buffer.aval()).shape());
    }
}
