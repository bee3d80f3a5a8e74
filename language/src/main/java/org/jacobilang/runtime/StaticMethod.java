package org.jacobilang.runtime;

/** A {@code staticmethod}. */
public final class StaticMethod extends InstanceObject {
    public final Object function;

    public StaticMethod(Object function) {
        super(Types.STATICMETHOD);
        this.function = function;
    }
}
