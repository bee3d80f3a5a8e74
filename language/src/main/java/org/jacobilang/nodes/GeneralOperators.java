package org.jacobilang.nodes;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.NeverDefault;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Journal;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;

/**
 * Operators on what is no pair of machine numbers: scalars of arrays without leaving compiled code, special methods of the
 * program's classes by an inline cache, and the rest as {@link Operations} says. Each way is compiled only once it was needed.
 */
final class GeneralOperators {
    private GeneralOperators() {
    }

    /** What a node of this kind has met. */
    abstract static class Met extends JacobiNode {
        @CompilationFinal private boolean scalars;
        @Child private Special special;

        final boolean scalars(Object a, Object b) {
            if (!scalars && (ScalarOperators.isScalar(a) || ScalarOperators.isScalar(b))) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                scalars = true;
            }
            return scalars;
        }

        /** The method's result, or null where there is no plain method to call. */
        final Object special(VirtualFrame frame, Object a, Object b, TruffleString method, TruffleString reflected) {
            if (Journal.recording) {
                // What is called under tracing runs its tree for tracing: the general form knows.
                return null;
            }
            if (special == null) {
                if (!isUser(a) && !isUser(b)) {
                    return null;
                }
                CompilerDirectives.transferToInterpreterAndInvalidate();
                special = insert(GeneralOperatorsFactory.SpecialNodeGen.create(method, reflected));
                special.at(start(), length());
            }
            return special.execute(frame, a, b);
        }
    }

    static final class Binary extends Met {
        private final BinaryOp op;
        private final boolean inPlace;

        Binary(BinaryOp op, boolean inPlace) {
            this.op = op;
            this.inPlace = inPlace;
        }

        Object execute(VirtualFrame frame, Object a, Object b) {
            if (scalars(a, b)) {
                Object result = ScalarOperators.binary(op, a, b);
                if (result != null) {
                    return result;
                }
            }
            if (!inPlace) {
                Object result = special(frame, a, b, op.method, op.reflected);
                if (result != null) {
                    return result;
                }
            }
            try {
                return inPlace ? Operations.inPlace(op, a, b) : Operations.binary(op, a, b);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static final class Compare extends Met {
        private final CompareOp op;

        Compare(CompareOp op) {
            this.op = op;
        }

        Object execute(VirtualFrame frame, Object a, Object b) {
            if (scalars(a, b)) {
                Object result = ScalarOperators.compare(op, a, b);
                if (result != null) {
                    return result;
                }
            }
            Object result = special(frame, a, b, op.method, op.swapped().method);
            if (result != null) {
                return result;
            }
            try {
                return Operations.compare(op, a, b);
            } catch (PythonException e) {
                throw located(e);
            }
        }
    }

    static boolean isUser(Object value) {
        return value instanceof InstanceObject i && !i.type().isBuiltin();
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double;
    }

    /**
     * Calls the special method of the left operand's class, or the reflected one of the right operand's where the left one is a
     * number. Null where the rules need a closer look, or where the method answered NotImplemented.
     */
    abstract static class Special extends JacobiNode {
        private final TruffleString method;
        private final TruffleString reflected;

        Special(TruffleString method, TruffleString reflected) {
            this.method = method;
            this.reflected = reflected;
        }

        abstract Object execute(VirtualFrame frame, Object a, Object b);

        /** The class that decides, with the one beside it: null stands for any builtin class. */
        static ClassObject userType(Object value) {
            return value instanceof InstanceObject i && !i.type().isBuiltin() ? i.type() : null;
        }

        @Specialization(guards = {"a.type() == left", "userType(b) == right", "function != null"},
                assumptions = {"leftStable", "rightStable"}, limit = "3")
        Object left(VirtualFrame frame, InstanceObject a, Object b, @Cached(value = "a.type()", neverDefault = true) ClassObject left,
                @Cached(value = "userType(b)", neverDefault = false) @SuppressWarnings("unused") ClassObject right,
                @Cached("stable(left)") @SuppressWarnings("unused") Assumption leftStable,
                @Cached("stable(right)") @SuppressWarnings("unused") Assumption rightStable,
                @Cached(value = "leftMethod(left, right)", neverDefault = false) FunctionObject function,
                @Cached("dispatch()") CallNodes.Dispatch call) {
            return answer(call.execute(frame, function, new Object[] {a, b}));
        }

        @Specialization(guards = {"isNumber(a)", "b.type() == right", "function != null"}, assumptions = "rightStable", limit = "2")
        Object right(VirtualFrame frame, Object a, InstanceObject b,
                @Cached(value = "b.type()", neverDefault = true) ClassObject right,
                @Cached("stable(right)") @SuppressWarnings("unused") Assumption rightStable,
                @Cached(value = "rightMethod(right)", neverDefault = false) FunctionObject function,
                @Cached("dispatch()") CallNodes.Dispatch call) {
            return answer(call.execute(frame, function, new Object[] {b, a}));
        }

        static boolean isNumber(Object value) {
            return GeneralOperators.isNumber(value);
        }

        @Specialization
        Object others(@SuppressWarnings("unused") Object a, @SuppressWarnings("unused") Object b) {
            return null;
        }

        /** NotImplemented is rare, and the general form then asks the method once more: it has no effect but its answer. */
        private static Object answer(Object result) {
            return result == NotImplemented.NOT_IMPLEMENTED ? null : result;
        }

        @NeverDefault
        static Assumption stable(ClassObject type) {
            return type == null ? Assumption.ALWAYS_VALID : type.stable();
        }

        @NeverDefault
        static CallNodes.Dispatch dispatch() {
            return CallNodes.Dispatch.create(Signature.NO_NAMES);
        }

        @TruffleBoundary
        FunctionObject leftMethod(ClassObject left, ClassObject right) {
            if (left.isBuiltin() || right != null && right != left && right.isSubclassOf(left)) {
                return null;
            }
            return left.lookup(method) instanceof FunctionObject f ? f : null;
        }

        @TruffleBoundary
        FunctionObject rightMethod(ClassObject right) {
            return !right.isBuiltin() && right.layout == ClassObject.Layout.OBJECT
                    && right.lookup(reflected) instanceof FunctionObject f ? f : null;
        }
    }
}
