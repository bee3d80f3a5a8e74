package org.jacobilang.builtin;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.StaticMethod;
import org.jacobilang.runtime.Strings;

/** The module {@code _weakref}: references of the JVM that let their objects go. Callbacks run when the collector is asked. */
final class WeakrefModule {
    private static final ClassObject REF = ClassObject.inModule("weakref", "ReferenceType");

    private WeakrefModule() {
    }

    /** A reference; the hash is that of the object, taken while it lived. */
    private static final class Ref extends InstanceObject {
        final WeakReference<Object> target;
        final Object callback;
        private Long hash;

        Ref(ClassObject type, Object target, Object callback, ReferenceQueue<Object> gone, Map<WeakReference<?>, Ref> waiting) {
            super(type);
            this.target = new WeakReference<>(target, gone);
            this.callback = callback;
            if (callback != None.NONE) {
                waiting.put(this.target, this);
            }
        }

        long hash() {
            if (hash == null) {
                Object o = target.get();
                if (o == null) {
                    throw Errors.typeError("weak object has gone away");
                }
                hash = Operations.hash(o);
            }
            return hash;
        }
    }

    static {
        REF.method("__call__(self, /)", null, a -> {
            Object o = ((Ref) a[0]).target.get();
            return o == null ? None.NONE : o;
        });
        REF.method("__hash__(self, /)", null, a -> ((Ref) a[0]).hash());
        REF.method("__eq__(self, other, /)", null, a -> {
            if (!(a[1] instanceof Ref other)) {
                return NotImplemented.NOT_IMPLEMENTED;
            }
            Object x = ((Ref) a[0]).target.get();
            Object y = other.target.get();
            return x == null || y == null ? a[0] == a[1] : Operations.equal(x, y);
        });
        REF.method("__repr__(self, /)", null, a -> {
            Object o = ((Ref) a[0]).target.get();
            String at = String.format("0x%012x", System.identityHashCode(a[0]));
            return Strings.of(o == null ? "<weakref at " + at + "; dead>" : "<weakref at " + at + "; to '"
                    + Operations.typeOf(o).fullName() + "' at " + String.format("0x%012x", System.identityHashCode(o)) + ">");
        });
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_weakref");
        ReferenceQueue<Object> gone = new ReferenceQueue<>();
        Map<WeakReference<?>, Ref> waiting = new java.util.HashMap<>();
        REF.attribute("__new__", new StaticMethod(new org.jacobilang.runtime.BuiltinFunction("__new__(cls, object, callback=None, /)",
                "A reference that does not keep its object alive.", a -> {
                    boolean possible = a[1] instanceof InstanceObject i && (!i.type().isBuiltin() || i instanceof FunctionObject
                            || i instanceof ClassObject || i instanceof ModuleObject || i instanceof org.jacobilang.runtime.SetObject)
                            || Operations.ownsArray(a[1]);
                    if (!possible) {
                        throw Errors.typeError("cannot create weak reference to '%s' object", Operations.typeOf(a[1]).name());
                    }
                    return new Ref((ClassObject) a[0], a[1], a[2], gone, waiting);
                })));
        m.set("ref", REF);
        m.function("getweakrefcount(object, /)", "References are not counted.", a -> 0L);
        m.set("collect", new org.jacobilang.runtime.BuiltinFunction("collect()", "Asks for a collection and runs the callbacks of what is gone.",
                a -> {
                    System.gc();
                    for (java.lang.ref.Reference<?> r = gone.poll(); r != null; r = gone.poll()) {
                        Ref dead = waiting.remove(r);
                        if (dead != null) {
                            Operations.call(dead.callback, dead);
                        }
                    }
                    return None.NONE;
                }).effect(Effect.OPAQUE));
        return m;
    }
}
