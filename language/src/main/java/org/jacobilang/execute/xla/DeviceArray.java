package org.jacobilang.execute.xla;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.runtime.Errors;
import org.jacobilang.xla.ElementType;
import org.jacobilang.xla.PjrtBuffer;
import org.jacobilang.xla.XlaException;

/**
 * An array on a device. It may still be under computation; its elements come to the heap when someone looks at them, and
 * an executable that takes it as an argument copies nothing.
 */
public final class DeviceArray extends ArrayValue {
    private final AbstractValue aval;
    private final PjrtBuffer buffer;
    private volatile Object data;

    DeviceArray(AbstractValue aval, PjrtBuffer buffer) {
        this.aval = aval;
        this.buffer = buffer;
    }

    @Override
    public AbstractValue aval() {
        return aval;
    }

    PjrtBuffer buffer() {
        return buffer;
    }

    /** True once a call that was given this array has consumed its memory. */
    public boolean isDeleted() {
        return buffer.isClosed();
    }

    /** The number of the device. */
    public int device() {
        return buffer.device().id();
    }

    /** Gives up the memory; looking at the elements is an error from then on. */
    public void delete() {
        buffer.close();
    }

    /** Whether reading the elements would not wait. */
    public boolean isReady() {
        return !isDeleted() && buffer.isReady();
    }

    /** Waits until the elements are there; throws what their computation threw. */
    public void await() {
        if (isDeleted()) {
            throw deleted();
        }
        try {
            buffer.await();
        } catch (XlaException e) {
            throw Xla.failure(e);
        }
    }

    @Override
    public Object data() {
        if (isDeleted()) {
            throw deleted();
        }
        Object elements = data;
        if (elements == null) {
            try {
                elements = buffer.toArray();
            } catch (XlaException e) {
                throw Xla.failure(e);
            }
            data = elements;
        }
        return elements;
    }

    RuntimeException deleted() {
        return Errors.runtimeError("Array has been deleted with shape=%s.", aval);
    }

    /** XLA's name of a dtype. */
    static ElementType elementType(DType dtype) {
        return switch (dtype) {
            case BOOL -> ElementType.PRED;
            case INT8 -> ElementType.S8;
            case INT16 -> ElementType.S16;
            case INT32 -> ElementType.S32;
            case INT64 -> ElementType.S64;
            case UINT8 -> ElementType.U8;
            case UINT16 -> ElementType.U16;
            case UINT32 -> ElementType.U32;
            case UINT64 -> ElementType.U64;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case FLOAT32 -> ElementType.F32;
            case FLOAT64 -> ElementType.F64;
            case COMPLEX64 -> ElementType.C64;
            case COMPLEX128 -> ElementType.C128;
        };
    }
}
