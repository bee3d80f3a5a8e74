package org.jacobilang.runtime;

/** An instance of a subclass of int, float, str, bytes or complex, or a NumPy scalar: the plain value and attributes beside it. */
public class ValueInstance extends InstanceObject {
    public final Object value;

    public ValueInstance(ClassObject type, Object value) {
        super(type);
        this.value = value;
    }
}
