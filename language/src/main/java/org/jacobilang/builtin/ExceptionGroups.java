package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** Groups of exceptions as values; the statement {@code except*} does not exist. */
final class ExceptionGroups {
    private ExceptionGroups() {
    }

    static void fill(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, message, exceptions, /, *args)", a -> make((ClassObject) a[0], a[1], a[2])));
        t.method("__init__(self, *args)", null, a -> None.NONE);
        t.method("__str__(self, /)", "Return str(self).", a -> {
            int n = members(a[0]).length;
            return Strings.of(Strings.java(Operations.str(((ExceptionObject) a[0]).field("message"))) + " (" + n + " sub-exception"
                    + (n == 1 ? ")" : "s)"));
        });
        t.method("derive(self, excs, /)", "A group with the same message and other exceptions.",
                a -> Operations.call(Types.EXCEPTION_GROUP, ((ExceptionObject) a[0]).field("message"), a[1]));
        t.method("subgroup(self, condition, /)", "The part that a class or a function chooses, or None.",
                a -> split((ExceptionObject) a[0], a[1], true));
        t.method("split(self, condition, /)", "The part that a class or a function chooses, and the rest.",
                a -> new TupleObject(split((ExceptionObject) a[0], a[1], true), split((ExceptionObject) a[0], a[1], false)));
    }

    private static Object[] members(Object group) {
        return ((TupleObject) ((ExceptionObject) group).field("exceptions")).items;
    }

    private static ExceptionObject make(ClassObject cls, Object message, Object exceptions) {
        if (!(message instanceof TruffleString)) {
            throw Errors.typeError("argument 1 must be str, not %s", Operations.typeOf(message).name());
        }
        if (!(exceptions instanceof ListObject) && !(exceptions instanceof TupleObject)) {
            throw Errors.typeError("second argument (exceptions) must be a sequence");
        }
        Object[] items = Operations.items(exceptions);
        if (items.length == 0) {
            throw Errors.valueError("second argument (exceptions) must be a non-empty sequence");
        }
        boolean ordinary = true;
        for (int i = 0; i < items.length; i++) {
            if (!(items[i] instanceof ExceptionObject e)) {
                throw Errors.valueError("Item %d of second argument (exceptions) is not an exception", i);
            }
            ordinary &= e.isA(Types.EXCEPTION);
        }
        if (!ordinary && cls.isSubclassOf(Types.EXCEPTION)) {
            throw Errors.typeError("Cannot nest BaseExceptions in an %s", cls.name());
        }
        ClassObject made = cls == Types.BASE_EXCEPTION_GROUP && ordinary ? Types.EXCEPTION_GROUP : cls;
        return new ExceptionObject(made, new TupleObject(message, exceptions)).field("message", message)
                .field("exceptions", new TupleObject(items));
    }

    private static boolean chosen(Object e, Object condition) {
        return condition instanceof ClassObject || condition instanceof TupleObject ? Operations.isInstance(e, condition)
                : Operations.truth(Operations.call(condition, e));
    }

    private static Object split(ExceptionObject group, Object condition, boolean wanted) {
        if (chosen(group, condition)) {
            return wanted ? group : None.NONE;
        }
        List<Object> kept = new ArrayList<>();
        for (Object member : members(group)) {
            if (member instanceof ExceptionObject e && e.isA(Types.BASE_EXCEPTION_GROUP)) {
                Object part = split(e, condition, wanted);
                if (part != None.NONE) {
                    kept.add(part);
                }
            } else if (chosen(member, condition) == wanted) {
                kept.add(member);
            }
        }
        return kept.isEmpty() ? None.NONE : Operations.callMethod(group, "derive", new ListObject(kept.toArray()));
    }
}
