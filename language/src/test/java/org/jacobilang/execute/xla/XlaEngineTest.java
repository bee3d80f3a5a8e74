package org.jacobilang.execute.xla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float32Scalar;
import org.jacobilang.array.Shape;
import org.jacobilang.execute.Engine;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.DotDimensions;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.SourceSpan;
import org.jacobilang.program.StableHlo;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.xla.PjrtClient;
import org.jacobilang.xla.PjrtExecutable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays on the device, donation, the cache of executables, and what goes to XLA at all. */
class XlaEngineTest {
    private static final AbstractValue THREE = new AbstractValue(DType.FLOAT32, Shape.of(3));

    @BeforeAll
    static void plugin() {
        assumeTrue(Engine.XLA.available(false), "no PJRT plugin can be had");
    }

    private static ArrayValue three(float... elements) {
        return ArrayValue.of(THREE, elements);
    }

    private static Program doubling() {
        ProgramBuilder b = new ProgramBuilder();
        Atom x = b.input(THREE);
        return b.build(b.emit1(Primitives.get("add"), Params.NONE, x, x));
    }

    private static Program unary(String name, AbstractValue type, SourceSpan location) {
        ProgramBuilder b = new ProgramBuilder();
        b.location(location);
        return b.build(b.emit1(Primitives.get(name), Params.NONE, b.input(type)));
    }

    private static float[] floats(ArrayValue a) {
        return (float[]) a.data();
    }

    @Test
    void resultsStayOnTheDeviceUntilSomeoneLooks() {
        Engine.Executable twice = Engine.XLA.compile(doubling(), Set.of());
        ArrayValue first = twice.run(new ArrayValue[] {three(1, 2, 3)})[0];
        assertThat(first).isInstanceOf(DeviceArray.class);
        long open = Xla.start().orElseThrow().client().openBuffers();
        ArrayValue second = twice.run(new ArrayValue[] {first})[0];
        // The argument was there: the result's buffer is the only new one.
        assertThat(Xla.start().orElseThrow().client().openBuffers()).isLessThanOrEqualTo(open + 1);
        assertThat(floats(second)).containsExactly(4, 8, 12);
        assertThat(floats(first)).containsExactly(2, 4, 6);
    }

    @Test
    void anArrayThatComesAgainIsCopiedTwiceAndNoMore() {
        Engine.Executable twice = Engine.XLA.compile(doubling(), Set.of());
        ArrayValue x = three(1, 2, 3);
        twice.run(new ArrayValue[] {x});
        twice.run(new ArrayValue[] {x});
        Object kept = ((org.jacobilang.array.DenseArray) x).mirror();
        twice.run(new ArrayValue[] {x});
        assertThat(((org.jacobilang.array.DenseArray) x).mirror()).isSameAs(kept).isInstanceOf(org.jacobilang.xla.PjrtBuffer.class);
    }

    @Test
    void aDonatedArrayIsGone() {
        Engine.Executable plain = Engine.XLA.compile(doubling(), Set.of());
        Engine.Executable giving = Engine.XLA.compile(doubling(), Set.of(0));
        ArrayValue x = plain.run(new ArrayValue[] {three(1, 2, 3)})[0];
        assertThat(floats(giving.run(new ArrayValue[] {x})[0])).containsExactly(4, 8, 12);
        assertThat(((DeviceArray) x).isDeleted()).isTrue();
        assertThatThrownBy(x::data).isInstanceOf(PythonException.class)
                .hasMessageContaining("Array has been deleted with shape=float32[3].");
        // What is on the heap stays the program's.
        ArrayValue heap = three(1, 2, 3);
        giving.run(new ArrayValue[] {heap});
        assertThat(floats(heap)).containsExactly(1, 2, 3);
    }

    @Test
    void anArrayDonatedAndReadAtOnceIsNotOverwritten() {
        ProgramBuilder b = new ProgramBuilder();
        Atom x = b.input(THREE);
        Atom y = b.input(THREE);
        Engine.Executable sum = Engine.XLA.compile(b.build(b.emit1(Primitives.get("add"), Params.NONE, x, y)), Set.of(0));
        ArrayValue a = Engine.XLA.compile(doubling(), Set.of()).run(new ArrayValue[] {three(1, 2, 3)})[0];
        assertThat(floats(sum.run(new ArrayValue[] {a, a})[0])).containsExactly(4, 8, 12);
        assertThat(floats(a)).containsExactly(2, 4, 6);
    }

    @Test
    void unreadArgumentsAreNotSent() {
        ProgramBuilder b = new ProgramBuilder();
        b.input(THREE);
        Atom y = b.input(THREE);
        Engine.Executable second = Engine.XLA.compile(b.build(b.emit1(Primitives.get("neg"), Params.NONE, y)), Set.of());
        assertThat(floats(second.run(new ArrayValue[] {null, three(1, 2, 3)})[0])).containsExactly(-1, -2, -3);
    }

    @Test
    void aScalarResultIsAScalar() {
        ArrayValue y = Engine.XLA.compile(unary("neg", AbstractValue.scalar(DType.FLOAT32), SourceSpan.NONE), Set.of())
                .run(new ArrayValue[] {new Float32Scalar(2, false)})[0];
        assertThat(floats(y)).containsExactly(-2);
    }

    @Test
    void largeConstantsAreArgumentsOfTheModule() {
        AbstractValue large = new AbstractValue(DType.FLOAT32, Shape.of(5000));
        ProgramBuilder b = new ProgramBuilder();
        Atom constant = b.constant(ArrayValue.of(large, new float[5000]));
        Program p = b.build(b.emit1(Primitives.get("add"), Params.NONE, b.input(large), constant));
        StableHlo.Module module = StableHlo.module(p, "jit");
        assertThat(module.constants()).hasSize(1);
        assertThat(module.text()).hasSizeLessThan(2000);
        float[] x = new float[5000];
        x[7] = 3;
        assertThat(floats(Engine.XLA.compile(p, Set.of()).run(new ArrayValue[] {ArrayValue.of(large, x)})[0])[7]).isEqualTo(3);
    }

    @Test
    void xlasErrorsNameTheUsersLine() {
        Primitive wrong = new Wrong();
        ProgramBuilder b = new ProgramBuilder();
        b.location(new SourceSpan("model.py", 41, 9, 41, 20));
        Program p = b.build(b.emit1(wrong, Params.NONE, b.input(new AbstractValue(DType.INT32, Shape.of(3)))));
        assertThatThrownBy(() -> Engine.XLA.compile(p, Set.of())).isInstanceOf(Engine.Unfit.class)
                .hasMessageContaining("model.py").hasMessageContaining("41");
    }

    @Test
    void theFingerprintLeavesLocationsOut() {
        StableHlo.Module here = StableHlo.module(unary("sin", THREE, new SourceSpan("a.py", 1, 1, 1, 5)), "jit");
        StableHlo.Module there = StableHlo.module(unary("sin", THREE, new SourceSpan("b.py", 9, 2, 9, 7)), "jit");
        assertThat(here.fingerprint()).isEqualTo(there.fingerprint());
        assertThat(here.text()).isNotEqualTo(there.text());
        assertThat(StableHlo.module(unary("cos", THREE, SourceSpan.NONE), "jit").fingerprint()).isNotEqualTo(here.fingerprint());
    }

    @Test
    void executablesComeFromDiskAndDamagedOnesAreCompiledAnew(@TempDir Path folder) throws IOException {
        PjrtClient client = Xla.start().orElseThrow().client();
        StableHlo.Module module = StableHlo.module(doubling(), "jit");
        PjrtExecutable compiled = ExecutableCache.in(client, folder).get(module.fingerprint(), module.text());
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        // What is on disk is enough: the text is not looked at.
        PjrtExecutable loaded = ExecutableCache.in(client, folder).get(module.fingerprint(), "no module at all");
        assertThat(loaded.execute(client.buffer(new float[] {1, 2, 3}))[0].toFloats()).containsExactly(2, 4, 6);
        assertThat(loaded.toString()).isEqualTo(compiled.toString());
        byte[] bytes = Files.readAllBytes(file);
        for (byte[] damaged : List.of(new byte[0], new byte[100], java.util.Arrays.copyOf(bytes, bytes.length / 2), flipped(bytes))) {
            Files.write(file, damaged);
            PjrtExecutable again = ExecutableCache.in(client, folder).get(module.fingerprint(), module.text());
            assertThat(again.execute(client.buffer(new float[] {1, 2, 3}))[0].toFloats()).containsExactly(2, 4, 6);
            assertThat(Files.size(file)).isEqualTo(bytes.length);
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[bytes.length / 2] ^= 1;
        return copy;
    }

    @Test
    void toysStayOnTheJvmAndWorkGoesToXla() {
        assertThat(Engine.XLA.worthwhile(doubling())).isFalse();
        assertThat(Engine.XLA.worthwhile(unary("sin", AbstractValue.scalar(DType.FLOAT32), SourceSpan.NONE))).isFalse();
        assertThat(Engine.XLA.worthwhile(unary("sin", new AbstractValue(DType.FLOAT32, Shape.of(1 << 20)), SourceSpan.NONE))).isTrue();
        ProgramBuilder b = new ProgramBuilder();
        AbstractValue square = new AbstractValue(DType.FLOAT32, Shape.of(256, 256));
        Atom product = b.emit1(Primitives.get("dot_general"), Params.of("dimension_numbers", DotDimensions.of(new int[] {1}, new int[] {0},
                new int[0], new int[0]), "precision", null, "preferred_element_type", null), b.input(square), b.input(square));
        assertThat(Engine.XLA.worthwhile(b.build(product))).isTrue();
    }

    /** A primitive whose lowering XLA refuses. */
    private static final class Wrong extends Primitive {
        Wrong() {
            super("wrong");
        }

        @Override
        public List<AbstractValue> abstractEval(Params params, List<AbstractValue> inputs) {
            return inputs;
        }

        @Override
        public ArrayValue[] evaluate(Params params, ArrayValue[] inputs) {
            return inputs;
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            throw new AssertionError();
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new AssertionError();
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            throw new AssertionError();
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            return new String[] {l.op("stablehlo.sine", eq.output(0).aval(), "", operands)};
        }
    }
}
