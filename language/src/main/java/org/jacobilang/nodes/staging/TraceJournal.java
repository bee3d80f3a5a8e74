package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.Set;
import org.jacobilang.execute.Effects;
import org.jacobilang.execute.TracedNumber;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.Journal;

/** Passes what objects announce on to the trace that runs. */
public final class TraceJournal extends Journal {
    @Override
    protected void write(Object container) {
        if (Trace.current() != null) {
            Trace.current().writeContents(container);
        }
    }

    @Override
    protected Object read(Object owner, TruffleString name, Object value) {
        return Trace.current() == null ? value : Trace.current().readAttribute(owner, name, value);
    }

    @Override
    protected void write(Object owner, TruffleString name) {
        if (Trace.current() != null) {
            Trace.current().writeAttribute(owner, name);
        }
    }

    @Override
    protected void opaque(String name) {
        if (Trace.current() != null) {
            throw Trace.refuse(name + " does something that the program would have to repeat at each call");
        }
    }

    @Override
    protected boolean calls(BuiltinFunction function, Object[] arguments, TruffleString[] names) {
        if (Trace.current() == null) {
            return false;
        }
        switch (function.effect) {
            case OPAQUE -> opaque(function.name + "()");
            case ORDERED -> {
                Effects.record(function, arguments, names);
                return true;
            }
            case PURE -> {
                if (!function.takesTraced && !HOLDERS.contains(function.displayName())) {
                    for (Object a : arguments) {
                        looks(a, function.displayName() + "()");
                    }
                }
            }
        }
        return false;
    }

    /** Functions that hold or pass on what they are given, or ask for what they need by themselves. */
    private static final Set<String> HOLDERS = Set.of("print", "str", "repr", "format", "isinstance", "type", "abs", "range", "float",
            "int", "bool", "list", "tuple", "dict", "set", "zip", "enumerate", "map", "filter", "reversed", "iter", "next", "sum",
            "callable", "getattr", "setattr", "hasattr", "super", "len", "object.__new__", "object.__init__", "range.__new__",
            "float.__new__", "int.__new__", "bool.__new__", "str.__new__", "list.__init__", "tuple.__new__", "list.append",
            "list.extend", "list.insert", "list.__setitem__", "dict.__setitem__", "dict.update", "dict.get", "dict.setdefault",
            "dict.pop", "str.join", "str.format", "str.__add__", "type.__call__", "TransformedFunction.__call__", "min", "max", "any",
            "all", "BaseException.__init__", "BaseException.__new__");

    @Override
    protected void looks(Object value, String what) {
        if (Trace.current() != null && (value instanceof TracedNumber || value instanceof TracedRange || TracedText.isMarked(value))) {
            throw Trace.refuse(what + " needs to know a value that is traced");
        }
    }
}
