package org.jacobilang.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jit} never changes meaning: small programs print the same without it, under it, and within a gradient. */
class StagingTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/staging");

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.filter(f -> f.toString().endsWith(".py") && !f.endsWith("prelude.py")).sorted().toList();
        }
    }

    static String run(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("jacobi").out(out).err(out).allowAllAccess(true).build()) {
            context.eval(Source.newBuilder("jacobi", text, "program.py").buildLiteral());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String run(Path program, String mode, boolean derivatives) throws IOException {
        return run(program, mode, derivatives, false);
    }

    private static String run(Path program, String mode, boolean derivatives, boolean quiet) throws IOException {
        return run("MODE = '" + mode + "'; DERIVATIVES = " + python(derivatives) + "; QUIET = " + python(quiet) + "\n"
                + Files.readString(PROGRAMS.resolve("prelude.py")) + Files.readString(program));
    }

    /** The cases of a file that {@code strict=True} refuses. */
    private static List<String> refused(Path program) throws IOException {
        String text = run("MODE = 'jit'; DERIVATIVES = False; QUIET = True\n" + Files.readString(PROGRAMS.resolve("prelude.py"))
                .replace("STRICT = False", "STRICT = True") + Files.readString(program));
        return text.lines().filter(l -> l.contains("this can't be compiled")).map(l -> l.substring(0, l.indexOf(' '))).distinct().toList();
    }

    @Test
    void compilesAllButTheseCases() throws IOException {
        assertThat(refused(PROGRAMS.resolve("control.py"))).containsExactly("lazy", "shapechange");
        assertThat(refused(PROGRAMS.resolve("effects.py"))).containsExactly("condwrite", "loopappend", "iterators", "textlen");
        assertThat(refused(PROGRAMS.resolve("numbers.py"))).containsExactly("filtered", "comps", "pyindex");
    }

    private static String python(boolean b) {
        return b ? "True" : "False";
    }

    /** Results of arrays alone: others can't be mapped. */
    private static List<String> arrays(String text) {
        return text.lines().filter(l -> !l.contains("'")).toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void givesTheSameUnderVmap(Path program) throws IOException {
        if (program.endsWith("effects.py")) {
            return;
        }
        assertThat(arrays(run(program, "vmap", true, true))).isEqualTo(arrays(run(program, "plain", true, true)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsTheSameUnderJit(Path program) throws IOException {
        assertThat(run(program, "jit", false)).isEqualTo(run(program, "plain", false));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsTheSameWithinAGradient(Path program) throws IOException {
        String plain = run(program, "plain", true);
        assertThat(run(program, "grad", true)).isEqualTo(plain);
        assertThat(run(program, "jitgrad", true)).isEqualTo(plain);
    }
}
