package org.jacobilang.parser;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of one module, function, class or comprehension, and where each of them lives. */
public final class Scope {
    /** What the scope belongs to. A generator expression and a lambda are functions of their own. */
    public enum Kind { MODULE, FUNCTION, CLASS, COMPREHENSION }

    /** Where a name lives, seen from this scope. */
    public enum Place {
        /** In the frame of this scope. */
        LOCAL,
        /** In a cell that this scope owns and an inner scope uses. */
        CELL,
        /** In a cell of an enclosing function. */
        FREE,
        /** In the module's namespace, else among the builtins. */
        GLOBAL,
        /** In the namespace of the class body, else wherever {@link #outer} says. */
        CLASS_NAME
    }

    /** What the text of this scope does with a name. */
    static final class Use {
        boolean bound;
        boolean used;
        boolean parameter;
        boolean global;
        boolean nonlocal;
        boolean iteration;
        Place place;
        /** For {@link Place#CLASS_NAME}: where to look when the class has no such name yet. */
        Place outer;
        /** In a class: whether its methods take the name from an enclosing function, whatever the body does with it. */
        boolean passes;
        Syntax declaration;
    }

    private final Kind kind;
    private final Syntax syntax;
    private final Scope parent;
    private final String className;
    private final String name;
    final Map<String, Use> uses = new LinkedHashMap<>();
    final List<Scope> children = new ArrayList<>();
    private boolean generator;
    /** In a class: whether a method refers to {@code __class__}, by {@code super()} or by name. */
    private boolean needsClassCell;

    Scope(Kind kind, Syntax syntax, Scope parent, String name) {
        this.kind = kind;
        this.syntax = syntax;
        this.parent = parent;
        this.name = name;
        this.className = kind == Kind.CLASS ? name : parent == null ? null : parent.className;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    public Kind kind() {
        return kind;
    }

    /** The node that opens the scope. */
    public Syntax syntax() {
        return syntax;
    }

    public Scope parent() {
        return parent;
    }

    /** The name of the function or class, as in {@code __name__}. */
    public String name() {
        return name;
    }

    /** The dotted name, as in {@code __qualname__}. */
    public String qualifiedName() {
        Scope outer = parent;
        while (outer != null && (outer.kind == Kind.COMPREHENSION || outer.holdsTypeParameters())) {
            outer = outer.parent;
        }
        if (outer == null || outer.kind == Kind.MODULE
                || outer.uses.containsKey(name) && outer.uses.get(name).global) {
            return name;
        }
        return outer.qualifiedName() + (outer.kind == Kind.FUNCTION ? ".<locals>." : ".") + name;
    }

    /** Whether this is the scope that only holds the type parameters of a definition within it. */
    private boolean holdsTypeParameters() {
        return syntax instanceof Syntax.Lambda l && l.body() instanceof Syntax.Definition;
    }

    public boolean isGenerator() {
        return generator;
    }

    void markGenerator() {
        generator = true;
    }

    /** Whether the body of this class has to fill a cell with the class itself, for {@code super()}. */
    public boolean needsClassCell() {
        return needsClassCell;
    }

    void markClassCell() {
        needsClassCell = true;
    }

    /** Where a name lives; the name as it stands in the source, private names of a class included. */
    public Place place(String id) {
        Use use = uses.get(mangle(id));
        return use == null ? Place.GLOBAL : use.place;
    }

    /** Whether the scope says {@code global} about the name. */
    public boolean declaresGlobal(String id) {
        Use use = uses.get(mangle(id));
        return use != null && use.global;
    }

    /** For a name of a class body: where to look when the class has no such name yet. */
    public Place outerPlace(String id) {
        Use use = uses.get(mangle(id));
        return use == null || use.outer == null ? Place.GLOBAL : use.outer;
    }

    /** Names that live in this scope's frame, parameters first. */
    public Collection<String> locals() {
        return names(Place.LOCAL);
    }

    /** Names for which this scope makes a cell, parameters first. */
    public Collection<String> cells() {
        return names(Place.CELL);
    }

    /** Names that this scope takes from enclosing functions, in a fixed order. */
    public Collection<String> free() {
        List<String> names = new ArrayList<>(names(Place.FREE));
        uses.forEach((id, use) -> {
            if (use.outer == Place.FREE || use.passes && use.place != Place.FREE) {
                names.add(id);
            }
        });
        return names;
    }

    private List<String> names(Place place) {
        List<String> names = new ArrayList<>();
        uses.forEach((id, use) -> {
            if (use.place == place) {
                names.add(id);
            }
        });
        return names;
    }

    /** The name under which a private name of a class is kept: {@code __x} in class {@code C} is {@code _C__x}. */
    public String mangle(String id) {
        if (className == null || !id.startsWith("__") || id.endsWith("__") || id.indexOf('.') >= 0) {
            return id;
        }
        int i = 0;
        while (i < className.length() && className.charAt(i) == '_') {
            i++;
        }
        return i == className.length() ? id : "_" + className.substring(i) + id;
    }

    Use use(String id) {
        return uses.computeIfAbsent(mangle(id), k -> new Use());
    }
}
