package org.jacobilang.xla;

/** XLA's element types; {@link #value} is {@code PJRT_Buffer_Type}. */
public enum ElementType {
    PRED(1, 1, "i1"), S8(2, 1, "i8"), S16(3, 2, "i16"), S32(4, 4, "i32"), S64(5, 8, "i64"), U8(6, 1, "ui8"),
    U16(7, 2, "ui16"), U32(8, 4, "ui32"), U64(9, 8, "ui64"), F16(10, 2, "f16"), F32(11, 4, "f32"), F64(12, 8, "f64"),
    BF16(13, 2, "bf16"), C64(14, 8, "complex<f32>"), C128(15, 16, "complex<f64>");

    private static final ElementType[] BY_VALUE = new ElementType[16];

    static {
        for (ElementType t : values()) {
            BY_VALUE[t.value] = t;
        }
    }

    private final int value;
    private final int bytes;
    private final String mlirName;

    ElementType(int value, int bytes, String mlirName) {
        this.value = value;
        this.bytes = bytes;
        this.mlirName = mlirName;
    }

    int value() {
        return value;
    }

    /** Bytes of one element on the host and in a dense buffer. */
    public int bytes() {
        return bytes;
    }

    /** The name in StableHLO's text. */
    public String mlirName() {
        return mlirName;
    }

    static ElementType of(int value) {
        if (value <= 0 || value >= BY_VALUE.length) {
            throw new XlaException(XlaException.Code.UNIMPLEMENTED, "buffers of PJRT element type " + value
                    + " are not supported");
        }
        return BY_VALUE[value];
    }

    /** Java array elements per element: two for a complex number, which is stored as (real, imaginary). */
    int parts() {
        return this == C64 || this == C128 ? 2 : 1;
    }

    /** A Java array for so many elements: byte[], short[] (also for the bits of F16 and BF16), int[], long[], float[] or double[]. */
    Object newArray(int elements) {
        return switch (this) {
            case PRED, S8, U8 -> new byte[elements];
            case S16, U16, F16, BF16 -> new short[elements];
            case S32, U32 -> new int[elements];
            case S64, U64 -> new long[elements];
            case F32 -> new float[elements];
            case F64 -> new double[elements];
            case C64 -> new float[Math.multiplyExact(2, elements)];
            case C128 -> new double[Math.multiplyExact(2, elements)];
        };
    }
}
