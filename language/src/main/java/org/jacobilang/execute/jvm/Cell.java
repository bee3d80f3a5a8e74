package org.jacobilang.execute.jvm;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/**
 * Where an atom lives while a program runs: a slot of the frame or a constant. A float32 or float64 scalar is a double
 * in a static slot, a bool or integer scalar a long, everything else an array.
 */
final class Cell {
    /** How the value is kept. */
    enum Kind { REAL, WHOLE, ARRAY }

    final AbstractValue aval;
    final Kind kind;
    /** The slot, or -1 for a constant. */
    final int slot;
    private final double real;
    private final long whole;
    private final ArrayValue array;

    Cell(AbstractValue aval, int slot) {
        this.aval = aval;
        this.kind = kindOf(aval);
        this.slot = slot;
        this.real = 0;
        this.whole = 0;
        this.array = null;
    }

    Cell(ArrayValue constant) {
        this.aval = constant.aval();
        this.kind = kindOf(aval);
        this.slot = -1;
        this.real = kind == Kind.REAL ? Scalars.real(constant) : 0;
        this.whole = kind == Kind.WHOLE ? Scalars.whole(constant) : 0;
        this.array = constant;
    }

    static Kind kindOf(AbstractValue aval) {
        if (aval.shape().rank() != 0) {
            return Kind.ARRAY;
        }
        DType d = aval.dtype();
        return d == DType.FLOAT32 || d == DType.FLOAT64 ? Kind.REAL
                : d.isInteger() || d == DType.BOOL ? Kind.WHOLE : Kind.ARRAY;
    }

    double real(VirtualFrame frame) {
        return slot < 0 ? real : frame.getDoubleStatic(slot);
    }

    long whole(VirtualFrame frame) {
        return slot < 0 ? whole : frame.getLongStatic(slot);
    }

    void real(VirtualFrame frame, double value) {
        frame.setDoubleStatic(slot, aval.dtype() == DType.FLOAT32 ? (float) value : value);
    }

    void whole(VirtualFrame frame, long value) {
        frame.setLongStatic(slot, Scalars.wrap(aval.dtype(), value));
    }

    ArrayValue array(VirtualFrame frame) {
        if (slot < 0) {
            return array;
        }
        return switch (kind) {
            case REAL -> Scalars.box(aval, frame.getDoubleStatic(slot));
            case WHOLE -> Scalars.box(aval, frame.getLongStatic(slot));
            case ARRAY -> (ArrayValue) frame.getObjectStatic(slot);
        };
    }

    void array(VirtualFrame frame, ArrayValue value) {
        switch (kind) {
            case REAL -> frame.setDoubleStatic(slot, Scalars.real(value));
            case WHOLE -> frame.setLongStatic(slot, Scalars.whole(value));
            case ARRAY -> frame.setObjectStatic(slot, value);
        }
    }

    /** Copies a value of the same kind. */
    void copy(VirtualFrame frame, Cell from) {
        switch (kind) {
            case REAL -> frame.setDoubleStatic(slot, from.real(frame));
            case WHOLE -> frame.setLongStatic(slot, from.whole(frame));
            case ARRAY -> frame.setObjectStatic(slot, from.array(frame));
        }
    }
}
