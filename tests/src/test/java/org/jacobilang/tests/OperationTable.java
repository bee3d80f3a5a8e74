package org.jacobilang.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/**
 * A table of expressions with the values that real JAX gives ({@code tests/ops/README.md}), replayed in one context.
 * Run as a program it prints what differs.
 */
final class OperationTable {
    private static final Pattern VALUE = Pattern.compile("<([^<>\\[\\] ]+(?:\\[[\\d,]*\\])?)((?: [^<>\\[\\] ]+)*)>");
    private static final String ARROW = " => ";
    private static final String SAMPLES = "f0, f1, f2, f3, p1, q1, n1, n2, i0, i1, i2, i3, u1, u2, b0, b1, b2, h1, h2, e1, c0, c1, c2, w0, m2";

    /** An expression whose value is not JAX's. */
    record Difference(String expression, String expected, String actual) {
        @Override
        public String toString() {
            return expression + "\n    jax: " + expected + "\n    got: " + actual;
        }
    }

    private OperationTable() {
    }

    /** How expressions are evaluated: as they are, or with the samples as the arguments of a transformed function. */
    enum Way {
        PLAIN("%s"),
        /** Every sample traced. */
        JIT("jit(lambda " + SAMPLES + ": (%s))(" + SAMPLES + ")"),
        /** A batch of two of every sample, and the first of the results. */
        VMAP("first(vmap(lambda " + SAMPLES + ": (%s))(" + SAMPLES.replaceAll("(\\w+)", "two($1)") + "))");

        private final String form;

        Way(String form) {
            this.form = form;
        }
    }

    /** Evaluates every expression of a golden file, and says which differ. */
    static List<Difference> replay(Path golden, Way way) throws IOException {
        List<Difference> differences = new ArrayList<>();
        try (Context context = Context.newBuilder("jacobi").allowAllAccess(true).build()) {
            context.eval("jacobi", Files.readString(golden.resolveSibling("prelude.py")));
            for (String line : Files.readAllLines(golden)) {
                if (line.startsWith("!")) {
                    context.eval("jacobi", line.substring(1).strip());
                    continue;
                }
                int arrow = line.indexOf(ARROW);
                String expression = line.substring(0, arrow);
                String expected = line.substring(arrow + ARROW.length());
                String actual = value(context, way.form.formatted(expression));
                if (!same(expected, actual)) {
                    differences.add(new Difference(expression, expected, actual));
                }
            }
        }
        return differences;
    }

    private static String value(Context context, String expression) {
        try {
            return context.eval("jacobi", "case(lambda: (" + expression + "))").asString();
        } catch (PolyglotException e) {
            StringBuilder s = new StringBuilder("crashes ").append(e.getMessage());
            int frames = 0;
            for (PolyglotException.StackFrame f : e.getPolyglotStackTrace()) {
                if (f.isHostFrame() && frames++ < 6) {
                    s.append("\n        at ").append(f.toHostFrame());
                }
            }
            return s.toString();
        }
    }

    /** Whether two texts are equal, exceptions by their class and numbers up to the tolerance of their dtype. */
    static boolean same(String expected, String actual) {
        if (expected.startsWith("raises ")) {
            return actual.startsWith(expected.substring(0, expected.indexOf(':') + 1));
        }
        if (!VALUE.matcher(expected).replaceAll("<>").equals(VALUE.matcher(actual).replaceAll("<>"))) {
            return false;
        }
        Matcher e = VALUE.matcher(expected);
        Matcher a = VALUE.matcher(actual);
        while (e.find() && a.find()) {
            String[] x = e.group(2).strip().split(" ");
            String[] y = a.group(2).strip().split(" ");
            if (!e.group(1).equals(a.group(1)) || x.length != y.length) {
                return false;
            }
            double tolerance = tolerance(e.group(1));
            double scale = scale(x, e.group(1).startsWith("complex"));
            for (int i = 0; i < x.length; i++) {
                if (!close(x[i], y[i], tolerance, scale)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The relative error that is allowed, 0 for exact types. */
    private static double tolerance(String type) {
        return type.startsWith("bfloat16") ? 1.6e-2 : type.startsWith("float16") ? 2e-3
                : type.startsWith("float64") || type.startsWith("complex128") ? 1e-12
                : type.startsWith("float") || type.startsWith("complex") ? 1e-5 : 0;
    }

    /** What a value that should be zero may be off by: rounding of the largest elements, and of a complex number's other part. */
    private static double scale(String[] numbers, boolean complex) {
        double greatest = 0;
        for (String part : String.join(",", numbers).split(",")) {
            try {
                double v = Math.abs(Double.parseDouble(part.replace("inf", "0").replace("nan", "0")));
                greatest = Math.max(greatest, v < 1e30 ? v : 0);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        return Math.max(greatest, 1) * (complex ? 1 : 0.1);
    }

    private static boolean close(String x, String y, double tolerance, double scale) {
        if (x.equals(y)) {
            return true;
        }
        String[] a = x.split(",");
        String[] b = y.split(",");
        if (tolerance == 0 || a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            double u = number(a[i]);
            double v = number(b[i]);
            if (u != v && !(Double.isNaN(u) && Double.isNaN(v)) && !(Math.abs(u - v) <= tolerance * (Math.abs(u) + scale))) {
                return false;
            }
        }
        return true;
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    /** Prints the differences of these golden files. */
    public static void main(String[] files) {
        for (String file : files) {
            try {
                Path path = Path.of(file);
                List<Difference> differences = replay(path, Way.valueOf(System.getProperty("way", "PLAIN")));
                differences.forEach(System.out::println);
                long total = Files.readAllLines(path).stream().filter(l -> !l.startsWith("!")).count();
                System.out.println(path.getFileName() + ": " + differences.size() + " of " + total + " differ");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
