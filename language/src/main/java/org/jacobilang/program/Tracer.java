package org.jacobilang.program;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;

/** A guest value that stands for an atom of a program under construction. */
public final class Tracer implements ArrayLike, TruffleObject {
    private final Atom atom;
    private final ProgramBuilder builder;
    private final ArrayValue concrete;
    private final ArrayLike invalid;

    public Tracer(Atom atom, ProgramBuilder builder) {
        this(atom, builder, null);
    }

    /** With a concrete value: the tape form, where control flow follows the value. */
    public Tracer(Atom atom, ProgramBuilder builder, ArrayValue concrete) {
        this(atom, builder, concrete, null);
    }

    private Tracer(Atom atom, ProgramBuilder builder, ArrayValue concrete, ArrayLike invalid) {
        this.atom = atom;
        this.builder = builder;
        this.concrete = concrete;
        this.invalid = invalid;
    }

    /** The same value, which does not stand for the program's own where the flag holds: the call leaves at its first use. */
    public Tracer invalid(ArrayLike flag) {
        return new Tracer(atom, builder, concrete, flag);
    }

    /** The same value for passing it on, without the flag. */
    public Tracer valid() {
        return invalid == null ? this : new Tracer(atom, builder, concrete, null);
    }

    /** A bool: where it holds, the value has another type or none at all; or null. */
    public ArrayLike invalid() {
        return invalid;
    }

    public Atom atom() {
        return atom;
    }

    public ProgramBuilder builder() {
        return builder;
    }

    /** The value of a tracer that a tape left behind, else null. */
    public ArrayValue left() {
        return concrete != null && builder.isClosed() ? concrete : null;
    }

    /** The value when the trace is a tape, else null. */
    public ArrayValue concrete() {
        return concrete;
    }

    @Override
    public AbstractValue aval() {
        return atom.aval();
    }

    @Override
    public String toString() {
        return "JitTracer<" + aval() + ">";
    }
}
