package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.execute.Bind;
import org.jacobilang.execute.TracedNumber;

/** {@code range} of traced integers, all of one type; only a {@code for} statement can walk it. */
public record TracedRange(ArrayLike start, ArrayLike stop, ArrayLike step) implements TruffleObject {
    /** Of ints, known or traced, or traced integer scalars. */
    public static TracedRange of(Object start, Object stop, Object step) {
        boolean wide = wide(start) || wide(stop) || wide(step);
        AbstractValue type = new AbstractValue(wide ? DType.INT64 : DType.INT32, Shape.SCALAR, true);
        return new TracedRange(to(start, type), to(stop, type), to(step, type));
    }

    private static boolean wide(Object n) {
        return n instanceof Long l ? (int) (long) l != l : n instanceof ArrayLike a && a.dtype().bytes() * 8 + (a.dtype().isUnsigned()
                ? 1 : 0) > 32;
    }

    private static ArrayLike to(Object n, AbstractValue type) {
        return switch (n) {
            case Long l -> Bind.full(type, l);
            case TracedNumber t -> Bind.convert(t.wide(), type.dtype(), true);
            default -> Bind.convert(Bind.reshape((ArrayLike) n), type.dtype(), true);
        };
    }

    /** The type of the counter. */
    AbstractValue type() {
        return start.aval();
    }
}
