package org.jacobilang.runtime;

/** A {@code property}: null for an absent function. */
public final class PropertyObject extends InstanceObject {
    public final Object getter;
    public final Object setter;
    public final Object deleter;
    public Object documentation;

    public PropertyObject(ClassObject type, Object getter, Object setter, Object deleter, Object documentation) {
        super(type);
        this.getter = getter;
        this.setter = setter;
        this.deleter = deleter;
        this.documentation = documentation;
    }
}
