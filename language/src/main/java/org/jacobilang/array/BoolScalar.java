package org.jacobilang.array;

/** A rank-0 bool array; bools are never weak. */
public final class BoolScalar extends ArrayValue {
    public static final BoolScalar TRUE = new BoolScalar(true);
    public static final BoolScalar FALSE = new BoolScalar(false);
    private static final AbstractValue AVAL = new AbstractValue(DType.BOOL, Shape.SCALAR, false);
    private final boolean value;

    private BoolScalar(boolean value) {
        this.value = value;
    }

    public static BoolScalar of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public AbstractValue aval() {
        return AVAL;
    }

    @Override
    public Object data() {
        return new byte[]{(byte) (value ? 1 : 0)};
    }
}
