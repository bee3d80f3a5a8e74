package org.jacobilang.execute.xla;

import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;

/**
 * What one call of a program is likely to take on either engine, in nanoseconds. The figures are rough: they only have to
 * tell a toy from work. The decision depends on the program alone, so that the same function gives the same digits at
 * every call.
 */
record Cost(double jvm, double xla) {
    /** A call below this is not worth the start of XLA and a compilation. */
    private static final double WORTH = 500_000;
    /** What a loop of unknown length is taken for. */
    private static final int UNKNOWN_TRIPS = 100;

    /** An equation on scalars in slots, and one on arrays with its allocation. */
    private static final double JVM_SCALAR = 1;
    private static final double JVM_ARRAY = 150;
    private static final double JVM_ELEMENT = 2;
    private static final double JVM_PRODUCT = 0.5;
    private static final double XLA_CALL = 10_000;
    private static final double XLA_STEP = 300;
    private static final double XLA_ELEMENT = 0.4;
    private static final double XLA_PRODUCT = 0.02;

    boolean favoursXla() {
        return jvm > WORTH && jvm > xla;
    }

    static Cost of(Program program) {
        Cost body = body(program);
        return new Cost(body.jvm, body.xla + XLA_CALL);
    }

    private static Cost body(Program program) {
        double jvm = 0;
        double xla = 0;
        for (Equation eq : program.equations()) {
            Cost c = of(eq);
            jvm += c.jvm;
            xla += c.xla;
        }
        return new Cost(jvm, xla);
    }

    private static Cost of(Equation eq) {
        Params p = eq.params();
        List<Program> nested = p.programs();
        if (!nested.isEmpty()) {
            double jvm = 0;
            double xla = XLA_STEP;
            boolean loop = eq.primitive().name().equals("scan") || eq.primitive().name().equals("while");
            for (Program n : nested) {
                Cost c = body(n);
                // Of the branches of a cond one runs; the programs of a loop all do.
                jvm = loop ? jvm + c.jvm : Math.max(jvm, c.jvm);
                xla = loop ? xla + c.xla : Math.max(xla, c.xla);
            }
            double trips = eq.primitive().name().equals("scan") ? p.integer("length") : loop ? UNKNOWN_TRIPS : 1;
            return new Cost(trips * jvm, trips * (xla + (loop ? XLA_STEP : 0)));
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
            return new Cost(JVM_SCALAR, XLA_STEP / 10);
        }
        double products = products(eq);
        return new Cost(JVM_ARRAY + JVM_ELEMENT * elements + JVM_PRODUCT * products,
                XLA_STEP + XLA_ELEMENT * elements + XLA_PRODUCT * products);
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
