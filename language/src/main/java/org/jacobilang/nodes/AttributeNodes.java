package org.jacobilang.nodes;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.NodeChild;
import com.oracle.truffle.api.dsl.NodeField;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.Global;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;

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
        return Operations.hasDefaultSetAttribute(type) && !Operations.isDataDescriptor(type.lookup(name));
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
    abstract static class Read extends ExpressionNode {
        abstract TruffleString getName();

        @Specialization(guards = "module == cached", limit = "1")
        Object modules(@SuppressWarnings("unused") ModuleObject module, @Cached("module") ModuleObject cached,
                @Cached("cached.global(getName())") Global global) {
            Object value = global.get();
            return value != null ? value : general(cached);
        }

        @Specialization(guards = {"object.getShape() == shape", "plain", "isInstance(object)"}, assumptions = "stable",
                limit = "4", replaces = "modules")
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

        @Specialization(replaces = {"modules", "instances"})
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
            return !(o instanceof ModuleObject) && !(o instanceof ClassObject);
        }

        Object ofInstance(InstanceObject object) {
            return object instanceof ModuleObject || object instanceof ClassObject
                    || object.getShape().getDynamicType() != object.type() ? null
                            : plainMethod(object.type(), object.getShape(), name);
        }

        @Specialization
        Object strings(@SuppressWarnings("unused") TruffleString object,
                @Cached(value = "ofString()", neverDefault = false) Object method) {
            return method;
        }

        Object ofString() {
            return plainMethod(org.jacobilang.runtime.Types.STR, null, name);
        }

        @Specialization(replaces = {"instances", "strings"})
        Object others(Object object) {
            return slow(object);
        }

        @TruffleBoundary
        private Object slow(Object object) {
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

        @Specialization(replaces = "instances")
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
