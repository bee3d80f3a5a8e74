package org.jacobilang.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single operations give what real JAX gives, thousands of them. */
class OperationTableTest {
    static List<Path> goldens() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/ops"))) {
            return files.filter(f -> f.toString().endsWith(".golden")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void givesWhatJaxGives(Path golden) throws IOException {
        assertThat(OperationTable.replay(golden, OperationTable.Way.PLAIN)).isEmpty();
    }

    @Test
    void comparesTypesExactlyAndNumbersNearly() {
        assertThat(OperationTable.same("<float32[2] 1.0 2.0>", "<float32[2] 1.0000001 2.0>")).isTrue();
        assertThat(OperationTable.same("<float32[1] 1.0>", "<float32[1] 1.001>")).isFalse();
        assertThat(OperationTable.same("<float32[] 1.0>", "<float32*[] 1.0>")).isFalse();
        assertThat(OperationTable.same("<int32[] 100000000>", "<int32[] 100000001>")).isFalse();
        assertThat(OperationTable.same("(<int32[0]>, 3)", "(<int32[0]>, 3)")).isTrue();
        assertThat(OperationTable.same("<complex64[1] 0.0,nan>", "<complex64[1] 0.0,nan>")).isTrue();
        assertThat(OperationTable.same("raises TypeError: a", "raises TypeError: b")).isTrue();
        assertThat(OperationTable.same("raises TypeError: a", "raises ValueError: a")).isFalse();
    }
}
