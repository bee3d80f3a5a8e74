package org.jacobilang.nodes.staging;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Float64Scalar;
import org.jacobilang.array.Int64Scalar;
import org.jacobilang.array.Promotion;
import org.jacobilang.execute.Bind;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.program.Atom;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;

/** The type of an array or number that several paths have in common; a {@code number} keeps its 64 bits. */
record LeafType(AbstractValue aval, boolean number) {
    static LeafType of(Object leaf) {
        return switch (leaf) {
            case Long n -> new LeafType(TracedNumber.INT, true);
            case Double d -> new LeafType(TracedNumber.FLOAT, true);
            case TracedNumber t -> new LeafType(t.isInt() ? TracedNumber.INT : TracedNumber.FLOAT, true);
            default -> new LeafType(Bind.lift(leaf).aval(), false);
        };
    }

    /** What an array makes of a number. */
    private AbstractValue asArray() {
        return number ? new AbstractValue(Promotion.canonical(aval.dtype()), aval.shape(), true) : aval;
    }

    /** The type of a value that has either; {@code what} names it where there is none. */
    LeafType join(LeafType other, String what) {
        if (equals(other)) {
            return this;
        }
        if (number && other.number) {
            return new LeafType(TracedNumber.FLOAT, true);
        }
        AbstractValue a = asArray();
        AbstractValue b = other.asArray();
        if (!a.shape().equals(b.shape())) {
            throw Trace.refuse(what + " has shape " + a.shape() + " on one path and " + b.shape() + " on another");
        }
        AbstractValue joined = Promotion.promote(a, b);
        return new LeafType(new AbstractValue(joined.dtype(), a.shape(), a.weak() && b.weak()), false);
    }

    /** Whether a value of this type would look different as one of the other. */
    boolean shows(LeafType other) {
        return asArray().dtype() != other.asArray().dtype();
    }

    /** The value in a builder, in this type; null stands for an absent one, for which any will do. */
    Atom atom(ProgramBuilder b, Object value) {
        try (TraceStack.Scope scope = TraceStack.enter(b, false)) {
            ArrayLike a = value == null ? Bind.full(aval, 0) : !number ? Bind.lift(value) : switch (value) {
                case Long n -> new Int64Scalar(n, true);
                case Double d -> new Float64Scalar(d, true);
                case TracedNumber t -> t.wide();
                default -> Bind.lift(value);
            };
            return Bind.atom(b, Bind.convert(a, aval.dtype(), aval.weak()));
        }
    }

    /** The guest value that an atom of this type is. */
    Object guest(Tracer tracer) {
        return number ? TracedNumber.of(tracer) : tracer;
    }

    boolean isBool() {
        return aval.dtype() == DType.BOOL;
    }
}
