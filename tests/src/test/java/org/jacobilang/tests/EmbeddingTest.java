package org.jacobilang.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Java program that uses Jacobi through the polyglot API. */
class EmbeddingTest {
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.newBuilder("jacobi").allowAllAccess(true).build();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Value eval(String text) {
        return context.eval("jacobi", text);
    }

    @Test
    void gradientOfADoubleArray() {
        Value gradient = eval("grad(lambda x: jnp.sum(jnp.sin(x) * x ** 2))");
        double[] x = {0.5, 1.0, 2.0};
        double[] g = gradient.execute((Object) x).as(double[].class);
        for (int i = 0; i < x.length; i++) {
            double expected = Math.cos(x[i]) * x[i] * x[i] + 2 * x[i] * Math.sin(x[i]);
            assertThat(g[i]).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5));
        }
    }

    @Test
    void arraysHaveElementsShapesAndText() {
        Value a = eval("jnp.arange(6.0).reshape(2, 3)");
        assertThat(a.hasArrayElements()).isTrue();
        assertThat(a.getArraySize()).isEqualTo(2);
        assertThat(a.getArrayElement(1).getArrayElement(2).asDouble()).isEqualTo(5.0);
        assertThat(a.as(double[][].class)[1]).containsExactly(3.0, 4.0, 5.0);
        assertThat(a.getMember("shape").as(int[].class)).containsExactly(2, 3);
        assertThat(a.toString()).isEqualTo("Array([[0., 1., 2.],\n       [3., 4., 5.]], dtype=float32)");
        assertThat(a.invokeMember("sum").asDouble()).isEqualTo(15.0);
        assertThat(eval("jnp.array([1, 2, 3])").as(int[].class)).containsExactly(1, 2, 3);
        assertThat(eval("jnp.array([True, False])").as(boolean[].class)).containsExactly(true, false);
        assertThat(eval("jnp.array([1.5, 2.5], dtype=jnp.bfloat16)").as(double[].class)).containsExactly(1.5, 2.5);
        assertThatThrownBy(() -> a.getArrayElement(2)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void arraysOfRankZeroAreNumbers() {
        assertThat(eval("jnp.float32(2.5)").asDouble()).isEqualTo(2.5);
        assertThat(eval("jnp.int32(7)").asInt()).isEqualTo(7);
        assertThat(eval("jnp.array(True)").asBoolean()).isTrue();
        assertThat(eval("jnp.float32(2.5)").fitsInInt()).isFalse();
    }

    @Test
    void javaArraysBecomeArrays() {
        Value f = eval("lambda x: (jnp.array(x).shape, str(jnp.asarray(x).dtype))");
        assertThat(f.execute((Object) new float[][] {{1, 2}, {3, 4}, {5, 6}}).toString()).isEqualTo("((3, 2), 'float32')");
        assertThat(f.execute((Object) new int[] {1, 2}).toString()).isEqualTo("((2,), 'int32')");
        assertThat(eval("jit(lambda x: x * 2)").execute((Object) new double[] {1, 2}).as(double[].class)).containsExactly(2.0, 4.0);
    }

    @Test
    void numbers() {
        assertThat(eval("3").asInt()).isEqualTo(3);
        assertThat(eval("2 ** 40").asLong()).isEqualTo(1L << 40);
        assertThat(eval("2 ** 100").asBigInteger()).isEqualTo(BigInteger.TWO.pow(100));
        assertThat(eval("2.5").asDouble()).isEqualTo(2.5);
        assertThat(eval("True").asBoolean()).isTrue();
        assertThat(eval("lambda n: n + 1").execute(BigInteger.TWO.pow(70)).asBigInteger()).isEqualTo(BigInteger.TWO.pow(70).add(BigInteger.ONE));
        assertThat(eval("1 + 2j").getMember("imag").asDouble()).isEqualTo(2.0);
        assertThat(eval("1 + 2j").toString()).isEqualTo("(1+2j)");
        assertThat(eval("'text'").asString()).isEqualTo("text");
        assertThat(eval("None").isNull()).isTrue();
    }

    @Test
    void containers() {
        Value list = eval("xs = [1, 'two', [3]]\nxs");
        assertThat(list.as(List.class).toString()).isEqualTo("[1, 'two', [3]]");
        list.setArrayElement(0, 10);
        list.setArrayElement(3, "new");
        assertThat(eval("xs").toString()).isEqualTo("[10, 'two', [3], 'new']");
        Value dict = eval("d = {'a': 1, 2: [3]}\nd");
        assertThat(dict.hasHashEntries()).isTrue();
        assertThat(dict.getHashValue("a").asInt()).isEqualTo(1);
        dict.putHashEntry("b", true);
        dict.removeHashEntry(2);
        assertThat(eval("d").toString()).isEqualTo("{'a': 1, 'b': True}");
        assertThat(eval("(1, 2)").as(int[].class)).containsExactly(1, 2);
        assertThat(eval("range(3)").as(int[].class)).containsExactly(0, 1, 2);
        assertThat(eval("b'ab'").as(int[].class)).containsExactly(97, 98);
        List<Integer> squares = new ArrayList<>();
        for (Value i = eval("(n * n for n in range(4))").getIterator(); i.hasIteratorNextElement();) {
            squares.add(i.getIteratorNextElement().asInt());
        }
        assertThat(squares).containsExactly(0, 1, 4, 9);
    }

    @Test
    void javaContainers() {
        assertThat(eval("lambda xs: (len(xs), xs[1], sum(xs), [x for x in xs if x > 1])").execute(Arrays.asList(1, 2, 3)).toString())
                .isEqualTo("(3, 2, 6, [2, 3])");
        assertThat(eval("lambda m: m['k'] + 1").execute(Map.of("k", 5)).asInt()).isEqualTo(6);
    }

    @Test
    void classesAndFunctions() {
        eval("class Point:\n    def __init__(self, x, y=0):\n        self.x, self.y = x, y\n    def norm(self):\n        return (self.x ** 2 + self.y ** 2) ** 0.5\n");
        Value point = context.getBindings("jacobi").getMember("Point").newInstance(3, 4);
        assertThat(point.invokeMember("norm").asDouble()).isEqualTo(5.0);
        assertThat(point.getMember("x").asInt()).isEqualTo(3);
        point.putMember("y", 0);
        assertThat(point.invokeMember("norm").asDouble()).isEqualTo(3.0);
        assertThat(point.getMetaObject().getMetaSimpleName()).isEqualTo("Point");
        Function<Integer, Integer> twice = n -> 2 * n;
        assertThat(eval("lambda f: f(20) + 2").execute(twice).asInt()).isEqualTo(42);
        context.getBindings("jacobi").putMember("given", 7);
        assertThat(eval("given + 1").asInt()).isEqualTo(8);
    }

    @Test
    void exceptionsAreGuestExceptionsWithPlaces() {
        Source source = Source.newBuilder("jacobi", "def divide(a, b):\n    return a / b\n\ndivide(1, 0)\n", "division.py").buildLiteral();
        assertThatThrownBy(() -> context.eval(source)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.getMessage()).isEqualTo("ZeroDivisionError: division by zero");
            assertThat(e.getSourceLocation().getStartLine()).isEqualTo(2);
            assertThat(e.getSourceLocation().getCharacters().toString()).isEqualTo("a / b");
            assertThat(e.getGuestObject().getMetaObject().getMetaSimpleName()).isEqualTo("ZeroDivisionError");
            List<String> names = new ArrayList<>();
            for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
                if (frame.isGuestFrame()) {
                    names.add(frame.getRootName() + ":" + frame.getSourceLocation().getStartLine());
                }
            }
            assertThat(names).startsWith("divide:2", "<module>:4");
        });
        assertThatThrownBy(() -> eval("x = (")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isSyntaxError()).isTrue();
            assertThat(e.isIncompleteSource()).isTrue();
        });
        assertThatThrownBy(() -> eval("import sys\nsys.exit(4)")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isExit()).isTrue();
            assertThat(e.getExitStatus()).isEqualTo(4);
        });
    }

    @Test
    void exceptionsOfJavaPassThroughAndCanBeCaught() {
        Function<Integer, Integer> fails = n -> {
            throw new IllegalStateException("boom");
        };
        assertThatThrownBy(() -> eval("lambda f: f(1)").execute(fails)).isInstanceOfSatisfying(PolyglotException.class,
                e -> assertThat(e.isHostException()).isTrue());
        assertThat(eval("def guarded(f):\n    try:\n        f(1)\n    except RuntimeError as e:\n        return str(e)\nguarded").execute(fails)
                .asString()).isEqualTo("boom");
    }
}
