package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import org.jacobilang.builtin.Builtins;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.GeneratorObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** {@code sum}, {@code any}, {@code all} and {@code list} of a generator, whose code becomes part of the loop. */
final class Consume extends JacobiNode {
    private enum Kind { SUM, ANY, ALL, LIST }

    private final Kind kind;
    @Child private Advance.Resume resume = new Advance.Resume();

    private Consume(Kind kind) {
        this.kind = kind;
    }

    /** The node for a callee that is one of these, or null. */
    @TruffleBoundary
    static Consume of(Object callee) {
        if (callee == Types.LIST) {
            return new Consume(Kind.LIST);
        }
        if (!(callee instanceof BuiltinFunction f) || f.owner != null || Builtins.lookup(Strings.name(f.name)) != f) {
            return null;
        }
        return switch (f.name) {
            case "sum" -> new Consume(Kind.SUM);
            case "any" -> new Consume(Kind.ANY);
            case "all" -> new Consume(Kind.ALL);
            default -> null;
        };
    }

    static boolean isGenerator(Object value) {
        return value instanceof GeneratorObject g && g.type() == Types.GENERATOR;
    }

    Object execute(Object generator) {
        GeneratorObject g = (GeneratorObject) generator;
        try {
            return switch (kind) {
                case SUM -> sum(g);
                case LIST -> list(g);
                case ANY -> decided(g, true);
                case ALL -> !decided(g, false);
            };
        } catch (PythonException e) {
            throw located(e);
        }
    }

    private Object next(GeneratorObject g) {
        TruffleSafepoint.poll(this);
        return resume.execute(g, None.NONE);
    }

    // Each loop goes on in one place: the generator's code is there once.

    private ListObject list(GeneratorObject g) {
        ListObject list = new ListObject();
        while (true) {
            Object x = next(g);
            if (x == Iteration.END) {
                return list;
            }
            list.append(x);
        }
    }

    /** Whether some item's truth is this. */
    private boolean decided(GeneratorObject g, boolean wanted) {
        while (true) {
            Object x = next(g);
            if (x == Iteration.END) {
                return false;
            }
            if ((x instanceof Boolean b ? b : Operations.truth(x)) == wanted) {
                return true;
            }
        }
    }

    /** Floats are added as the builtin adds them: with the low parts that additions lose kept beside. */
    private Object sum(GeneratorObject g) {
        long whole = 0;
        double real = 0;
        double correction = 0;
        boolean isReal = false;
        while (true) {
            Object x = next(g);
            if (!isReal && x instanceof Long n && ((whole ^ whole + n) & (n ^ whole + n)) >= 0) {
                whole += n;
            } else if (isReal && x instanceof Double d) {
                double t = real + d;
                correction += Math.abs(real) >= Math.abs(d) ? real - t + d : d - t + real;
                real = t;
            } else if (!isReal && x instanceof Double d) {
                isReal = true;
                real = whole + d;
            } else {
                Object total = !isReal ? (Object) whole : (Object) (Double.isFinite(correction) ? real + correction : real);
                return x == Iteration.END ? total : rest(g, total, x);
            }
        }
    }

    @TruffleBoundary
    private static Object rest(GeneratorObject g, Object total, Object item) {
        return Builtins.sum(new Iteration() {
            private Object first = item;

            @Override
            public Object next() {
                Object x = first == null ? g.next() : first;
                first = null;
                return x;
            }
        }, total);
    }
}
