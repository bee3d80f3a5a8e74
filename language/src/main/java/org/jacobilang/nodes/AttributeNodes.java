package org.jacobilang.nodes;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.ImportStatic;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.Global;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PropertyObject;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.StaticMethod;
import org.jacobilang.runtime.SuperObject;
import org.jacobilang.runtime.Types;

/** Attributes: cached on the shape of instances, constant for modules, general otherwise. */
final class AttributeNodes {
    private AttributeNodes() {
    }

    /** Whether attributes of plain instances of the class are read by the default rule, and this one is no descriptor. */
    @TruffleBoundary
    static boolean isPlainRead(ClassObject type, TruffleString name) {
        return Operations.hasDefaultGetAttribute(type) && !Operations.isDataDescriptor(type.lookup(name));
    }

    @TruffleBoundary
    static boolean isPlainWrite(ClassObject type, TruffleString name) {
        return Operations.hasDefaultSetAttribute(type, name) && !name.equals(Names.CLASS) && !name.equals(Names.DICT)
                && !Operations.isDataDescriptor(type.lookup(name));
    }

    /** What an instance reads from its class, in the words of {@link Read}'s specializations. */
    enum Found { VALUE, METHOD, PROPERTY }

    /** What reading finds in the class of an object of this shape; null unless it is of this kind. */
    @TruffleBoundary
    static Object inClass(InstanceObject object, Shape shape, TruffleString name, Found kind) {
        ClassObject type = object.type();
        if (object instanceof ModuleObject || object instanceof ClassObject || object instanceof PropertyObject || shape.getDynamicType() != type || type.isBuiltin()
                || Operations.ownsArray(object) || !Operations.hasDefaultGetAttribute(type)) {
            return null;
        }
        Object found = type.lookup(name);
        if (found instanceof PropertyObject p) {
            return kind == Found.PROPERTY && p.getter instanceof FunctionObject f ? f : null;
        }
        if (shape.hasProperty(name) || Operations.isDataDescriptor(found)) {
            return null;
        }
        if (found instanceof FunctionObject || found instanceof BuiltinFunction b && b.owner != null) {
            return kind == Found.METHOD ? found : null;
        }
        return kind == Found.VALUE ? constant(found) : null;
    }

    /** What a class holds where reading gives just that, or null. */
    private static Object constant(Object found) {
        return switch (found) {
            case null -> null;
            case ClassObject c -> c;
            case StaticMethod m -> m.function;
            case ClassMethod m -> null;
            case PropertyObject p -> null;
            case InstanceObject i -> i.type().isBuiltin() ? found : null;
            default -> found;
        };
    }

    /** What reading an attribute of a class gives as long as the class stays as it is, or null. */
    @TruffleBoundary
    static Object ofClass(ClassObject type, TruffleString name) {
        if (!type.type().isBuiltin() || Types.TYPE.lookup(name) != null) {
            return null;
        }
        Object found = type.lookup(name);
        return found instanceof FunctionObject || found instanceof BuiltinFunction ? found : constant(found);
    }

    /** A function that the class defines and no instance of this shape hides, or null. */
    @TruffleBoundary
    static Object plainMethod(ClassObject type, Shape shape, TruffleString name) {
        if (!Operations.hasDefaultGetAttribute(type) || shape != null && shape.hasProperty(name)) {
            return null;
        }
        Object found = type.lookup(name);
        return found instanceof FunctionObject || found instanceof BuiltinFunction builtin && builtin.owner != null ? found : null;
    }

    @NodeChild(value = "object", type = ExpressionNode.class)
    @NodeField(name = "name", type = TruffleString.class)
    @ImportStatic({Found.class, Signature.class})
    abstract static class Read extends ExpressionNode {
        abstract TruffleString getName();

        /** Reads the attribute of a value in hand. */
        abstract Object executeWith(VirtualFrame frame, Object object);

        @Specialization(guards = "module == cached", limit = "2")
        Object modules(@SuppressWarnings("unused") ModuleObject module, @Cached("module") ModuleObject cached,
                @Cached("cached.global(getName())") Global global) {
            Object value = global.get();
            return value != null ? value : general(cached);
        }

        @Specialization(guards = {"object.getShape() == shape", "plain", "isInstance(object)"}, assumptions = "stable", limit = "4")
        Object instances(InstanceObject object, @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached("plainOwn(object)") @SuppressWarnings("unused") boolean plain,
                @CachedLibrary(limit = "1") DynamicObjectLibrary objects) {
            return objects.getOrDefault(object, getName(), null);
        }

        static boolean isInstance(Object o) {
            return !(o instanceof ModuleObject) && !(o instanceof ClassObject);
        }

        boolean plainOwn(InstanceObject object) {
            return !(object instanceof ModuleObject) && !(object instanceof ClassObject)
                    && object.getShape().getDynamicType() == object.type()
                    && object.getShape().hasProperty(getName()) && isPlainRead(object.type(), getName());
        }

        Object found(InstanceObject object, Shape shape, Found kind) {
            return inClass(object, shape, getName(), kind);
        }

        @Specialization(guards = {"object.getShape() == shape", "value != null", "isInstance(object)"}, assumptions = "stable",
                limit = "3")
        static Object classValues(@SuppressWarnings("unused") InstanceObject object,
                @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "found(object, shape, VALUE)", neverDefault = false) Object value) {
            return value;
        }

        @Specialization(guards = {"object.getShape() == shape", "function != null", "isInstance(object)"}, assumptions = "stable",
                limit = "3")
        static Object methods(InstanceObject object, @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "found(object, shape, METHOD)", neverDefault = false) Object function) {
            return new BoundMethod(function, object);
        }

        @Specialization(guards = {"object.getShape() == shape", "getter != null", "isInstance(object)"}, assumptions = "stable",
                limit = "3")
        static Object properties(VirtualFrame frame, InstanceObject object,
                @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "found(object, shape, PROPERTY)", neverDefault = false) Object getter,
                @Cached("create(NO_NAMES)") CallNodes.Dispatch call) {
            return call.execute(frame, getter, new Object[] {object});
        }

        Object ofClass(ClassObject type) {
            return AttributeNodes.ofClass(type, getName());
        }

        @Specialization(guards = {"type == cached", "value != null"}, assumptions = "stable", limit = "3")
        static Object classes(@SuppressWarnings("unused") ClassObject type,
                @Cached("type") @SuppressWarnings("unused") ClassObject cached,
                @Cached("cached.stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "ofClass(cached)", neverDefault = false) Object value) {
            return value;
        }

        @Specialization
        Object general(Object object) {
            return slow(object);
        }

        @TruffleBoundary
        private Object slow(Object object) {
            try {
                return Operations.getAttribute(object, getName());
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** Finds the function to call with the object as its first argument; null when there is none such. */
    abstract static class Method extends JacobiNode {
        final TruffleString name;

        Method(TruffleString name) {
            this.name = name;
        }

        abstract Object execute(Object object);

        @Specialization(guards = {"object.getShape() == shape", "method != null", "plainKind(object)"}, assumptions = "stable",
                limit = "4")
        static Object instances(@SuppressWarnings("unused") InstanceObject object,
                @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached("ofInstance(object)") Object method) {
            return method;
        }

        static boolean plainKind(Object o) {
            return !(o instanceof ModuleObject) && !(o instanceof ClassObject) && !(o instanceof SuperObject);
        }

        Object ofInstance(InstanceObject object) {
            return !plainKind(object) || object.getShape().getDynamicType() != object.type() ? null
                            : plainMethod(object.type(), object.getShape(), name);
        }

        /** A module's function gets no first argument. */
        @Specialization
        static Object modules(@SuppressWarnings("unused") ModuleObject object) {
            return null;
        }

        @Specialization
        static Object classes(@SuppressWarnings("unused") ClassObject object) {
            return null;
        }

        /** The function that {@code super()} finds; its first argument is the instance. */
        @Specialization(guards = {"object.start == start", "object.owner == owner", "method != null"}, assumptions = "stable",
                limit = "3")
        static Object supers(@SuppressWarnings("unused") SuperObject object,
                @Cached("object.start") @SuppressWarnings("unused") ClassObject start,
                @Cached("object.owner") @SuppressWarnings("unused") ClassObject owner,
                @Cached("start.stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "ofSuper(object)", neverDefault = false) Object method) {
            return method;
        }

        @TruffleBoundary
        Object ofSuper(SuperObject object) {
            Object found = object.self instanceof ClassObject ? null : object.start.lookupAfter(object.owner, name);
            return found instanceof FunctionObject || found instanceof BuiltinFunction builtin && builtin.owner != null ? found : null;
        }

        @Specialization
        Object strings(@SuppressWarnings("unused") TruffleString object,
                @Cached(value = "ofString()", neverDefault = false) Object method) {
            return method;
        }

        Object ofString() {
            return plainMethod(org.jacobilang.runtime.Types.STR, null, name);
        }

        @Specialization
        Object others(Object object) {
            return slow(object);
        }

        @TruffleBoundary
        private Object slow(Object object) {
            if (object instanceof SuperObject s) {
                return ofSuper(s);
            }
            if (object instanceof InstanceObject instance) {
                return ofInstance(instance);
            }
            return object instanceof org.jacobilang.array.ArrayLike ? null : plainMethod(Operations.typeOf(object), null, name);
        }

        @TruffleBoundary
        Object attribute(Object object) {
            try {
                return Operations.getAttribute(object, name);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    /** Writes the value of an expression to an attribute. */
    @NodeChild(value = "object", type = ExpressionNode.class)
    @NodeChild(value = "value", type = ExpressionNode.class)
    @NodeField(name = "name", type = TruffleString.class)
    @ImportStatic(Signature.class)
    abstract static class Write extends ExpressionNode {
        abstract TruffleString getName();

        @Specialization(guards = {"object.getShape() == shape", "plain"}, assumptions = "stable", limit = "4")
        Object instances(InstanceObject object, Object value,
                @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached("plain(object)") @SuppressWarnings("unused") boolean plain,
                @CachedLibrary(limit = "1") DynamicObjectLibrary objects) {
            objects.put(object, getName(), value);
            return value;
        }

        boolean plain(InstanceObject object) {
            return !(object instanceof ModuleObject) && !(object instanceof ClassObject)
                    && object.getShape().getDynamicType() == object.type() && isPlainWrite(object.type(), getName());
        }

        @Specialization(guards = {"object.getShape() == shape", "setter != null"}, assumptions = "stable", limit = "2")
        static Object properties(VirtualFrame frame, InstanceObject object, Object value,
                @Cached("object.getShape()") @SuppressWarnings("unused") Shape shape,
                @Cached("object.type().stable()") @SuppressWarnings("unused") Assumption stable,
                @Cached(value = "setter(object, shape)", neverDefault = false) FunctionObject setter,
                @Cached("create(NO_NAMES)") CallNodes.Dispatch call) {
            call.execute(frame, setter, new Object[] {object, value});
            return value;
        }

        @TruffleBoundary
        FunctionObject setter(InstanceObject object, Shape shape) {
            ClassObject type = object.type();
            return !(object instanceof ModuleObject) && !(object instanceof ClassObject) && shape.getDynamicType() == type
                    && Operations.hasDefaultSetAttribute(type, getName())
                    && type.lookup(getName()) instanceof PropertyObject p && p.setter instanceof FunctionObject f ? f : null;
        }

        @Specialization
        Object general(Object object, Object value) {
            slow(object, value);
            return value;
        }

        @TruffleBoundary
        private void slow(Object object, Object value) {
            try {
                Operations.setAttribute(object, getName(), value);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Delete extends StatementNode {
        @Child private ExpressionNode object;
        private final TruffleString name;

        Delete(ExpressionNode object, TruffleString name) {
            this.object = object;
            this.name = name;
        }

        @Override
        public void execute(VirtualFrame frame) {
            delete(object.execute(frame));
        }

        @TruffleBoundary
        private void delete(Object o) {
            try {
                Operations.delAttribute(o, name);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }
}
