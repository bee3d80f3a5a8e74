package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.DType;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;

/** Special functions that StableHLO has no operation for, as programs over the other primitives; in float32 or float64. */
final class SpecialPrograms {
    private static final int NODES = 32;
    private static final int MOST_STEPS = 2000;

    private SpecialPrograms() {
    }

    /**
     * I0(x) exp(-|x|): the mean of exp(|x| (cos t - 1)) over a half circle, for which the trapezoidal rule converges like a
     * power series; for large x the asymptotic series (Abramowitz and Stegun 9.6.16, 9.7.1).
     */
    static Program besselI0e(AbstractValue type) {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Atom x = o.one("abs", b.input(type));
        Atom mean = null;
        for (int k = 0; k <= NODES; k++) {
            double weight = (k == 0 || k == NODES ? 0.5 : 1) / NODES;
            Atom term = o.mul(o.one("exp", o.mul(x, Math.cos(Math.PI * k / NODES) - 1)), weight);
            mean = mean == null ? term : o.add(mean, term);
        }
        Atom y = o.div(o.scalar(x, 1), o.mul(x, 8));
        Atom series = o.full(type, 1);
        for (int k = 14; k >= 1; k--) {
            double odd = 2 * k - 1;
            series = o.add(o.mul(o.mul(series, y), odd * odd / k), 1);
        }
        Atom far = o.mul(o.mul(series, o.one("rsqrt", x)), 1 / Math.sqrt(2 * Math.PI));
        return b.build(o.select(o.one("gt", x, o.scalar(x, 30)), far, mean));
    }

    /**
     * The regularized incomplete gamma function of a and x, lower or upper: by the power series of the lower one where x is
     * small, else by the continued fraction of the upper one (Abramowitz and Stegun 6.5.29 and 6.5.31).
     */
    static Program incompleteGamma(AbstractValue type, boolean upper) {
        ProgramBuilder b = new ProgramBuilder();
        Ops o = new Ops(b);
        Atom a = b.input(type);
        Atom x = b.input(type);
        Atom zero = o.zeros(type);
        Atom one = o.full(type, 1);
        Atom nan = o.full(type, Double.NaN);
        Atom infinite = o.one("eq", x, o.full(type, Double.POSITIVE_INFINITY));
        Atom safeX = o.select(o.one("or", infinite, o.one("le", x, zero)), one, x);
        Atom factor = o.one("exp", o.one("sub", o.one("sub", o.mul(a, o.one("log", safeX)), safeX), o.one("lgamma", a)));
        Atom far = o.one("and", o.one("gt", safeX, one), o.one("gt", safeX, a));
        Atom lower = o.div(o.mul(factor, series(b, type, a, o.select(far, one, safeX))), a);
        Atom higher = o.mul(factor, fraction(b, type, a, o.select(far, safeX, o.full(type, 2))));
        Atom value = upper ? o.select(far, higher, o.one("sub", one, lower)) : o.select(far, o.one("sub", one, higher), lower);
        Atom none = o.one("or", o.one("eq", x, zero), o.one("eq", a, o.full(type, Double.POSITIVE_INFINITY)));
        value = o.select(none, upper ? one : zero, value);
        value = o.select(infinite, upper ? zero : one, value);
        Atom wrong = o.one("or", o.one("le", a, zero), o.one("lt", x, zero));
        wrong = o.one("or", wrong, o.one("or", o.one("ne", a, a), o.one("ne", x, x)));
        return b.build(o.select(wrong, nan, value));
    }

    private static double epsilon(AbstractValue type) {
        return type.dtype() == DType.FLOAT64 ? 0x1p-53 : 0x1p-24;
    }

    /** 1 + x/(a+1) + x²/((a+1)(a+2)) + ... */
    private static Atom series(ProgramBuilder b, AbstractValue type, Atom a, Atom x) {
        Ops o = new Ops(b);
        Atom one = o.full(type, 1);
        return repeat(b, List.of(x), List.of(a, one, one), (i, k, s) -> {
            Atom r = i.add(s.get(0), 1);
            Atom term = i.mul(s.get(1), i.div(k.get(0), r));
            return List.of(r, term, i.add(s.get(2), term));
        }, (i, s) -> i.one("gt", s.get(1), i.mul(s.get(2), epsilon(type)))).get(2);
    }

    /** 1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...))), by Lentz's method. */
    private static Atom fraction(ProgramBuilder b, AbstractValue type, Atom a, Atom x) {
        Ops o = new Ops(b);
        Atom start = o.one("sub", o.add(x, 1), a);
        Atom d = o.div(o.scalar(x, 1), start);
        Atom big = o.full(type, type.dtype() == DType.FLOAT64 ? 1e300 : 1e30);
        Atom zero = o.zeros(type);
        // n, the denominator's next summand, c, d, the value, and how much the last step changed it.
        return repeat(b, List.of(a), List.of(zero, start, big, d, d, zero), (i, k, s) -> {
            Atom n = i.add(s.get(0), 1);
            Atom an = i.mul(n, i.one("sub", k.get(0), n));
            Atom bn = i.add(s.get(1), 2);
            Atom dn = i.div(i.scalar(n, 1), i.add(i.mul(an, s.get(3)), bn));
            Atom cn = i.add(bn, i.div(an, s.get(2)));
            Atom change = i.mul(cn, dn);
            return List.of(n, bn, cn, dn, i.mul(s.get(4), change), change);
        }, (i, s) -> i.one("gt", i.one("abs", i.add(s.get(5), -1)), i.scalar(s.get(5), 2 * epsilon(type)))).get(4);
    }

    /** One step of an iteration, from its constants and its state. */
    @FunctionalInterface
    private interface Step {
        List<Atom> emit(Ops o, List<Atom> constants, List<Atom> state);
    }

    /** For each element whether it needs another step. */
    @FunctionalInterface
    private interface Unfinished {
        Atom test(Ops o, List<Atom> state);
    }

    /** Steps while some element needs one; elements that are done go on without harm. */
    private static List<Atom> repeat(ProgramBuilder b, List<Atom> constants, List<Atom> state, Step step, Unfinished unfinished) {
        AbstractValue count = AbstractValue.scalar(DType.INT32);
        ProgramBuilder test = new ProgramBuilder();
        Atom i = test.input(count);
        List<Atom> s = state.stream().map(v -> (Atom) test.input(v.aval())).toList();
        Ops o = new Ops(test);
        Atom more = unfinished.test(o, s);
        int[] axes = IntStream.range(0, more.aval().shape().rank()).toArray();
        Atom any = o.one("reduce_or", Params.of("axes", axes), more);
        any = o.one("and", o.one("or", any, o.one("eq", i, o.scalar(i, 0))), o.one("lt", i, o.scalar(i, MOST_STEPS)));
        ProgramBuilder body = new ProgramBuilder();
        List<Atom> k = constants.stream().map(v -> (Atom) body.input(v.aval())).toList();
        Atom j = body.input(count);
        List<Atom> t = state.stream().map(v -> (Atom) body.input(v.aval())).toList();
        Ops p = new Ops(body);
        List<Atom> next = new ArrayList<>(List.of(p.add(j, 1)));
        next.addAll(step.emit(p, k, t));
        List<Atom> in = new ArrayList<>(constants);
        in.add(new Ops(b).full(count, 0));
        in.addAll(state);
        Atom[] out = b.emit(Primitives.get("while"), WhileLoop.params(test.build(any), 0, body.build(next), constants.size()),
                in.toArray(new Atom[0]));
        return List.of(out).subList(1, out.length);
    }
}
