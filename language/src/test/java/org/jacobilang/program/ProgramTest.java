package org.jacobilang.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Shape;
import org.junit.jupiter.api.Test;

class ProgramTest {
    /** A primitive that records only: enough to see equations, shapes and the printed form. */
    private static final Primitive SIN = new Primitive("sin") {
        @Override
        public List<AbstractValue> abstractEval(Params params, List<AbstractValue> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public ArrayValue[] evaluate(Params params, ArrayValue[] inputs) {
            throw new AssertionError("recording must not evaluate");
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            throw new AssertionError("recording must not differentiate");
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new AssertionError("recording must not transpose");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            throw new AssertionError("recording must not batch");
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            throw new AssertionError("recording must not lower");
        }
    };

    @Test
    void aRecordedEquationPrintsAsJaxDoes() {
        ProgramBuilder b = new ProgramBuilder();
        Variable x = b.input(new AbstractValue(DType.byName("float32"), Shape.of(2, 3), false));
        Program program = b.build(b.emit1(SIN, Params.NONE, x));
        assertThat(program.inputAvals()).isEqualTo(program.outputAvals());
        assertThat(ProgramPrinter.print(program))
                .isEqualToNormalizingWhitespace("{ lambda ; a:f32[2,3]. let b:f32[2,3] = sin a in (b,) }");
    }

    @Test
    void literalsPrintAsPythonNumbersAndUnreadResultsHaveNoName() {
        ProgramBuilder b = new ProgramBuilder();
        Variable x = b.input(AbstractValue.scalar(DType.byName("float32")));
        b.emit1(SIN, Params.NONE, new Constant(new Float32Scalar(1.67f, true)));
        Program program = b.build(b.emit1(SIN, Params.NONE, x));
        assertThat(ProgramPrinter.print(program)).isEqualToNormalizingWhitespace(
                "{ lambda ; a:f32[]. let _:f32[] = sin 1.6699999570846558:f32[] b:f32[] = sin a in (b,) }");
    }

    @Test
    void aTracerOfAnOuterBuilderBecomesOneCapturedInput() {
        ProgramBuilder outer = new ProgramBuilder();
        Tracer x = new Tracer(outer.input(AbstractValue.scalar(DType.byName("float32"))), outer);
        ProgramBuilder inner = new ProgramBuilder(outer);
        Atom first = inner.lift(x);
        assertThat(inner.lift(x)).isSameAs(first);
        assertThat(inner.captures()).containsExactly(x);
        assertThat(inner.build(inner.emit1(SIN, Params.NONE, first)).inputs()).hasSize(1);
    }

    @Test
    void shapesAndParamsAreValues() {
        assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(Shape.of(2, 3).size()).isEqualTo(6);
        assertThat(Params.of("y", 2)).isEqualTo(Params.of("y", 2)).isNotEqualTo(Params.of("y", 3));
    }
}
