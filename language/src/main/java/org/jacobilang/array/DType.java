package org.jacobilang.array;

/** JAX's element types. */
public enum DType {
    BOOL("bool", Kind.BOOL, 1), INT8("int8", Kind.INT, 1), INT16("int16", Kind.INT, 2), INT32("int32", Kind.INT, 4),
    INT64("int64", Kind.INT, 8), UINT8("uint8", Kind.UINT, 1), UINT16("uint16", Kind.UINT, 2),
    UINT32("uint32", Kind.UINT, 4), UINT64("uint64", Kind.UINT, 8), FLOAT16("float16", Kind.FLOAT, 2),
    BFLOAT16("bfloat16", Kind.FLOAT, 2), FLOAT32("float32", Kind.FLOAT, 4), FLOAT64("float64", Kind.FLOAT, 8),
    COMPLEX64("complex64", Kind.COMPLEX, 8), COMPLEX128("complex128", Kind.COMPLEX, 16);

    /** What the dtype counts in. */
    public enum Kind { BOOL, INT, UINT, FLOAT, COMPLEX }

    private final String jaxName;
    private final Kind kind;
    private final int bytes;

    DType(String jaxName, Kind kind, int bytes) {
        this.jaxName = jaxName;
        this.kind = kind;
        this.bytes = bytes;
    }

    public String jaxName() {
        return jaxName;
    }

    public Kind kind() {
        return kind;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return kind == Kind.FLOAT;
    }

    public boolean isComplex() {
        return kind == Kind.COMPLEX;
    }

    public boolean isInexact() {
        return kind == Kind.FLOAT || kind == Kind.COMPLEX;
    }

    public boolean isInteger() {
        return kind == Kind.INT || kind == Kind.UINT;
    }

    public boolean isUnsigned() {
        return kind == Kind.UINT;
    }

    /** The dtype of this name, or null. */
    public static DType byName(String name) {
        for (DType d : values()) {
            if (d.jaxName.equals(name)) {
                return d;
            }
        }
        return null;
    }
}
