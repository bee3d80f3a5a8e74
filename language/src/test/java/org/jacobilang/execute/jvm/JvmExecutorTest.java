package org.jacobilang.execute.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.truffle.api.RootCallTarget;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Int32Scalar;
import org.jacobilang.array.Shape;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Constant;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.ScalarKernel;
import org.jacobilang.program.Simplifier;
import org.jacobilang.program.Variable;
import org.junit.jupiter.api.Test;

/** Control flow and scalar slots, by primitives that have nothing but a scalar kernel. */
class JvmExecutorTest {
    private static final AbstractValue F32 = AbstractValue.scalar(DType.FLOAT32);
    private static final AbstractValue I32 = AbstractValue.scalar(DType.INT32);
    private static final Primitive ADD = new Plain("add", new ScalarKernel.Real2(Double::sum));
    private static final Primitive MUL = new Plain("mul", new ScalarKernel.Real2((x, y) -> x * y));
    private static final Primitive DIV = new Plain("div", new ScalarKernel.Real2((x, y) -> x / y));
    private static final Primitive NEXT = new Plain("next", new ScalarKernel.Whole1(x -> x + 1));
    private static final Primitive BELOW = new Plain("below", new ScalarKernel.Whole2((x, y) -> x < y ? 1 : 0));
    private static final Primitive CONTROL_WHILE = new Plain("while", null);
    private static final Primitive CONTROL_COND = new Plain("cond", null);
    private static final Primitive CONTROL_SCAN = new Plain("scan", null);

    private static Constant real(float x) {
        return new Constant(new Float32Scalar(x, false));
    }

    private static Constant whole(int n) {
        return new Constant(new Int32Scalar(n, false));
    }

    private static float first(RootCallTarget target, ArrayValue... arguments) {
        return ((Float32Scalar) ((ArrayValue[]) target.call((Object[]) arguments))[0]).value();
    }

    @Test
    void newtonsMethodRunsInSlots() {
        ProgramBuilder test = new ProgramBuilder();
        Variable i = test.input(I32);
        test.input(F32);
        Program condition = test.build(test.emit1(BELOW, Params.NONE, i, whole(1000)));
        ProgramBuilder turn = new ProgramBuilder();
        Variable a = turn.input(F32);
        Variable n = turn.input(I32);
        Variable x = turn.input(F32);
        Atom better = turn.emit1(MUL, Params.NONE, turn.emit1(ADD, Params.NONE, x, turn.emit1(DIV, Params.NONE, a, x)),
                real(0.5f));
        Program body = turn.build(turn.emit1(NEXT, Params.NONE, n), better);
        ProgramBuilder main = new ProgramBuilder();
        Variable input = main.input(F32);
        Atom[] out = main.emit(CONTROL_WHILE, Params.of("body_jaxpr", body, "body_nconsts", 1, "cond_jaxpr", condition,
                "cond_nconsts", 0), input, whole(0), input);
        RootCallTarget target = JvmExecutor.compile(Simplifier.simplify(main.build(out[1])));
        assertThat(first(target, new Float32Scalar(2, false))).isEqualTo((float) Math.sqrt(2));
    }

    @Test
    void aCarryThatSwapsIsAssignedInParallel() {
        ProgramBuilder turn = new ProgramBuilder();
        Variable x = turn.input(F32);
        Variable y = turn.input(F32);
        Program body = turn.build(y, x);
        ProgramBuilder main = new ProgramBuilder();
        Atom[] out = main.emit(CONTROL_SCAN, Params.of("jaxpr", body, "length", 3, "num_carry", 2, "num_consts", 0,
                "reverse", false), main.input(F32), main.input(F32));
        RootCallTarget target = JvmExecutor.compile(main.build(out));
        assertThat(first(target, new Float32Scalar(1, false), new Float32Scalar(2, false))).isEqualTo(2);
    }

    @Test
    void aScanReadsAndStacksRowsForwardAndBackward() {
        for (boolean reverse : new boolean[]{false, true}) {
            ProgramBuilder turn = new ProgramBuilder();
            Atom sum = turn.emit1(ADD, Params.NONE, turn.input(F32), turn.input(F32));
            Program body = turn.build(sum, sum);
            ProgramBuilder main = new ProgramBuilder();
            Variable start = main.input(F32);
            Variable rows = main.input(F32.withShape(Shape.of(3)));
            Atom[] out = main.emit(CONTROL_SCAN, Params.of("jaxpr", body, "length", 3, "num_carry", 1, "num_consts", 0,
                    "reverse", reverse), start, rows);
            ArrayValue[] results = (ArrayValue[]) JvmExecutor.compile(main.build(out)).call(
                    new Float32Scalar(10, false), ArrayValue.of(rows.aval(), new float[]{1, 2, 3}));
            assertThat((float[]) results[1].data())
                    .containsExactly(reverse ? new float[]{16, 15, 13} : new float[]{11, 13, 16});
        }
    }

    @Test
    void aBranchIsTakenByAClampedIndex() {
        List<Program> branches = new ArrayList<>();
        for (float factor : new float[]{1, 10, 100}) {
            ProgramBuilder b = new ProgramBuilder();
            branches.add(b.build(b.emit1(MUL, Params.NONE, b.input(F32), real(factor))));
        }
        ProgramBuilder main = new ProgramBuilder();
        Variable index = main.input(I32);
        Atom[] out = main.emit(CONTROL_COND, Params.of("branches", branches), index, main.input(F32));
        RootCallTarget target = JvmExecutor.compile(main.build(out));
        assertThat(first(target, new Int32Scalar(1, false), new Float32Scalar(3, false))).isEqualTo(30);
        assertThat(first(target, new Int32Scalar(-5, false), new Float32Scalar(3, false))).isEqualTo(3);
        assertThat(first(target, new Int32Scalar(7, false), new Float32Scalar(3, false))).isEqualTo(300);
    }

    /** A primitive by its scalar kernel alone; the other rules are not asked for here. */
    private static final class Plain extends Primitive {
        private final ScalarKernel kernel;

        Plain(String name, ScalarKernel kernel) {
            super(name);
            this.kernel = kernel;
        }

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> inputs) {
            return switch (name()) {
                case "while" -> p.program("body_jaxpr").outputAvals();
                case "cond" -> p.programList("branches").get(0).outputAvals();
                case "scan" -> {
                    List<AbstractValue> out = new ArrayList<>(p.program("jaxpr").outputAvals());
                    for (int i = p.integer("num_carry"); i < out.size(); i++) {
                        out.set(i, out.get(i).withShape(Shape.of(p.integer("length"))));
                    }
                    yield out;
                }
                case "below" -> List.of(AbstractValue.scalar(DType.BOOL));
                default -> List.of(inputs.get(0));
            };
        }

        @Override
        public ScalarKernel scalarKernel(Params params, List<AbstractValue> inputs) {
            return kernel;
        }

        @Override
        public ArrayValue[] evaluate(Params params, ArrayValue[] inputs) {
            throw new AssertionError(name() + " left the slots");
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            throw new AssertionError(name());
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new AssertionError(name());
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            throw new AssertionError(name());
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            throw new AssertionError(name());
        }
    }
}
