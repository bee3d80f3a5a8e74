package org.jacobilang.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs whose output real JAX recorded ({@code tests/record}), the examples, and the language from Java. */
class ConformanceTest {
    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/programs"))) {
            return files.filter(f -> f.toString().endsWith(".py")).sorted().toList();
        }
    }

    /** The interpreter with the JVM executor; the same with everything partially evaluated early; the interpreter with XLA. */
    enum Engine { INTERPRETER, PARTIALLY_EVALUATED, XLA }

    /** Programs that cannot run on an engine, and why. */
    private static final Map<Engine, Map<String, String>> EXCLUDED = Map.of(Engine.XLA, Map.of());

    static List<Arguments> onEveryEngine() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Engine e : Engine.values()) {
            programs().forEach(p -> all.add(Arguments.of(p, e)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("onEveryEngine")
    void printsWhatJaxPrints(Path program, Engine engine) throws IOException {
        String excluded = EXCLUDED.getOrDefault(engine, Map.of()).get(program.getFileName().toString());
        assumeTrue(excluded == null, () -> program.getFileName() + " on " + engine + ": " + excluded);
        switch (engine) {
            case PARTIALLY_EVALUATED -> assumeTrue(optimizing(), "this JVM was started without the Graal compiler");
            case XLA -> assumeTrue(xla(), "no PJRT plugin can be had: nothing is tested on XLA");
            case INTERPRETER -> { }
        }
        Path golden = program.resolveSibling(program.getFileName().toString().replace(".py", ".out"));
        assertThat(run(Files.readString(program), program.toString(), engine)).isEqualTo(Files.readString(golden));
    }

    private static boolean optimizing() {
        try (org.graalvm.polyglot.Engine e = org.graalvm.polyglot.Engine.create()) {
            return !e.getImplementationName().equals("Interpreted");
        }
    }

    /** Whether this process can have XLA: the interpreter itself would fall back to the JVM executor without a word. */
    private static boolean xla() {
        try (Context context = Context.newBuilder("jacobi").allowAllAccess(true).option("jacobi.Engine", "xla").build()) {
            return context.eval("jacobi", "import _jax\n_jax.engine() == 'xla'").asBoolean();
        }
    }

    private static String run(String text) {
        return run(text, Engine.INTERPRETER);
    }

    private static String run(String text, Engine engine) {
        return run(text, "program.py", engine);
    }

    private static String run(String text, String name, Engine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Context.Builder builder = Context.newBuilder("jacobi").out(out).allowAllAccess(true);
        if (engine == Engine.PARTIALLY_EVALUATED) {
            builder.option("engine.BackgroundCompilation", "false").option("engine.FirstTierCompilationThreshold", "20")
                    .option("engine.LastTierCompilationThreshold", "40").allowExperimentalOptions(true);
        }
        builder.option("jacobi.Engine", engine == Engine.XLA ? "xla" : "jvm");
        try (Context context = builder.build()) {
            context.getBindings("jacobi").putMember("__file__", name);
            context.eval(Source.newBuilder("jacobi", text, name).buildLiteral());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void loopsOnTracedValuesRunUnderJitAndReverseMode() throws IOException {
        assertThat(run(Files.readString(Path.of("../examples/what_jax_refuses.jcb")))).isEqualTo("""
                steps from 27: 111
                reverse mode through while: 0.15625
                2.0
                a global that changed is seen: 10.0
                """);
    }

    /** The loop runs twice for these arguments, so that the unrolled program is the reference. */
    @Test
    void derivativesOfAnyOrderThroughAWhile() {
        assertThat(run("""
                import jax
                import jax.numpy as jnp
                def turn(x):
                    return x * 0.7 + 0.01 * jnp.sin(x)
                def f(x):
                    while jnp.sum(x ** 2) > 1.0:
                        x = turn(x)
                    return jnp.sum(x ** 3)
                def g(x):
                    return jnp.sum(turn(turn(x)) ** 3)
                df, dg = f, g
                for order in range(1, 5):
                    df, dg = jax.grad(df), jax.grad(dg)
                    print(order, jnp.allclose(df(1.7), dg(1.7), rtol=1e-5), jnp.allclose(jax.jit(df)(1.7), dg(1.7), rtol=1e-5))
                v = jnp.array([1.2, 0.9])
                for h in (jax.hessian, lambda f: jax.jacrev(jax.jacfwd(f)), lambda f: jax.jacfwd(jax.hessian(f))):
                    print(jnp.allclose(h(f)(v), h(g)(v), rtol=1e-5))
                """)).isEqualTo("""
                1 True True
                2 True True
                3 True True
                4 True True
                True
                True
                True
                """);
    }

    @Test
    void tracedTripCount() throws IOException {
        assertThat(run(Files.readString(Path.of("../examples/book_matrix_power.jcb")))).isEqualTo("""
                [[ 782. 2343.]
                 [ 781. 2344.]]
                [[ 782. 2343.]
                 [ 781. 2344.]]
                """);
    }

    @Test
    void effectsUnderJitHappenAtEachCall() {
        assertThat(run("""
                import jax
                seen = []
                @jax.jit
                def f(x):
                    print("value", x)
                    seen.append(x)
                    return x + 1
                f(1.0); f(2.0)
                print(len(seen), seen[0])
                """)).isEqualTo("value 1.0\nvalue 2.0\n2 1.0\n");
    }

    @Test
    void capturedVariablesThatChangeAreSeen() {
        assertThat(run("""
                import jax
                def make():
                    k, calls = 2.0, 0
                    @jax.jit
                    def f(x):
                        nonlocal calls
                        calls += 1
                        return k * x
                    def change(v):
                        nonlocal k
                        k = v
                    return f, change, lambda: calls
                f, change, calls = make()
                print(f(1.0), f(1.0))
                change(7.0)
                print(f(1.0), calls())
                """)).isEqualTo("2.0 2.0\n7.0 3\n");
    }

    @Test
    void objectsAndContainersThatChangeAreSeen() {
        assertThat(run("""
                import jax
                import jax.numpy as jnp
                class Layer:
                    def __init__(self, w):
                        self.w, self.calls = w, 0
                    def __call__(self, x):
                        self.calls += 1
                        return x * self.w
                layer = Layer(2.0)
                f = jax.jit(lambda x: layer(x))
                print(f(1.0), f(1.0), layer.calls)
                layer.w = 3.0
                print(f(1.0), layer.calls)
                options, rows = {"k": 2.0}, [[1.0], [2.0]]
                g = jax.jit(lambda x: x * options["k"] + rows[1][0])
                print(g(1.0))
                options["k"] = 5.0
                rows[1][0] = 7.0
                print(g(1.0))
                """)).isEqualTo("2.0 2.0 2\n3.0 3\n4.0\n12.0\n");
    }

    @Test
    void branchesUnderVmapAndHessian() {
        assertThat(run("""
                f = lambda x: x ** 3 if x > 0 else -x
                print(vmap(f)(jnp.array([-1.0, 2.0])), jit(vmap(f))(jnp.array([-1.0, 2.0])), hessian(f)(2.0))
                """)).isEqualTo("[1. 8.] [1. 8.] 12.0\n");
    }

    @Test
    void strictSaysWhereItCannotCompile() {
        assertThat(run("""
                @jit
                def inner(x):
                    return x
                def f(n):
                    xs = []
                    for i in range(n):
                        xs.append(i)
                    return xs
                try:
                    jit(f, strict=True)(3)
                except TypeError as e:
                    print(e)
                """)).isEqualTo("jit(strict=True): this can't be compiled: program.py:6:5: what a list holds is 0 items before a turn "
                        + "of the loop and 1 item after it\n");
    }

    @Test
    void gradFromJava() {
        try (Context context = Context.newBuilder("jacobi").allowAllAccess(true).build()) {
            Value gradient = context.eval("jacobi", "grad(lambda x: x ** 2 + jnp.sin(x))");
            assertThat(gradient.canExecute()).isTrue();
            Value toFloat = context.eval("jacobi", "float");
            assertThat(toFloat.execute(gradient.execute(2.0)).asDouble()).isBetween(3.5838, 3.5839);
        }
    }
}
