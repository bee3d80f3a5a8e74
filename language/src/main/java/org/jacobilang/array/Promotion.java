package org.jacobilang.array;

import java.util.EnumSet;
import java.util.Set;

/** JAX's type promotion: the least upper bound in a lattice where weak types are nodes of their own. */
public final class Promotion {
    private static volatile boolean x64 = "1".equals(System.getenv("JAX_ENABLE_X64"))
            || "true".equalsIgnoreCase(System.getenv("JAX_ENABLE_X64"));

    private static final ThreadLocal<Boolean> NUMPY = new ThreadLocal<>();
    private static volatile boolean anyNumpy;

    private Promotion() {
    }

    /** Computes by NumPy's rules: in 64 bits, and an integer dtype meets a float one as a float of its own width. */
    public static <T> T asNumpy(java.util.function.Supplier<T> work) {
        Boolean before = NUMPY.get();
        anyNumpy = true;
        NUMPY.set(true);
        try {
            return work.get();
        } finally {
            NUMPY.set(before);
        }
    }

    /** Whether NumPy's rules hold now. */
    public static boolean numpy() {
        return anyNumpy && NUMPY.get() == Boolean.TRUE;
    }

    /** A dtype, or a weak int, float or complex, with what lies directly above. */
    private enum Node {
        C128(DType.COMPLEX128), C64(DType.COMPLEX64, C128), WEAK_COMPLEX(null, C64),
        F64(DType.FLOAT64, C128), F32(DType.FLOAT32, F64, C64), BF16(DType.BFLOAT16, F32), F16(DType.FLOAT16, F32),
        WEAK_FLOAT(null, BF16, F16, WEAK_COMPLEX),
        U64(DType.UINT64, WEAK_FLOAT), I64(DType.INT64, WEAK_FLOAT), U32(DType.UINT32, I64, U64), I32(DType.INT32, I64),
        U16(DType.UINT16, I32, U32), I16(DType.INT16, I32), U8(DType.UINT8, I16, U16), I8(DType.INT8, I16),
        WEAK_INT(null, I8, U8), BOOL(DType.BOOL, WEAK_INT);

        final DType dtype;
        final Set<Node> above;

        Node(DType dtype, Node... up) {
            this.dtype = dtype;
            this.above = new java.util.HashSet<>();
            for (Node n : up) {
                above.add(n);
                above.addAll(n.above);
            }
        }

        Set<Node> upper() {
            EnumSet<Node> all = EnumSet.of(this);
            all.addAll(above);
            return all;
        }
    }

    /** Whether 64-bit types are on: JAX's {@code jax_enable_x64}. */
    public static boolean x64() {
        return x64 || numpy();
    }

    public static void x64(boolean on) {
        x64 = on;
    }

    /** The dtype that stands for it while 64-bit types are off. */
    public static DType canonical(DType d) {
        if (x64()) {
            return d;
        }
        return switch (d) {
            case INT64 -> DType.INT32;
            case UINT64 -> DType.UINT32;
            case FLOAT64 -> DType.FLOAT32;
            case COMPLEX128 -> DType.COMPLEX64;
            default -> d;
        };
    }

    /** The floating dtype in which an inexact function of this dtype computes: single precision for what has at most 16 bits. */
    public static DType inexact(DType d) {
        return d.isInexact() ? d : d.bytes() > 2 || numpy() ? canonical(DType.FLOAT64) : DType.FLOAT32;
    }

    private static Node node(AbstractValue a) {
        if (a.weak()) {
            return a.dtype().isComplex() ? Node.WEAK_COMPLEX : a.dtype().isFloating() ? Node.WEAK_FLOAT
                    : a.dtype().isInteger() ? Node.WEAK_INT : Node.BOOL;
        }
        for (Node n : Node.values()) {
            if (n.dtype == a.dtype()) {
                return n;
            }
        }
        throw new IllegalArgumentException("no dtype " + a.dtype());
    }

    private static boolean anyInexact(AbstractValue[] avals) {
        for (AbstractValue a : avals) {
            if (a.dtype().isInexact() && !a.weak()) {
                return true;
            }
        }
        return false;
    }

    /** An integer dtype as the float that holds it. */
    private static AbstractValue widened(AbstractValue a) {
        if (a.weak() || !a.dtype().isInteger()) {
            return a;
        }
        DType d = a.dtype().bytes() == 1 ? DType.FLOAT16 : a.dtype().bytes() == 2 ? DType.FLOAT32 : DType.FLOAT64;
        return new AbstractValue(d, a.shape(), false);
    }

    /** The common dtype and weakness; the shape is the first one's. */
    public static AbstractValue promote(AbstractValue... avals) {
        AbstractValue first = avals[0];
        boolean same = true;
        for (AbstractValue a : avals) {
            same &= a.dtype() == first.dtype() && a.weak() == first.weak();
        }
        if (same) {
            return first;
        }
        Node least = least(avals);
        return new AbstractValue(canonical(dtype(least)), first.shape(), least.dtype == null);
    }

    /** The common dtype of two, 64-bit ones included where they are off. */
    public static DType wide(AbstractValue a, AbstractValue b) {
        return dtype(least(a, b));
    }

    private static DType dtype(Node n) {
        return switch (n) {
            case WEAK_INT -> DType.INT64;
            case WEAK_FLOAT -> DType.FLOAT64;
            case WEAK_COMPLEX -> DType.COMPLEX128;
            default -> n.dtype;
        };
    }

    private static Node least(AbstractValue... avals) {
        boolean widen = numpy() && anyInexact(avals);
        Set<Node> common = node(widen ? widened(avals[0]) : avals[0]).upper();
        for (AbstractValue a : avals) {
            common.retainAll(node(widen ? widened(a) : a).upper());
        }
        for (Node n : common) {
            if (n.above.size() == common.size() - 1) {
                return n;
            }
        }
        throw new IllegalArgumentException("no common dtype");
    }
}
