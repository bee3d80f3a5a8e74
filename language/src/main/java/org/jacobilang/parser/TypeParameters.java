package org.jacobilang.parser;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Name;

/**
 * Definitions with type parameters, in words that the language has anyway: a lambda whose parameters are the type parameters holds
 * the definition and is called at once with fresh type variables.
 */
record TypeParameters(List<Syntax.TypeParam> params, int start, int length) {
    private static final String[] KINDS = {"TypeVar", "TypeVarTuple", "ParamSpec"};

    /** {@code def name[...]} or {@code class name[...]}. */
    Syntax.Stmt define(Name name, List<Expr> decorators, Syntax.Stmt definition) {
        Expr value = call(lambda(names(), new Syntax.Definition(start, length, definition, references())), variables(), List.of());
        for (int i = decorators.size() - 1; i >= 0; i--) {
            value = call(decorators.get(i), List.of(value), List.of());
        }
        return new Syntax.Assign(start, length, List.of(name), value);
    }

    /** {@code type name[...] = value}: the value is computed when somebody asks for it. */
    Syntax.Stmt alias(Name name, Expr value) {
        Expr made = call(new Syntax.Typing(start, length, "_alias"), List.of(text(name.id()), lambda(List.of(), value),
                new Syntax.Tuple(start, length, List.copyOf(references()))), List.of());
        return new Syntax.Assign(start, length, List.of(name),
                params.isEmpty() ? made : call(lambda(names(), made), variables(), List.of()));
    }

    /** {@code Generic[...]}, the base that a class with type parameters has last. */
    Expr base() {
        return new Syntax.Subscript(start, 0, new Syntax.Typing(start, 0, "Generic"),
                new Syntax.Tuple(start, 0, List.copyOf(references())));
    }

    private List<Syntax.Parameter> names() {
        List<Syntax.Parameter> list = new ArrayList<>();
        for (Syntax.TypeParam p : params) {
            list.add(new Syntax.Parameter(p.start(), p.length(), p.name(), null, null));
        }
        return list;
    }

    private List<Name> references() {
        return params.stream().map(p -> new Name(p.start(), p.length(), p.name())).toList();
    }

    private List<Expr> variables() {
        List<Expr> list = new ArrayList<>();
        for (Syntax.TypeParam p : params) {
            Expr none = new Syntax.None(p.start(), 0);
            list.add(call(new Syntax.Typing(p.start(), p.length(), "_variable"), List.of(text(KINDS[p.stars()]), text(p.name()),
                    p.bound() == null ? none : lambda(List.of(), p.bound()),
                    p.defaultValue() == null ? none : lambda(List.of(), p.defaultValue())), List.of()));
        }
        return list;
    }

    private Expr text(String value) {
        return new Syntax.Str(start, 0, value);
    }

    private Expr lambda(List<Syntax.Parameter> parameters, Expr body) {
        return new Syntax.Lambda(start, length, new Syntax.Parameters(start, 0, List.of(), parameters, null, List.of(), null), body);
    }

    private Expr call(Expr callee, List<Expr> arguments, List<Syntax.Keyword> keywords) {
        return new Syntax.Call(start, length, callee, arguments, keywords);
    }
}
