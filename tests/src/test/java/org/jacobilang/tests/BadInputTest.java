package org.jacobilang.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong programs, run by the command in a process of its own: what a person sees, and the exit status. */
class BadInputTest {
    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xss16m", "-Xmx300m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "--add-modules=jdk.incubator.vector", "-Dpolyglot.engine.WarnInterpreterOnly=false",
                "-cp", System.getProperty("java.class.path"), "org.jacobilang.launcher.Main"));
        command.addAll(Arrays.asList(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String errors = Files.readString(err.toPath()).replace("WARNING: Using incubator modules: jdk.incubator.vector\n", "");
        return new Result(process.exitValue(), Files.readString(out.toPath()), errors);
    }

    /** Runs a program that must fail: its output, and a traceback without a trace of Java. */
    private Result fails(String text) throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("program.py"), text, StandardCharsets.UTF_8);
        Result result = run(Map.of(), program.toString());
        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).doesNotContain("\tat ", "java.lang", "org.jacobilang").contains("File \"" + program + "\", line ");
        return new Result(1, result.out, result.err.replace(program.toString(), "program.py"));
    }

    @Test
    void syntaxError() throws Exception {
        assertThat(fails("x = 1\nprint(x +)\n").err).isEqualTo("""
                  File "program.py", line 2
                    print(x +)
                             ^
                SyntaxError: invalid syntax
                """);
    }

    @Test
    void indentationError() throws Exception {
        assertThat(fails("def f():\nx = 1\n").err).isEqualTo("""
                  File "program.py", line 2
                    x = 1
                    ^
                IndentationError: expected an indented block after function definition on line 1
                """);
    }

    @Test
    void unknownName() throws Exception {
        assertThat(fails("value = 3\nprint('before')\nprint(valeu + 1)\n")).isEqualTo(new Result(1, "before\n", """
                Traceback (most recent call last):
                  File "program.py", line 3, in <module>
                    print(valeu + 1)
                          ^^^^^
                NameError: name 'valeu' is not defined. Did you mean: 'value'?
                """));
    }

    @Test
    void shapesThatDoNotFit() throws Exception {
        assertThat(fails("import jax.numpy as jnp\ndef f(a, b):\n    return a @ b\nf(jnp.ones((2, 3)), jnp.ones((4, 5)))\n").err)
                .isEqualTo("""
                        Traceback (most recent call last):
                          File "program.py", line 4, in <module>
                            f(jnp.ones((2, 3)), jnp.ones((4, 5)))
                            ~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          File "program.py", line 3, in f
                            return a @ b
                                   ~~^~~
                        TypeError: dot_general requires contracting dimensions to have the same shape, got (3,) and (4,).
                        """);
    }

    @Test
    void dtypesThatDoNotFit() throws Exception {
        assertThat(fails("import jax.numpy as jnp\nx = jnp.array([1.0, 'a'])\n").err)
                .startsWith("Traceback (most recent call last):\n  File \"program.py\", line 2, in <module>\n    x = jnp.array([1.0, 'a'])\n")
                .contains("TypeError: ");
    }

    @Test
    void gradientOfWhatIsNoScalar() throws Exception {
        assertThat(fails("import jax\nimport jax.numpy as jnp\ng = jax.grad(lambda x: x * 2)\ng(jnp.ones(3))\n").err)
                .contains("    g(jnp.ones(3))\n    ~^^^^^^^^^^^^^\n", "TypeError: Gradient only defined for scalar-output functions.");
    }

    @Test
    void arrayTooLarge() throws Exception {
        assertThat(fails("import jax.numpy as jnp\nx = jnp.zeros((100000, 100000, 100))\n").err)
                .contains("    x = jnp.zeros((100000, 100000, 100))\n", "MemoryError: ");
    }

    @Test
    void outOfMemory() throws Exception {
        assertThat(fails("xs = []\nwhile True:\n    xs.append([0.5] * 10000000)\n").err).contains("MemoryError: ");
    }

    @Test
    void memoryErrorIsCaught() throws Exception {
        Path program = Files.writeString(folder.resolve("caught.py"),
                "try:\n    x = [0.5] * (10 ** 10)\nexcept MemoryError:\n    print('caught')\n");
        assertThat(run(Map.of(), program.toString())).isEqualTo(new Result(0, "caught\n", ""));
    }

    @Test
    void recursionTooDeep() throws Exception {
        assertThat(fails("def f(n):\n    return f(n + 1) + 1\nf(0)\n").err).startsWith("""
                Traceback (most recent call last):
                  File "program.py", line 3, in <module>
                    f(0)
                    ~^^^
                  File "program.py", line 2, in f
                    return f(n + 1) + 1
                """).contains("  [Previous line repeated ").endsWith("RecursionError: maximum recursion depth exceeded\n");
    }

    @Test
    void missingFile() throws Exception {
        Result result = run(Map.of(), folder.resolve("nothing.py").toString());
        assertThat(result.status).isEqualTo(2);
        assertThat(result.err).isEqualTo("jacobi: can't open file '" + folder.resolve("nothing.py")
                + "': [Errno 2] No such file or directory\n");
    }

    @Test
    void missingDataFile() throws Exception {
        assertThat(fails("with open('nothing.csv') as f:\n    print(f.read())\n").err).isEqualTo("""
                Traceback (most recent call last):
                  File "program.py", line 1, in <module>
                    with open('nothing.csv') as f:
                         ~~~~^^^^^^^^^^^^^^^
                FileNotFoundError: [Errno 2] No such file or directory: 'nothing.csv'
                """);
    }

    @Test
    void missingModule() throws Exception {
        assertThat(fails("import maths\n").err).contains("ModuleNotFoundError: No module named 'maths'. Did you mean: 'math'?");
        assertThat(fails("import pandas\n").err).contains("No module named 'pandas' ('pandas' is, or needs, compiled code for CPython");
    }

    @Test
    void corruptPlugin() throws Exception {
        Path plugin = Files.write(folder.resolve("plugin.so"), new byte[] {1, 2, 3, 4, 5});
        Path program = Files.writeString(folder.resolve("matmul.py"), "import jax\nimport jax.numpy as jnp\n"
                + "f = jax.jit(lambda x: (x @ x).sum())\nprint(f(jnp.ones((400, 400))))\n");
        Result result = run(Map.of("JACOBI_PJRT_PLUGIN", plugin.toString()), program.toString());
        assertThat(result.status).isZero();
        assertThat(result.out).isEqualTo("6.4e+07\n");
        assertThat(result.err).doesNotContain("\tat ").contains("the PJRT plugin " + plugin + " is corrupt");
    }

    @Test
    void textThatIsNotUnicode() throws Exception {
        Path program = Files.write(folder.resolve("latin.py"), "x = '\u00e9'\n".getBytes(StandardCharsets.ISO_8859_1));
        Result result = run(Map.of(), program.toString());
        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).contains("line 1", "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9 in position 5");
    }

    @Test
    void statusesOfExit() throws Exception {
        assertThat(run(Map.of(), "-c", "import sys; print('out'); sys.exit(3)")).isEqualTo(new Result(3, "out\n", ""));
        assertThat(run(Map.of(), "-c", "raise SystemExit('message')")).isEqualTo(new Result(1, "", "message\n"));
    }
}
