package org.jacobilang.array;

/** A rank-0 bool array; it is weak where it is the comparison of weak numbers. */
public final class BoolScalar extends ArrayValue {
    public static final BoolScalar TRUE = new BoolScalar(true, false);
    public static final BoolScalar FALSE = new BoolScalar(false, false);
    private static final BoolScalar WEAK_TRUE = new BoolScalar(true, true);
    private static final BoolScalar WEAK_FALSE = new BoolScalar(false, true);
    private final boolean value;
    private final AbstractValue aval;

    private BoolScalar(boolean value, boolean weak) {
        this.value = value;
        this.aval = new AbstractValue(DType.BOOL, Shape.SCALAR, weak);
    }

    public static BoolScalar of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static BoolScalar of(boolean value, boolean weak) {
        return !weak ? of(value) : value ? WEAK_TRUE : WEAK_FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public AbstractValue aval() {
        return aval;
    }

    @Override
    public Object data() {
        return new byte[]{(byte) (value ? 1 : 0)};
    }
}
