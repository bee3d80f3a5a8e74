package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.Arrays;
import org.jacobilang.nodes.staging.Staging;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The match statement: a pattern says whether a value fits and binds names as it goes. */
final class PatternNodes {
    private static final TruffleString MATCH_ARGS = Strings.name("__match_args__");

    private PatternNodes() {
    }

    abstract static class Pattern extends JacobiNode {
        abstract boolean matches(VirtualFrame frame, Object value);

        /** As {@link #matches}, or a traced bool where it depends on a traced value whether a literal fits. */
        Object stagedMatches(VirtualFrame frame, Object value) {
            return matches(frame, value);
        }
    }

    /** A literal or a dotted name. */
    static final class Value extends Pattern {
        @Child private ExpressionNode expected;
        private final boolean identity;

        Value(ExpressionNode expected, boolean identity) {
            this.expected = expected;
            this.identity = identity;
        }

        @Override
        boolean matches(VirtualFrame frame, Object value) {
            Object e = expected.execute(frame);
            return identity ? LogicNodes.same(e, value) : Operations.equal(value, e);
        }

        @Override
        Object stagedMatches(VirtualFrame frame, Object value) {
            if (identity || !Staging.traced(value)) {
                return matches(frame, value);
            }
            Object same = Operations.compare(CompareOp.EQ, value, expected.execute(frame));
            return Staging.traced(same) ? Staging.truth(same) : (Object) Operations.truth(same);
        }
    }

    /** Binds the value through a slot, if the inner pattern (which may be null) fits. */
    static final class Capture extends Pattern {
        @Child private Pattern inner;
        private final int slot;
        @Child private ExpressionNode store;

        Capture(Pattern inner, int slot, ExpressionNode store) {
            this.inner = inner;
            this.slot = slot;
            this.store = store;
        }

        @Override
        boolean matches(VirtualFrame frame, Object value) {
            if (inner != null && !inner.matches(frame, value)) {
                return false;
            }
            if (store != null) {
                frame.setObject(slot, value);
                store.executeVoid(frame);
            }
            return true;
        }

        @Override
        Object stagedMatches(VirtualFrame frame, Object value) {
            Object fits = inner == null ? (Object) true : inner.stagedMatches(frame, value);
            if (!Boolean.FALSE.equals(fits) && store != null) {
                frame.setObject(slot, value);
                store.executeVoid(frame);
            }
            return fits;
        }
    }

    static final class Or extends Pattern {
        @Children private final Pattern[] alternatives;

        Or(Pattern[] alternatives) {
            this.alternatives = alternatives;
        }

        @Override
        @ExplodeLoop
        boolean matches(VirtualFrame frame, Object value) {
            for (Pattern p : alternatives) {
                if (p.matches(frame, value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        Object stagedMatches(VirtualFrame frame, Object value) {
            Object any = false;
            for (Pattern p : alternatives) {
                Object fits = p.stagedMatches(frame, value);
                if (Boolean.TRUE.equals(fits)) {
                    return true;
                }
                any = Staging.eitherOf(any, fits);
            }
            return any;
        }
    }

    static final class Sequence extends Pattern {
        @Children private final Pattern[] elements;
        /** The index of the starred element, or -1. */
        private final int star;

        Sequence(Pattern[] elements, int star) {
            this.elements = elements;
            this.star = star;
        }

        @Override
        @ExplodeLoop
        boolean matches(VirtualFrame frame, Object value) {
            Object[] items = items(value);
            if (items == null || (star < 0 ? items.length != elements.length : items.length < elements.length - 1)) {
                return false;
            }
            int rest = items.length - elements.length + 1;
            for (int i = 0; i < elements.length; i++) {
                Object item;
                if (star < 0 || i < star) {
                    item = items[i];
                } else if (i == star) {
                    item = slice(items, star, star + rest);
                } else {
                    item = items[i + rest - 1];
                }
                if (!elements[i].matches(frame, item)) {
                    return false;
                }
            }
            return true;
        }

        @TruffleBoundary
        private static Object slice(Object[] items, int from, int to) {
            return new ListObject(Arrays.copyOfRange(items, from, to));
        }

        @TruffleBoundary
        private static Object[] items(Object value) {
            if (value instanceof TupleObject tuple) {
                return tuple.items;
            }
            if (value instanceof ListObject list) {
                return list.toArray();
            }
            if (!Operations.isSequence(value)) {
                return null;
            }
            java.util.List<Object> out = new java.util.ArrayList<>();
            Iteration i = Operations.iterator(value);
            for (Object item = i.next(); item != Iteration.END; item = i.next()) {
                out.add(item);
            }
            return out.toArray();
        }
    }

    static final class Mapping extends Pattern {
        @Children private final ExpressionNode[] keys;
        @Children private final Pattern[] patterns;
        private final int slot;
        /** Assigns what is left over; may be null. */
        @Child private ExpressionNode rest;

        Mapping(ExpressionNode[] keys, Pattern[] patterns, int slot, ExpressionNode rest) {
            this.keys = keys;
            this.patterns = patterns;
            this.slot = slot;
            this.rest = rest;
        }

        @Override
        @ExplodeLoop
        boolean matches(VirtualFrame frame, Object value) {
            DictObject dict = mapping(value);
            if (dict == null) {
                return false;
            }
            Object[] wanted = CallNodes.evaluate(frame, keys);
            for (int i = 0; i < keys.length; i++) {
                Object item = dict.get(wanted[i]);
                if (item == null || !patterns[i].matches(frame, item)) {
                    return false;
                }
            }
            if (rest != null) {
                frame.setObject(slot, without(dict, wanted));
                rest.executeVoid(frame);
            }
            return true;
        }

        @TruffleBoundary
        private static DictObject mapping(Object value) {
            return Operations.isMapping(value) ? Operations.mapping(value) : null;
        }

        @TruffleBoundary
        private static DictObject without(DictObject dict, Object[] keys) {
            DictObject copy = new DictObject();
            copy.putAll(dict);
            for (Object key : keys) {
                copy.remove(key);
            }
            return copy;
        }
    }

    static final class OfClass extends Pattern {
        @Child private ExpressionNode type;
        @Children private final Pattern[] positional;
        private final TruffleString[] names;
        @Children private final Pattern[] named;

        OfClass(ExpressionNode type, Pattern[] positional, TruffleString[] names, Pattern[] named) {
            this.type = type;
            this.positional = positional;
            this.names = names;
            this.named = named;
        }

        @Override
        @ExplodeLoop
        boolean matches(VirtualFrame frame, Object value) {
            Object wanted = type.execute(frame);
            Object[] parts = parts(wanted, value);
            if (parts == null) {
                return false;
            }
            for (int i = 0; i < positional.length; i++) {
                if (!positional[i].matches(frame, parts[i])) {
                    return false;
                }
            }
            for (int i = 0; i < named.length; i++) {
                if (!named[i].matches(frame, parts[positional.length + i])) {
                    return false;
                }
            }
            return true;
        }

        /** The attributes that the patterns look at, or null when the value does not fit. */
        @TruffleBoundary
        private Object[] parts(Object wanted, Object value) {
            try {
                if (!(wanted instanceof ClassObject c)) {
                    throw Errors.typeError("called match pattern must be a class");
                }
                if (!Operations.isInstance(value, c)) {
                    return null;
                }
                Object[] parts = new Object[positional.length + named.length];
                if (positional.length > 0 && isSelf(c)) {
                    if (positional.length > 1) {
                        throw Errors.typeError("%s() accepts 1 positional sub-pattern (%d given)", c.name(), positional.length);
                    }
                    parts[0] = value;
                } else if (positional.length > 0) {
                    Object args = Operations.attributeOrNull(c, MATCH_ARGS);
                    int count = args instanceof TupleObject t ? t.items.length : 0;
                    if (positional.length > count) {
                        throw Errors.typeError("%s() accepts %d positional sub-pattern%s (%d given)", c.name(), count,
                                count == 1 ? "" : "s", positional.length);
                    }
                    for (int i = 0; i < positional.length; i++) {
                        parts[i] = Operations.attributeOrNull(value, Strings.name((TruffleString) ((TupleObject) args).items[i]));
                        if (parts[i] == null) {
                            return null;
                        }
                    }
                }
                for (int i = 0; i < names.length; i++) {
                    Object part = Operations.attributeOrNull(value, names[i]);
                    if (part == null) {
                        return null;
                    }
                    parts[positional.length + i] = part;
                }
                return parts;
            } catch (PythonException e) {
                throw located(e);
            }
        }

        /** Builtin classes whose single positional pattern is the value itself. */
        private static boolean isSelf(ClassObject c) {
            for (ClassObject plain : new ClassObject[] {Types.INT, Types.FLOAT, Types.STR, Types.BYTES, Types.LIST, Types.TUPLE,
                Types.DICT, Types.SET, Types.FROZENSET, Types.BOOL}) {
                if (c.isSubclassOf(plain) && c.lookup(MATCH_ARGS) == null) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class Match extends StatementNode {
        @Child private ExpressionNode subject;
        @Children private final Pattern[] patterns;
        @Children private final ExpressionNode[] guards;
        @Children private final StatementNode[] bodies;

        Match(ExpressionNode subject, Pattern[] patterns, ExpressionNode[] guards, StatementNode[] bodies) {
            this.subject = subject;
            this.patterns = patterns;
            this.guards = guards;
            this.bodies = bodies;
        }

        @Override
        @ExplodeLoop
        public void execute(VirtualFrame frame) {
            Object value = subject.execute(frame);
            for (int i = 0; i < patterns.length; i++) {
                if (patterns[i].matches(frame, value) && (guards[i] == null || LogicNodes.test(guards[i], frame))) {
                    bodies[i].execute(frame);
                    return;
                }
            }
        }
    }
}
