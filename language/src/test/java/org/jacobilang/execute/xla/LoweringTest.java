package org.jacobilang.execute.xla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.execute.Engine;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.PythonException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every primitive in every dtype that it takes, on its row's samples: the kernel, the JVM executor and XLA must agree.
 * Without a plugin the tests are skipped, and say so.
 */
class LoweringTest {
    /** Primitives without samples, and why. */
    private static final Map<String, String> EXCLUDED = new TreeMap<>(Map.of(
            "custom_lin", "stands only in programs that are about to be transposed; it never runs",
            "host_call", "runs on the host",
            "while_transpose", "lowers to the equations of its own program; higher derivatives in the tests of staging run it"));

    static {
        for (String collective : List.of("psum", "pmax", "pmin", "all_gather", "ppermute", "all_to_all")) {
            EXCLUDED.put(collective, "goes away when its axis is batched; it never runs");
        }
    }

    /** Where either zero is right when the operands are zeros of both signs. */
    private static final Set<String> EITHER_ZERO = Set.of("max", "min", "clamp", "reduce_max", "reduce_min", "cummax", "cummin");

    /** Functions cross zero: differences are relative to numbers of at least this size. */
    private static final double LEAST = 0.25;

    private static final Map<DType, Double> TOLERANCE = Map.of(DType.FLOAT16, 4e-3, DType.BFLOAT16, 3e-2, DType.FLOAT32, 8e-6,
            DType.COMPLEX64, 8e-6, DType.FLOAT64, 5e-13, DType.COMPLEX128, 2e-12);

    @BeforeAll
    static void plugin() {
        assumeTrue(Engine.XLA.available(false), "no PJRT plugin can be had");
    }

    static Collection<Primitive> primitives() {
        return Primitives.all();
    }

    /** One equation of a test program, with the values of its operands. */
    private record Trial(Primitive primitive, Sample sample, ArrayValue[] operands) {
        @Override
        public String toString() {
            return primitive + sample.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void enginesAgree(Primitive primitive) {
        assumeTrue(!EXCLUDED.containsKey(primitive.name()), () -> primitive + ": " + EXCLUDED.get(primitive.name()));
        assumeTrue(!primitive.hostOnly(), primitive + " runs on the JVM executor alone");
        List<Trial> trials = trials(primitive);
        assertThat(trials).as("samples of " + primitive).isNotEmpty();
        List<String> differences = new ArrayList<>();
        compare(trials, differences);
        assertThat(differences).isEmpty();
    }

    /** Where engines like to differ: infinities, NaN, zeros of both signs, the ends of the integers, division by zero. */
    @ParameterizedTest
    @MethodSource("primitives")
    void enginesAgreeAtTheEdges(Primitive primitive) {
        List<Trial> trials = new ArrayList<>();
        for (Sample general : primitive.samples()) {
            boolean elementwise = general.everyDType() && general.operands().stream()
                    .allMatch(o -> o instanceof Sample.Any a && a.everyDType() && a.aval().shape().equals(ROWS));
            for (DType d : elementwise ? DType.values() : new DType[0]) {
                if (d.isComplex() && primitive.name().equals("atan2")) {
                    // The edges are branch points, where the value depends on the formula.
                    continue;
                }
                ArrayValue[] operands = edges(d, general.operands().size());
                Sample sample = new Sample(general.params(), List.of(operands), 0, 0);
                try {
                    primitive.abstractEval(sample.params(), sample.avals());
                    primitive.evaluate(sample.params(), operands);
                    trials.add(new Trial(primitive, sample, operands));
                } catch (PythonException e) {
                    continue;
                }
            }
        }
        assumeTrue(!trials.isEmpty(), primitive + " is not elementwise");
        List<String> differences = new ArrayList<>();
        compare(trials, differences);
        assertThat(differences).isEmpty();
    }

    private static final Shape ROWS = Shape.of(3, 37);

    /** Arrays that bring all edges of a dtype together. */
    private static ArrayValue[] edges(DType d, int count) {
        double[] reals = {0.0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 1.5, -2.5, 100, -100, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        if (d.isComplex()) {
            // What a product or a power of complex infinities is depends on the formula; C leaves it open too.
            reals = Arrays.copyOf(reals, 11);
        }
        long least = d.isUnsigned() ? 0 : -1L << 8 * d.bytes() - 1;
        long[] wholes = {0, 1, 2, -1, -2, 3, 7, 100, least, ~least, least + 1};
        int n = d.isInexact() ? reals.length : d == DType.BOOL ? 2 : wholes.length;
        int total = (int) Math.pow(n, count);
        ArrayValue[] all = new ArrayValue[count];
        for (int k = 0; k < count; k++) {
            Object data = Elements.allocate(d, total);
            for (int i = 0; i < total; i++) {
                int which = i / (int) Math.pow(n, k) % n;
                if (d.isComplex()) {
                    Elements.setReal(d, data, 2 * i, reals[which]);
                    Elements.setReal(d, data, 2 * i + 1, 0.5);
                } else if (d.isFloating()) {
                    Elements.setReal(d, data, i, reals[which]);
                } else {
                    Elements.setWhole(d, data, i, wholes[which]);
                }
            }
            all[k] = ArrayValue.of(new AbstractValue(d, Shape.of(total)), data);
        }
        return all;
    }

    private static List<Trial> trials(Primitive primitive) {
        List<Trial> trials = new ArrayList<>();
        Random random = new Random(primitive.name().hashCode());
        for (Sample general : primitive.samples()) {
            for (DType d : general.everyDType() ? DType.values() : new DType[] {DType.FLOAT32}) {
                Sample sample = general.as(d);
                try {
                    primitive.abstractEval(sample.params(), sample.avals());
                    ArrayValue[] operands = sample.operands().stream().map(o -> fill(o, sample, random)).toArray(ArrayValue[]::new);
                    primitive.evaluate(sample.params(), operands);
                    trials.add(new Trial(primitive, sample, operands));
                } catch (PythonException e) {
                    // The primitive refuses this dtype, on every engine.
                    continue;
                }
            }
        }
        return trials;
    }

    private static ArrayValue fill(ArrayLike operand, Sample sample, Random random) {
        if (operand instanceof ArrayValue value) {
            return value;
        }
        AbstractValue a = operand.aval();
        DType d = a.dtype();
        int n = a.shape().length() * Elements.width(d);
        Object data = Elements.allocate(d, a.shape().length());
        for (int i = 0; i < n; i++) {
            double x = sample.low() + random.nextDouble() * (sample.high() - sample.low());
            switch (d.kind()) {
                case BOOL -> Elements.setWhole(d, data, i, random.nextInt(2));
                case INT -> Elements.setWhole(d, data, i, Math.round(3 * x));
                case UINT -> Elements.setWhole(d, data, i, Math.round(Math.abs(sample.high() > 1e6 ? x : 3 * x)));
                case FLOAT, COMPLEX -> Elements.setReal(d, data, i, x);
            }
        }
        return ArrayValue.of(a, data);
    }

    /** All trials as one program, for XLA takes long to begin; where that fails, each by itself, to say which it was. */
    private static void compare(List<Trial> trials, List<String> differences) {
        ProgramBuilder b = new ProgramBuilder();
        List<Atom> outputs = new ArrayList<>();
        List<ArrayValue> arguments = new ArrayList<>();
        List<ArrayValue> expected = new ArrayList<>();
        List<Trial> from = new ArrayList<>();
        for (Trial t : trials) {
            Atom[] in = Arrays.stream(t.operands).map(v -> (Atom) b.input(v.aval())).toArray(Atom[]::new);
            Atom[] out = b.emit(t.primitive, t.sample.params(), in);
            outputs.addAll(Arrays.asList(out));
            arguments.addAll(Arrays.asList(t.operands));
            for (ArrayValue v : t.primitive.evaluate(t.sample.params(), t.operands)) {
                expected.add(v);
                from.add(t);
            }
        }
        Program program = b.build(outputs);
        ArrayValue[] in = arguments.toArray(new ArrayValue[0]);
        ArrayValue[] jvm = Engine.JVM.compile(program, Set.of()).run(in);
        ArrayValue[] xla;
        try {
            xla = Engine.XLA.compile(program, Set.of()).run(in);
        } catch (RuntimeException e) {
            if (trials.size() > 1) {
                trials.forEach(t -> compare(List.of(t), differences));
            } else {
                differences.add(trials.getFirst() + ": " + e.getMessage().lines().findFirst().orElse(""));
            }
            return;
        }
        for (int i = 0; i < jvm.length; i++) {
            difference(from.get(i), "the JVM executor", expected.get(i), jvm[i], 1, differences);
            difference(from.get(i), "XLA", expected.get(i), xla[i], 1, differences);
        }
    }

    private static void difference(Trial t, String engine, ArrayValue expected, ArrayValue found, double slack,
                                   List<String> differences) {
        DType d = expected.dtype();
        if (!expected.aval().equals(found.aval())) {
            differences.add(t + ": " + engine + " gives " + found.aval() + ", the kernel " + expected.aval());
            return;
        }
        int n = expected.shape().length() * Elements.width(d);
        double scale = 0;
        for (int i = 0; i < n; i++) {
            scale = t.sample.high() == 0 ? 0 : Math.max(scale, d.isInexact() && Double.isFinite(Elements.real(d, expected.data(), i))
                    ? Math.abs(Elements.real(d, expected.data(), i)) : 0);
        }
        for (int i = 0; i < n; i++) {
            double x = Elements.real(d, expected.data(), i);
            double y = Elements.real(d, found.data(), i);
            boolean same = x == y && 1 / x == 1 / y || Double.isNaN(x) && Double.isNaN(y);
            if (x == 0 && y == 0 && !same && !d.isComplex() && !EITHER_ZERO.contains(t.primitive.name())) {
                differences.add(t + ": " + engine + " gives " + y + " at " + i + ", the kernel " + x + " for " + operands(t, i));
                return;
            }
            // Relative to the element, or for sums with cancellation to a fraction of the largest.
            double size = d.isComplex() ? Math.hypot(x, Elements.real(d, expected.data(), i ^ 1)) : Math.abs(x);
            double allowed = slack * TOLERANCE.getOrDefault(d, 0.0) * Math.max(size, Math.max(0.1 * scale, LEAST));
            if (!same && !(Math.abs(x - y) <= allowed)) {
                differences.add(t + ": " + engine + " gives " + y + " at " + i + ", the kernel " + x + " for "
                        + operands(t, i));
                return;
            }
        }
    }

    private static String operands(Trial t, int i) {
        StringBuilder s = new StringBuilder();
        for (ArrayValue v : t.operands) {
            int n = v.shape().length() * Elements.width(v.dtype());
            s.append(s.isEmpty() ? "" : ", ").append(n == 0 ? "[]" : Elements.real(v.dtype(), v.data(), n == 1 ? 0 : Math.min(i, n - 1)));
        }
        return s.toString();
    }
}
