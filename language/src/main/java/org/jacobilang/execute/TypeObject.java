package org.jacobilang.execute;

import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.Shape;
import org.jacobilang.program.ProgramPrinter;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The type of an array as a guest value: {@code jax.core.ShapedArray}. */
final class TypeObject extends InstanceObject {
    static final ClassObject CLASS = makeClass();
    final AbstractValue aval;

    TypeObject(AbstractValue aval) {
        super(CLASS);
        this.aval = aval;
        own(Strings.name("shape"), shape(aval.shape()));
        own(Strings.name("dtype"), DTypeObject.of(aval.dtype()));
        own(Strings.name("ndim"), (long) aval.shape().rank());
        own(Strings.name("size"), aval.shape().size());
        own(Strings.name("weak_type"), aval.weak());
    }

    static TupleObject shape(Shape s) {
        Object[] dims = new Object[s.rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = (long) s.dim(i);
        }
        return new TupleObject(dims);
    }

    /** The type of an array, of a number, or of anything that has a shape and a dtype. */
    static AbstractValue of(Object value) {
        if (value instanceof TypeObject t) {
            return t.aval;
        }
        ArrayLike a = Bind.lift(value);
        if (a != null) {
            return a.aval();
        }
        Object shape = Operations.attributeOrNull(value, Strings.name("shape"));
        Object dtype = Operations.attributeOrNull(value, Strings.name("dtype"));
        if (shape == null || dtype == null) {
            throw Errors.typeError("Argument '%s' of type <class '%s'> is not a valid JAX type", Strings.java(Operations.repr(value)),
                    Operations.typeOf(value).fullName());
        }
        Object weak = Operations.attributeOrNull(value, Strings.name("weak_type"));
        return new AbstractValue(DTypeObject.from(dtype), Shape.of(JaxModule.ints(shape)), weak != null && Operations.truth(weak));
    }

    private static ClassObject makeClass() {
        return ClassObject.inModule("jax._src.core", "ShapedArray")
                .method("__repr__(self, /)", "", a -> {
                    AbstractValue v = ((TypeObject) a[0]).aval;
                    return Strings.of("ShapedArray(" + v + (v.weak() ? ", weak_type=True)" : ")"));
                })
                .method("__str__(self, /)", "", a -> {
                    AbstractValue v = ((TypeObject) a[0]).aval;
                    return Strings.of((v.weak() ? "~" : "") + v);
                })
                .method("str_short(self, short_dtypes=False)", "The type in JAX's words.", a -> Strings.of(
                        a[1] != null && Operations.truth(a[1]) ? ProgramPrinter.type(((TypeObject) a[0]).aval)
                                : ((TypeObject) a[0]).aval.toString()))
                .method("__eq__(self, other, /)", "",
                        a -> a[1] instanceof TypeObject t && t.aval.equals(((TypeObject) a[0]).aval))
                .method("__hash__(self, /)", "", a -> (long) ((TypeObject) a[0]).aval.hashCode());
    }
}
