package org.jacobilang.execute.xla;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;

/**
 * What one call of a program is likely to take on either engine, in nanoseconds: its straight part and its loops. The
 * figures are rough: they only have to tell a toy from work. The decision depends on the program alone, so that the same
 * function gives the same digits at every call.
 */
record Cost(double jvm, double xla, double loops) {
    /**
     * XLA takes half a second to start and a tenth to compile. A program without loops that takes this long is worth it,
     * for such a program is likely to be called from a loop, a training step say.
     */
    private static final double WORTH = 75_000;
    /** A program with its loops inside may well be called once only. */
    private static final double WORTH_ONCE = 50_000_000;
    /** XLA compiles about a thousand equations a second, and slower the more there are. */
    private static final int MOST_EQUATIONS = 20_000;
    /** What a loop of unknown length is taken for. */
    private static final int UNKNOWN_TRIPS = 100;

    /** An equation on scalars, which live in registers; one on arrays, by itself and for each element and each product. */
    private static final double JVM_SCALAR = 1;
    private static final double JVM_ARRAY = 2000;
    private static final double JVM_ELEMENT = 3;
    private static final double JVM_PRODUCT = 0.4;
    private static final double XLA_CALL = 10_000;
    private static final double XLA_STEP = 300;
    private static final double XLA_ELEMENT = 0.4;
    private static final double XLA_PRODUCT = 0.02;

    boolean favoursXla() {
        return jvm + loops > xla && (jvm > WORTH || jvm + loops > WORTH_ONCE);
    }

    /** Whether a program is worth a compilation by XLA. */
    static boolean worthwhile(Program program) {
        return program.size() <= MOST_EQUATIONS && of(program).favoursXla();
    }

    static Cost of(Program program) {
        Cost body = body(program);
        return new Cost(body.jvm, body.xla + XLA_CALL, body.loops);
    }

    private static Cost body(Program program) {
        double jvm = 0;
        double xla = 0;
        double loops = 0;
        for (Equation eq : program.equations()) {
            Cost c = of(eq);
            jvm += c.jvm;
            xla += c.xla;
            loops += c.loops;
        }
        return new Cost(jvm, xla, loops);
    }

    private static Cost of(Equation eq) {
        Params p = eq.params();
        List<Program> nested = p.programs();
        boolean scan = eq.primitive().name().equals("scan");
        if (scan || eq.primitive().name().equals("while")) {
            double jvm = 0;
            double xla = XLA_STEP;
            for (Program n : nested) {
                Cost c = body(n);
                jvm += c.jvm + c.loops;
                xla += c.xla;
            }
            double trips = scan ? p.integer("length") : UNKNOWN_TRIPS;
            return new Cost(0, trips * xla, trips * jvm);
        }
        if (!nested.isEmpty()) {
            // A call, or a branch, of which one is taken.
            Cost most = new Cost(0, 0, 0);
            for (Program n : nested) {
                Cost c = body(n);
                most = new Cost(Math.max(most.jvm, c.jvm), Math.max(most.xla, c.xla), Math.max(most.loops, c.loops));
            }
            return most;
        }
        double elements = 0;
        boolean scalar = true;
        for (AbstractValue a : eq.outputAvals()) {
            elements = Math.max(elements, a.shape().size());
            scalar &= a.shape().rank() == 0;
        }
        for (AbstractValue a : eq.inputAvals()) {
            elements = Math.max(elements, a.shape().size());
            scalar &= a.shape().rank() == 0;
        }
        if (scalar) {
            return new Cost(JVM_SCALAR, XLA_STEP / 10, 0);
        }
        double products = products(eq);
        return new Cost(JVM_ARRAY + JVM_ELEMENT * elements + JVM_PRODUCT * products,
                XLA_STEP + XLA_ELEMENT * elements + XLA_PRODUCT * products, 0);
    }

    /** The multiplications of a product of arrays, by the sizes of its operands and its result. */
    private static double products(Equation eq) {
        if (eq.inputs().size() < 2 || eq.outputs().size() != 1) {
            return 0;
        }
        double out = eq.output(0).aval().shape().size();
        double left = eq.input(0).aval().shape().size();
        double right = eq.input(1).aval().shape().size();
        return switch (eq.primitive().name()) {
            // A product sums over k: |left| = b m k, |right| = b k n, |out| = b m n, so b m n k is at most this root.
            case "dot_general" -> Math.sqrt(left * right * out);
            case "conv_general_dilated" -> out * right / Math.max(1, eq.input(1).aval().shape().dim(0));
            default -> 0;
        };
    }
}
