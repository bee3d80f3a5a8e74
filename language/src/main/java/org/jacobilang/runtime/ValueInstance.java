package org.jacobilang.runtime;

/** An instance of a user subclass of int, float, str, bytes or complex: the plain value and attributes beside it. */
public final class ValueInstance extends InstanceObject {
    public final Object value;

    public ValueInstance(ClassObject type, Object value) {
        super(type);
        this.value = value;
    }
}
