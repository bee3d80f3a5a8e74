package org.jacobilang.array.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/** The elements of an array as bytes, the least significant first, and elements of bytes. */
public final class Bytes {
    private Bytes() {
    }

    public static byte[] of(ArrayValue a) {
        Object data = a.data();
        int n = java.lang.reflect.Array.getLength(data);
        ByteBuffer b = ByteBuffer.allocate(n * width(data)).order(ByteOrder.LITTLE_ENDIAN);
        switch (data) {
            case byte[] x -> b.put(x);
            case short[] x -> b.asShortBuffer().put(x);
            case int[] x -> b.asIntBuffer().put(x);
            case long[] x -> b.asLongBuffer().put(x);
            case float[] x -> b.asFloatBuffer().put(x);
            default -> b.asDoubleBuffer().put((double[]) data);
        }
        return b.array();
    }

    private static int width(Object data) {
        return switch (data) {
            case byte[] x -> 1;
            case short[] x -> 2;
            case int[] x -> 4;
            case float[] x -> 4;
            default -> 8;
        };
    }

    /** Storage of a dtype with these bytes. */
    public static Object data(DType d, byte[] bytes) {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Object data = Elements.allocate(d, bytes.length / d.bytes());
        switch (data) {
            case byte[] x -> b.get(x);
            case short[] x -> b.asShortBuffer().get(x);
            case int[] x -> b.asIntBuffer().get(x);
            case long[] x -> b.asLongBuffer().get(x);
            case float[] x -> b.asFloatBuffer().get(x);
            default -> b.asDoubleBuffer().get((double[]) data);
        }
        return data;
    }
}
