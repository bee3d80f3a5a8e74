package org.jacobilang.runtime;

/** A {@code classmethod}. */
public final class ClassMethod extends InstanceObject {
    public final Object function;

    public ClassMethod(Object function) {
        super(Types.CLASSMETHOD);
        this.function = function;
    }
}
