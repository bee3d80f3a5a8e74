package org.jacobilang.numpy;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.ValueInstance;

/** A NumPy scalar, as {@code np.float64(1.5)}: a number of the language with a dtype. */
public final class HostScalar extends ValueInstance {
    public final DType dtype;

    private HostScalar(DType dtype, Object value) {
        super(HostTypes.scalar(dtype), value);
        this.dtype = dtype;
    }

    static HostScalar of(double value) {
        return new HostScalar(DType.FLOAT64, value);
    }

    /** The only element of an array of rank 0, or element {@code i} of storage. */
    static HostScalar of(DType dtype, Object data, int i) {
        return new HostScalar(dtype, org.jacobilang.execute.ArrayCreation.number(dtype, data, i));
    }

    /** Storage for this one number. */
    Object data() {
        Object data = Elements.allocate(dtype, 1);
        switch (value) {
            case ComplexValue c -> {
                Elements.setReal(dtype, data, 0, c.re());
                Elements.setReal(dtype, data, 1, c.im());
            }
            case Double d -> Elements.setReal(dtype, data, 0, d);
            default -> Elements.setWhole(dtype, data, 0, Numbers.big(value).longValue());
        }
        return data;
    }

    /** As an array of rank 0. */
    public ArrayValue array() {
        return ArrayValue.of(new AbstractValue(dtype, Shape.SCALAR, false), data());
    }
}
