package org.jacobilang.xla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
}
