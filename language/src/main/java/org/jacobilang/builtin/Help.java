package org.jacobilang.builtin;

import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;

/** What {@code help} says of an object. */
final class Help {
    private Help() {
    }

    static String of(Object value) {
        if (value == null) {
            return "help(object) shows the signature and the documentation of an object.";
        }
        String head = switch (value) {
            case FunctionObject f -> Strings.java(f.name()) + signature(f);
            case BuiltinFunction f -> f.declaration;
            case BoundMethod m -> m.function instanceof BuiltinFunction f ? f.declaration
                    : m.function instanceof FunctionObject f ? Strings.java(f.name()) + signature(f) : Strings.java(Operations.repr(m));
            default -> Strings.java(Operations.repr(value));
        };
        Object doc = Operations.attributeOrNull(value, Strings.name("__doc__"));
        String text = doc == null || doc == None.NONE ? "" : "\n" + Strings.java(Operations.str(doc)).strip().indent(4).stripTrailing();
        return head + text;
    }

    /** The parameters of a function as they are written. */
    static String signature(FunctionObject f) {
        Signature s = f.code.signature;
        Object[] defaults = f.defaults();
        StringBuilder out = new StringBuilder("(");
        for (int i = 0; i < s.count(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            boolean variadic = s.variadic() && i == s.positional();
            boolean keywords = s.keywords() && i == s.count() - 1;
            if (!variadic && i == s.positional() && s.keywordOnly() > 0 && !keywords) {
                out.append("*, ");
            }
            out.append(variadic ? "*" : keywords ? "**" : "").append(Strings.java(s.names()[i]));
            if (defaults != null && defaults[i] != null) {
                out.append('=').append(Strings.java(Operations.repr(defaults[i])));
            }
            if (i + 1 == s.positionalOnly()) {
                out.append(", /");
            }
        }
        return out.append(')').toString();
    }
}
