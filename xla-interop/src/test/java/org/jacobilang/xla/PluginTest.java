package org.jacobilang.xla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How plugins are found, and what is said of those that are none. */
class PluginTest {
    @TempDir
    private Path folder;

    private PluginLocator locator(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.putIfAbsent("XDG_CACHE_HOME", folder.toString());
        return new PluginLocator(all, PluginWheel.CPU);
    }

    @Test
    void theEnvironmentComesBeforeTheCache() throws IOException {
        Path cached = folder.resolve("jacobi").resolve(PluginWheel.CPU.cachePath());
        Files.createDirectories(cached.getParent());
        Files.writeString(cached, "");
        assertThat(locator(Map.of()).available()).extracting(PluginLocator.Found::origin).containsExactly("cache");
        List<PluginLocator.Found> found = locator(Map.of("JACOBI_PJRT_PLUGIN", "/a.so", "PJRT_NAMES_AND_LIBRARY_PATHS",
                "one:/b.so,two:/c.so,nonsense")).available();
        assertThat(found).extracting(f -> f.library().toString()).containsExactly("/a.so", "/b.so", "/c.so", cached.toString());
        assertThat(found).extracting(PluginLocator.Found::name).startsWith("JACOBI_PJRT_PLUGIN", "one", "two");
    }

    @Test
    void oneCanDoWithout() {
        assertThat(locator(Map.of("JACOBI_PJRT_PLUGIN", "none")).locate()).isEmpty();
        assertThat(locator(Map.of("JACOBI_PJRT_FETCH", "never")).locate()).isEmpty();
    }

    @Test
    void withoutPipOneLineSaysSo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(PluginWheel.CPU.fetch(folder, List.of(), new PrintStream(out, true))).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8).strip().lines()).hasSize(1).first().asString()
                .contains("no XLA plugin", "JVM executor");
    }

    @Test
    void aFetchThatFailsSaysWhyInALineAndIsNotRepeatedAtOnce() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the script needs a shell");
        Path pip = Files.writeString(folder.resolve("pip"), "#!/bin/sh\necho called >> " + folder.resolve("calls")
                + "\necho 'ERROR: no network' >&2\nexit 1\n");
        assertThat(pip.toFile().setExecutable(true)).isTrue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            assertThat(PluginWheel.CPU.fetch(folder, List.of(List.of(pip.toString())), new PrintStream(out, true))).isEmpty();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("no network", "failed within the last hour");
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(1);
    }

    @Test
    void whatIsNoPluginIsRefusedInWords() throws IOException {
        assertThatThrownBy(() -> PjrtPlugin.load(folder.resolve("missing.so"))).isInstanceOf(XlaException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> PjrtPlugin.load(folder)).hasMessageContaining("is not a file");
        Path text = Files.writeString(folder.resolve("text.so"), "this is no library");
        assertThatThrownBy(() -> PjrtPlugin.load(text)).hasMessageContaining("is corrupt");
        Path empty = Files.writeString(folder.resolve("empty.so"), "");
        assertThatThrownBy(() -> PjrtPlugin.load(empty)).hasMessageContaining("is corrupt");
    }

    @Test
    void aTruncatedPluginIsRefused() throws IOException {
        Optional<PluginLocator.Found> real = PluginLocator.fromEnvironment().locate();
        assumeTrue(real.isPresent(), "no PJRT plugin can be had");
        Path cut = folder.resolve("cut.so");
        try (var in = Files.newInputStream(real.get().library())) {
            Files.write(cut, in.readNBytes(1 << 20));
        }
        assertThatThrownBy(() -> PjrtPlugin.load(cut)).isInstanceOf(XlaException.class).hasMessageContaining("is corrupt");
    }

    @Test
    void aLibraryThatIsNoPluginIsRefused() {
        Path libc = Path.of("/lib/x86_64-linux-gnu/libm.so.6");
        assumeTrue(Files.isRegularFile(libc), "there is no such library here");
        assertThatThrownBy(() -> PjrtPlugin.load(libc)).isInstanceOf(XlaException.class).hasMessageContaining("GetPjrtApi");
    }

    @Test
    void optionsAreProtocolBuffers() {
        byte[] known = {0x1a, 0x0f, 0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01, 0x20, 0x01, 0x28, 0x01};
        assertThat(CompileOptions.DEFAULT.encode()).containsExactly(known);
        assertThatThrownBy(() -> new CompileOptions(2, 1, new int[] {0}, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(CompileOptions.DEFAULT.withReplicas(2).encode()).isNotEqualTo(known);
        assertThat(Arrays.equals(CompileOptions.DEFAULT.withOverride("xla_cpu_enable_fast_math", true).encode(), known)).isFalse();
    }
}
