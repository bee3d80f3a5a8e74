package org.jacobilang.xla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the real plugin, which is fetched if it can be had; without it the tests are skipped, and say so. */
class PjrtTest {
    private static final String SINE = """
            func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> {
              %y = stablehlo.sine %x : tensor<3xf32>
              return %y : tensor<3xf32>
            }""";

    private static PjrtClient client;

    @BeforeAll
    static void open() {
        Optional<PjrtPlugin> plugin = PjrtPlugin.find();
        assumeTrue(plugin.isPresent(), "no PJRT plugin can be had");
        client = plugin.get().createClient();
    }

    @AfterAll
    static void close() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void compilesAndRunsAFunction() {
        try (PjrtExecutable sine = client.compile(SINE);
                PjrtBuffer x = client.buffer(new float[] {0, 1, 2});
                PjrtBuffer y = sine.execute(x)[0]) {
            assertThat(y.toFloats()).containsExactly(new float[] {0f, (float) Math.sin(1), (float) Math.sin(2)},
                    org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    @Test
    void useAfterCloseThrows() {
        PjrtBuffer x = client.buffer(new float[] {1, 2, 3});
        x.close();
        assertThatThrownBy(x::toFloats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void badTextGivesXlasMessage() {
        assertThatThrownBy(() -> client.compile("func.func @main() { nonsense }")).isInstanceOf(XlaException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void aManyTimesRepeatedCallLeaksNothing() {
        try (PjrtExecutable sine = client.compile(SINE); PjrtBuffer x = client.buffer(new float[] {0, 1, 2})) {
            long before = client.openBuffers();
            for (int i = 0; i < 10_000; i++) {
                sine.execute(x)[0].close();
            }
            assertThat(client.openBuffers()).isEqualTo(before);
        }
    }

    /** x + x for one element type. */
    private static String doubling(ElementType type) {
        String op = type == ElementType.PRED ? "or" : "add";
        String t = "tensor<2x" + type.mlirName() + ">";
        return "func.func @main(%x: " + t + ") -> " + t + " {\n %y = stablehlo." + op + " %x, %x : " + t + "\n return %y : " + t + "\n}";
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyElementTypeGoesThereAndBack(ElementType type) {
        Object in = type.newArray(2);
        Object expected = type.newArray(2);
        for (int i = 0; i < Array.getLength(in); i++) {
            set(in, i, type, 1 + i);
            set(expected, i, type, type == ElementType.PRED ? 1 : 2 * (1 + i));
        }
        if (type == ElementType.PRED) {
            in = new byte[] {1, 1};
        }
        try (PjrtExecutable twice = client.compile(doubling(type));
                PjrtBuffer x = client.buffer(type, in, new long[] {2}, client.defaultDevice());
                PjrtBuffer y = twice.execute(x)[0]) {
            assertThat(y.type()).isEqualTo(type);
            assertThat(y.dims()).containsExactly(2);
            assertThat(java.util.Objects.deepEquals(y.toArray(), expected)).as(type + ": " + describe(y.toArray())).isTrue();
        }
    }

    private static String describe(Object array) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            s.append(Array.get(array, i)).append(' ');
        }
        return s.toString();
    }

    private static void set(Object array, int i, ElementType type, int value) {
        switch (array) {
            case byte[] a -> a[i] = (byte) value;
            case short[] a -> a[i] = type == ElementType.F16 ? Float.floatToFloat16(value)
                    : type == ElementType.BF16 ? (short) (Float.floatToIntBits(value) >>> 16) : (short) value;
            case int[] a -> a[i] = value;
            case long[] a -> a[i] = value;
            case float[] a -> a[i] = value;
            case double[] a -> a[i] = value;
            default -> throw new AssertionError(array.getClass());
        }
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> client.buffer(new float[] {1, 2, 3}, 2, 2)).isInstanceOf(IllegalArgumentException.class);
        try (PjrtBuffer x = client.buffer(new float[] {1, 2, 3})) {
            assertThatThrownBy(() -> x.copyTo(MemorySegment.ofArray(new float[2]))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(x::toDoubles).isInstanceOf(ClassCastException.class);
        }
    }

    @Test
    void emptyAndLargeArraysGoThereAndBack() {
        try (PjrtBuffer none = client.buffer(new float[0], 0, 3)) {
            assertThat(none.toFloats()).isEmpty();
            assertThat(none.dims()).containsExactly(0, 3);
        }
        float[] many = new float[100_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        try (PjrtBuffer large = client.buffer(many, 100, 1000)) {
            assertThat(large.toFloats()).containsExactly(many);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocate(12, 4);
            MemorySegment.copy(new float[] {7, 8, 9}, 0, outside, ValueLayout.JAVA_FLOAT, 0, 3);
            try (PjrtBuffer x = client.buffer(ElementType.F32, outside, new long[] {3}, client.defaultDevice())) {
                assertThat(x.toFloats()).containsExactly(7, 8, 9);
            }
        }
    }

    @Test
    void aDonatedBufferIsClosed() {
        String module = """
                func.func @main(%x: tensor<3xf32> {tf.aliasing_output = 0 : i32}) -> tensor<3xf32> {
                  %y = stablehlo.add %x, %x : tensor<3xf32>
                  return %y : tensor<3xf32>
                }""";
        try (PjrtExecutable twice = client.compile(module)) {
            PjrtBuffer x = client.buffer(new float[] {1, 2, 3});
            assertThat(twice.execute(new int[] {0}, x)[0].toFloats()).containsExactly(2, 4, 6);
            assertThat(x.toFloats()).as("kept").containsExactly(1, 2, 3);
            assertThat(twice.execute(x)[0].toFloats()).containsExactly(2, 4, 6);
            assertThat(x.isClosed()).isTrue();
            assertThatThrownBy(x::toFloats).isInstanceOf(IllegalStateException.class).hasMessageContaining("donated");
        }
    }

    @Test
    void executablesCanBeSavedAndLoaded() {
        byte[] saved;
        try (PjrtExecutable sine = client.compile(SINE)) {
            saved = sine.serialize();
        }
        try (PjrtExecutable loaded = client.deserializeAndLoad(saved); PjrtBuffer x = client.buffer(new float[] {0, 1, 2})) {
            assertThat(loaded.execute(x)[0].toFloats()[1]).isEqualTo((float) Math.sin(1));
        }
        assertThatThrownBy(() -> client.deserializeAndLoad(new byte[] {1, 2, 3})).isInstanceOf(XlaException.class);
    }

    @Test
    void errorsOfExecutionCarryXlasWords() {
        try (PjrtExecutable sine = client.compile(SINE); PjrtBuffer x = client.buffer(new float[] {0, 1})) {
            assertThatThrownBy(() -> sine.execute(x)).isInstanceOf(XlaException.class);
            assertThatThrownBy(() -> sine.execute()).isInstanceOf(XlaException.class);
        }
    }

    @Test
    void whatIsClosedCannotBeUsed() {
        PjrtExecutable sine = client.compile(SINE);
        PjrtBuffer x = client.buffer(new float[] {0, 1, 2});
        sine.close();
        sine.close();
        assertThatThrownBy(() -> sine.execute(x)).isInstanceOf(IllegalStateException.class).hasMessageContaining("executable");
        try (PjrtExecutable other = client.compile(SINE)) {
            x.close();
            assertThatThrownBy(() -> other.execute(x)).isInstanceOf(IllegalStateException.class).hasMessageContaining("buffer");
        }
        PjrtClient second = client.plugin().createClient(Map.of("cpu_device_count", 1L));
        PjrtBuffer survivor = second.buffer(new float[] {5});
        second.close();
        assertThatThrownBy(() -> second.compile(SINE)).isInstanceOf(IllegalStateException.class).hasMessageContaining("client");
        // A buffer keeps its client alive until it goes itself.
        assertThat(survivor.toFloats()).containsExactly(5);
        survivor.close();
    }

    @Test
    void forgottenBuffersAreFreed() throws InterruptedException {
        long before = client.openBuffers();
        for (int i = 0; i < 1000; i++) {
            client.buffer(new float[] {i});
        }
        for (int i = 0; i < 50 && client.openBuffers() > before; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(client.openBuffers()).isLessThanOrEqualTo(before);
    }

    @Test
    void aProgramRunsOnSeveralDevicesOfOneProcess() {
        String module = """
                module attributes {mhlo.num_partitions = 2 : i32, mhlo.num_replicas = 1 : i32} {
                  func.func @main(%x: tensor<4xf32> {mhlo.sharding = "{devices=[2]<=[2]}"}) -> (tensor<f32> {mhlo.sharding = "{replicated}"}) {
                    %zero = stablehlo.constant dense<0.0> : tensor<f32>
                    %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
                    return %sum : tensor<f32>
                  }
                }""";
        try (PjrtClient two = client.plugin().createClient(Map.of("cpu_device_count", 2L))) {
            assertThat(two.addressableDevices()).hasSize(2);
            PjrtDevice first = two.addressableDevices().get(0);
            PjrtDevice second = two.addressableDevices().get(1);
            try (PjrtExecutable sum = two.compile(module, CompileOptions.DEFAULT.withPartitions(2).onDevices(first.id(), second.id()));
                    PjrtBuffer left = two.buffer(ElementType.F32, new float[] {1, 2}, new long[] {2}, first);
                    PjrtBuffer right = two.buffer(ElementType.F32, new float[] {3, 4}, new long[] {2}, second)) {
                PjrtBuffer[][] out = sum.execute(new PjrtBuffer[][] {{left}, {right}});
                assertThat(out[0][0].toFloats()).containsExactly(10);
                assertThat(out[1][0].toFloats()).containsExactly(10);
                assertThat(left.copyTo(second).device()).isSameAs(second);
            }
        }
    }

    @Test
    void optionsThatThePluginDoesNotKnowAreAnError() {
        assertThatThrownBy(() -> client.plugin().createClient(Map.of("no_such_option", 1L))).isInstanceOf(XlaException.class);
    }
}
