package org.jacobilang.runtime;

/** A function together with its first argument. */
public final class BoundMethod extends InstanceObject {
    public final Object function;
    public final Object self;

    public BoundMethod(Object function, Object self) {
        super(function instanceof BuiltinFunction ? Types.BUILTIN_FUNCTION : Types.METHOD);
        this.function = function;
        this.self = self;
    }
}
