package org.jacobilang.nodes.staging;

import java.util.Iterator;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.BoolScalar;
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

/**
 * The type of an array or number that several paths have in common; a {@code number} keeps its 64 bits. Where {@code flagged}, a
 * bool follows the value in a program: it holds where the value must not be used.
 */
record LeafType(AbstractValue aval, boolean number, boolean flagged) {
    private static final AbstractValue FLAG = AbstractValue.scalar(DType.BOOL);

    static LeafType of(Object leaf) {
        boolean flagged = invalid(leaf) != null;
        return switch (leaf) {
            case Long n -> new LeafType(TracedNumber.INT, true, false);
            case Double d -> new LeafType(TracedNumber.FLOAT, true, false);
            case TracedNumber t -> new LeafType(t.isInt() ? TracedNumber.INT : TracedNumber.FLOAT, true, flagged);
            default -> new LeafType(Bind.lift(leaf).aval(), false, flagged);
        };
    }

    /** Where the value must not be used, or null. */
    static ArrayLike invalid(Object leaf) {
        return switch (leaf) {
            case Tracer t -> t.invalid();
            case TracedNumber t -> t.invalid();
            case null, default -> null;
        };
    }

    LeafType withFlag(boolean on) {
        return on == flagged ? this : new LeafType(aval, number, on);
    }

    /** What an array makes of a number. */
    private AbstractValue asArray() {
        return number ? new AbstractValue(Promotion.canonical(aval.dtype()), aval.shape(), true) : aval;
    }

    /** The type of a value that has either; {@code what} names it where there is none. */
    LeafType join(LeafType other, String what) {
        boolean either = flagged || other.flagged;
        if (number == other.number && aval.equals(other.aval)) {
            return withFlag(either);
        }
        if (number && other.number) {
            return new LeafType(TracedNumber.FLOAT, true, either);
        }
        AbstractValue a = asArray();
        AbstractValue b = other.asArray();
        if (!a.shape().equals(b.shape())) {
            throw Trace.refuse(what + " has shape " + a.shape() + " on one path and " + b.shape() + " on another");
        }
        AbstractValue joined = Promotion.promote(a, b);
        return new LeafType(new AbstractValue(joined.dtype(), a.shape(), a.weak() && b.weak()), false, either);
    }

    /** Whether a value of this type would look different as one of the other. */
    boolean shows(LeafType other) {
        return asArray().dtype() != other.asArray().dtype();
    }

    boolean isBool() {
        return aval.dtype() == DType.BOOL;
    }

    /** The types in a program. */
    List<AbstractValue> avals() {
        return flagged ? List.of(aval, FLAG) : List.of(aval);
    }

    /**
     * Adds the value in a builder, in this type, and its flag; null stands for an absent one, for which any will do.
     *
     * @param wrong whether the value must not be used in any case
     */
    void atoms(ProgramBuilder b, Object value, boolean wrong, List<Atom> out) {
        out.add(atom(b, value));
        if (flagged) {
            ArrayLike flag = wrong ? BoolScalar.of(true) : invalid(value) == null ? BoolScalar.of(false) : invalid(value);
            try (TraceStack.Scope scope = TraceStack.enter(b, false)) {
                out.add(Bind.atom(b, flag));
            }
        }
    }

    /** The value alone; it is not used but passed on. */
    Atom atom(ProgramBuilder b, Object value) {
        try (TraceStack.Scope scope = TraceStack.enter(b, false)) {
            ArrayLike a = switch (value) {
                case null -> Bind.full(aval, 0);
                case Long n when number -> new Int64Scalar(n, true);
                case Double d when number -> new Float64Scalar(d, true);
                case TracedNumber t -> number ? t.valid().wide() : Bind.lift(t.valid());
                case Tracer t -> t.valid();
                default -> Bind.lift(value);
            };
            return Bind.atom(b, Bind.convert(a, aval.dtype(), aval.weak()));
        }
    }

    /** The guest value of a program's variables in order. */
    Object guest(Iterator<Tracer> variables) {
        Tracer value = variables.next();
        return guest(value, flagged ? variables.next() : null);
    }

    /** The guest value with a flag or null. */
    Object guest(Tracer value, ArrayLike invalid) {
        Tracer t = invalid == null ? value : value.invalid(invalid);
        return number ? TracedNumber.of(t) : t;
    }
}
