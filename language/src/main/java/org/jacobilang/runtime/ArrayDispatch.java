package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** Where {@link Operations} sends arrays and tracers; the executor installs it by {@link Operations#install}. */
public interface ArrayDispatch {
    boolean owns(Object value);

    /** One operand at least is owned; {@link NotImplemented} if the other is of no use. */
    Object binary(BinaryOp op, Object left, Object right);

    Object compare(CompareOp op, Object left, Object right);

    Object unary(UnaryOp op, Object value);

    boolean truth(Object value);

    Object getItem(Object value, Object key);

    /** The attribute or null. */
    Object attribute(Object value, TruffleString name);

    Iteration iterator(Object value);

    int length(Object value);

    /** For {@code int()}, {@code float()} and {@code complex()}: a Long, BigInteger, Double, Boolean or ComplexValue. */
    Object number(Object value);

    String repr(Object value);

    String str(Object value);

    /** What {@code '%...' % value} gives for this conversion where the value is traced, else null. */
    String percent(Object value, String conversion);

    ClassObject type(Object value);

    /** A {@code range} whose bounds are traced, or null where they are known. */
    Object range(Object start, Object stop, Object step);

    /** What {@code int(value)}, {@code float(value)} or {@code bool(value)} is where the value is traced; else null. */
    Object tracedNumber(Object value, ClassObject type);

    /** What a function of {@code math} is where an argument is traced; else null. */
    Object tracedMath(String function, Object... arguments);

    /** A condition as a Boolean or, where it is traced, as a traced bool. */
    Object condition(Object value);

    /** One of two values by a traced bool. */
    Object select(Object condition, Object ifTrue, Object ifFalse);

    /** Whether one of two conditions holds, or both, of which each is a Boolean or traced. */
    Object either(Object a, Object b, boolean both);

    /** Before a TypeError that says that an array can't be hashed: what is no array in the interpreter ends the trace. */
    void needsHash(Object value);

    /** What {@code format(value, spec)} gives for a spec that is not empty. */
    String format(Object value, String spec);

    /** The array of an array display: nested lists of values. */
    Object array(ListObject rows);
}
