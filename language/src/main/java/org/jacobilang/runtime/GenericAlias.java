package org.jacobilang.runtime;

import java.util.ArrayList;
import java.util.List;

/** {@code list[int]}: a generic class with its parameters, which acts as the class where it is called. */
public final class GenericAlias extends InstanceObject {
    public final Object origin;
    public final TupleObject arguments;

    public GenericAlias(Object origin, Object parameters) {
        super(Types.GENERIC_ALIAS);
        this.origin = origin;
        this.arguments = parameters instanceof TupleObject t && t.type() == Types.TUPLE ? t : new TupleObject(parameters);
    }

    /** Whether a builtin class, or a class derived from one, takes parameters. */
    static boolean isGeneric(ClassObject c) {
        for (ClassObject one : new ClassObject[] {Types.LIST, Types.DICT, Types.TUPLE, Types.SET, Types.FROZENSET, Types.TYPE}) {
            if (c == one || one != Types.TYPE && c.isSubclassOf(one)) {
                return true;
            }
        }
        return false;
    }

    /** The type variables among the parameters, each once. */
    public TupleObject variables() {
        List<Object> all = new ArrayList<>();
        for (Object argument : arguments.items) {
            if (isVariable(argument)) {
                add(all, argument);
            } else if (Attributes.find(argument, Strings.name("__parameters__")) instanceof TupleObject inner) {
                for (Object one : inner.items) {
                    add(all, one);
                }
            }
        }
        return new TupleObject(all.toArray());
    }

    private static void add(List<Object> all, Object one) {
        if (!all.contains(one)) {
            all.add(one);
        }
    }

    private static boolean isVariable(Object value) {
        return value instanceof InstanceObject i && i.type().lookup(Strings.name("__typing_subst__")) != null;
    }

    /** The alias with values for its type variables. */
    public Object with(Object values) {
        TupleObject wanted = variables();
        TupleObject given = values instanceof TupleObject t ? t : new TupleObject(values);
        if (wanted.size() == 0) {
            throw Errors.typeError("%s is not a generic class", Strings.java(Operations.repr(this)));
        }
        if (wanted.size() != given.size()) {
            throw Errors.typeError("Too %s arguments for %s; actual %d, expected %d", given.size() > wanted.size() ? "many" : "few",
                    Strings.java(Operations.repr(this)), given.size(), wanted.size());
        }
        Object[] out = arguments.items.clone();
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < wanted.size(); k++) {
                if (out[i] == wanted.items[k]) {
                    out[i] = given.items[k];
                }
            }
            if (out[i] instanceof GenericAlias inner && inner.variables().size() > 0) {
                List<Object> own = new ArrayList<>();
                for (Object v : inner.variables().items) {
                    own.add(given.items[java.util.Arrays.asList(wanted.items).indexOf(v)]);
                }
                out[i] = inner.with(new TupleObject(own.toArray()));
            }
        }
        return new GenericAlias(origin, new TupleObject(out));
    }

    /** How a parameter or member of a union is shown. */
    public static String shown(Object value) {
        return switch (value) {
            case ClassObject c -> c == Types.NONE ? "None" : c.fullName();
            case Ellipsis e -> "...";
            case ListObject list -> "[" + String.join(", ", java.util.Arrays.stream(list.toArray()).map(GenericAlias::shown).toList())
                    + "]";
            default -> Text.java(value);
        };
    }

    String text() {
        List<String> parts = new ArrayList<>();
        for (Object argument : arguments.items) {
            parts.add(argument == Types.NONE ? "NoneType" : shown(argument));
        }
        return shown(origin) + "[" + (parts.isEmpty() ? "()" : String.join(", ", parts)) + "]";
    }
}
