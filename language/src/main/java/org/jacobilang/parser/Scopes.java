package org.jacobilang.parser;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.parser.Scope.Kind;
import org.jacobilang.parser.Scope.Place;
import org.jacobilang.parser.Scope.Use;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Name;
import org.jacobilang.parser.Syntax.Stmt;

/**
 * Finds the scopes of a module and where each name lives, and the errors that only names and nesting show: a
 * {@code return} outside of a function, a {@code nonlocal} without a binding.
 */
public final class Scopes {
    private final Map<Syntax, Scope> scopes = new IdentityHashMap<>();
    private final Scope module;
    private Scope current;
    private int loops;
    /** Whether annotations are kept as text: {@code from __future__ import annotations}. */
    private final boolean textAnnotations;

    private Scopes(Syntax.Module syntax) {
        textAnnotations = future(syntax);
        module = open(Kind.MODULE, syntax, "<module>");
        statements(syntax.body());
        resolve(module);
    }

    /** @throws SyntaxError when names or nesting are wrong */
    public static Scopes analyze(Syntax.Module syntax) {
        return new Scopes(syntax);
    }

    public Scope module() {
        return module;
    }

    /** Whether annotations are kept as text. */
    public boolean textAnnotations() {
        return textAnnotations;
    }

    private static boolean future(Syntax.Module syntax) {
        boolean text = false;
        for (Stmt s : syntax.body()) {
            if (s instanceof Syntax.ImportFrom i && "__future__".equals(i.module())) {
                for (Syntax.Alias alias : i.names()) {
                    if (!FEATURES.contains(alias.name())) {
                        throw error("future feature " + alias.name() + " is not defined", i);
                    }
                    text |= alias.name().equals("annotations");
                }
            }
        }
        return text;
    }

    private static final java.util.Set<String> FEATURES = java.util.Set.of("nested_scopes", "generators", "division",
            "absolute_import", "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",
            "annotations");

    /** The scope that a function, lambda, class or comprehension opens. */
    public Scope of(Syntax syntax) {
        return scopes.get(syntax);
    }

    private Scope open(Kind kind, Syntax syntax, String name) {
        Scope scope = new Scope(kind, syntax, current, name);
        scopes.put(syntax, scope);
        current = scope;
        return scope;
    }

    private void close(Scope scope) {
        current = scope.parent();
    }

    // ---------------------------------------------------------------- statements

    private void statements(List<Stmt> body) {
        for (Stmt s : body) {
            statement(s);
        }
    }

    private void statement(Stmt s) {
        switch (s) {
            case Syntax.ExprStmt e -> visit(e.value());
            case Syntax.Assign a -> {
                visit(a.value());
                a.targets().forEach(this::bindTarget);
            }
            case Syntax.AugAssign a -> {
                visit(a.target());
                visit(a.value());
                bindTarget(a.target());
            }
            case Syntax.AnnAssign a -> annotated(a);
            case Syntax.Return r -> {
                if (current.kind() != Kind.FUNCTION) {
                    throw error("'return' outside function", r);
                }
                visit(r.value());
            }
            case Syntax.Delete d -> d.targets().forEach(this::bindTarget);
            case Syntax.Pass p -> {
            }
            case Syntax.Break b -> {
                if (loops == 0) {
                    throw error("'break' outside loop", b);
                }
            }
            case Syntax.Continue c -> {
                if (loops == 0) {
                    throw error("'continue' not properly in loop", c);
                }
            }
            case Syntax.Global g -> g.names().forEach(n -> declare(n, g, true));
            case Syntax.Nonlocal n -> n.names().forEach(name -> declare(name, n, false));
            case Syntax.If i -> {
                visit(i.test());
                statements(i.body());
                statements(i.orElse());
            }
            case Syntax.While w -> {
                visit(w.test());
                loop(w.body(), w.orElse());
            }
            case Syntax.For f -> {
                visit(f.iterable());
                bindTarget(f.target());
                loop(f.body(), f.orElse());
            }
            case Syntax.With w -> {
                for (Syntax.WithItem item : w.items()) {
                    visit(item.context());
                    bindTarget(item.target());
                }
                statements(w.body());
            }
            case Syntax.Raise r -> {
                visit(r.exception());
                visit(r.cause());
            }
            case Syntax.Try t -> {
                statements(t.body());
                for (Syntax.Handler h : t.handlers()) {
                    visit(h.type());
                    bindTarget(h.name());
                    statements(h.body());
                }
                statements(t.orElse());
                statements(t.finallyBody());
            }
            case Syntax.Assert a -> {
                visit(a.test());
                visit(a.message());
            }
            case Syntax.Import i -> {
                for (Syntax.Alias alias : i.names()) {
                    String name = alias.name();
                    int dot = name.indexOf('.');
                    bind(alias.as() != null ? alias.as() : dot < 0 ? name : name.substring(0, dot), alias);
                }
            }
            case Syntax.ImportFrom i -> importFrom(i);
            case Syntax.FunctionDef f -> function(f);
            case Syntax.ClassDef c -> classDefinition(c);
            case Syntax.Match m -> {
                visit(m.subject());
                for (Syntax.Case c : m.cases()) {
                    pattern(c.pattern());
                    visit(c.guard());
                    statements(c.body());
                }
            }
        }
    }

    private void loop(List<Stmt> body, List<Stmt> orElse) {
        loops++;
        statements(body);
        loops--;
        statements(orElse);
    }

    private void annotated(Syntax.AnnAssign a) {
        // Within a function an annotation is not evaluated, but it makes the name local.
        if (current.kind() != Kind.FUNCTION && !textAnnotations) {
            visit(a.annotation());
        }
        visit(a.value());
        if (a.target() instanceof Name n) {
            Use use = current.use(n.id());
            if (use.global || use.nonlocal) {
                throw error("annotated name '" + n.id() + "' can't be " + (use.global ? "global" : "nonlocal"), a);
            }
            if (a.simple() || a.value() != null) {
                bind(n.id(), n);
            }
        } else {
            visit(a.target());
        }
    }

    private void importFrom(Syntax.ImportFrom i) {
        for (Syntax.Alias alias : i.names()) {
            if (alias.name().equals("*")) {
                if (current.kind() != Kind.MODULE) {
                    throw error("import * only allowed at module level", i);
                }
            } else {
                bind(alias.as() != null ? alias.as() : alias.name(), alias);
            }
        }
    }

    private void declare(Name name, Stmt statement, boolean global) {
        if (!global && current.kind() == Kind.MODULE) {
            throw error("nonlocal declaration not allowed at module level", statement);
        }
        Use use = current.use(name.id());
        String word = global ? "global" : "nonlocal";
        if (use.parameter) {
            throw error("name '" + name.id() + "' is parameter and " + word, statement);
        }
        if (global ? use.nonlocal : use.global) {
            throw error("name '" + name.id() + "' is nonlocal and global", statement);
        }
        if (use.bound && current.kind() != Kind.MODULE) {
            throw error("name '" + name.id() + "' is assigned to before " + word + " declaration", statement);
        }
        if (use.used && current.kind() != Kind.MODULE) {
            throw error("name '" + name.id() + "' is used prior to " + word + " declaration", statement);
        }
        use.global |= global;
        use.nonlocal |= !global;
        use.declaration = statement;
    }

    private void function(Syntax.FunctionDef f) {
        visitAll(f.decorators());
        defaults(f.parameters());
        if (!textAnnotations) {
            annotations(f.parameters());
            visit(f.returns());
        }
        bind(f.name().id(), f.name());
        Scope scope = open(Kind.FUNCTION, f, f.name().id());
        int outer = loops;
        loops = 0;
        parameters(f.parameters());
        statements(f.body());
        loops = outer;
        close(scope);
    }

    private void defaults(Syntax.Parameters p) {
        p.positionalOnly().forEach(q -> visit(q.defaultValue()));
        p.positional().forEach(q -> visit(q.defaultValue()));
        p.keywordOnly().forEach(q -> visit(q.defaultValue()));
    }

    private void annotations(Syntax.Parameters p) {
        p.positionalOnly().forEach(q -> visit(q.annotation()));
        p.positional().forEach(q -> visit(q.annotation()));
        p.keywordOnly().forEach(q -> visit(q.annotation()));
        if (p.varArgs() != null) {
            visit(p.varArgs().annotation());
        }
        if (p.kwArgs() != null) {
            visit(p.kwArgs().annotation());
        }
    }

    private void parameters(Syntax.Parameters p) {
        p.positionalOnly().forEach(this::parameter);
        p.positional().forEach(this::parameter);
        p.keywordOnly().forEach(this::parameter);
        parameter(p.varArgs());
        parameter(p.kwArgs());
    }

    private void parameter(Syntax.Parameter p) {
        if (p != null) {
            Use use = current.use(p.name());
            use.bound = true;
            use.parameter = true;
        }
    }

    private void classDefinition(Syntax.ClassDef c) {
        visitAll(c.decorators());
        visitAll(c.bases());
        c.keywords().forEach(k -> visit(k.value()));
        bind(c.name().id(), c.name());
        Scope scope = open(Kind.CLASS, c, c.name().id());
        int outer = loops;
        loops = 0;
        statements(c.body());
        loops = outer;
        close(scope);
    }

    // ---------------------------------------------------------------- names

    private void bind(String id, Syntax at) {
        current.use(id).bound = true;
    }

    private void bindTarget(Expr target) {
        switch (target) {
            case null -> {
            }
            case Name n -> bind(n.id(), n);
            case Syntax.Tuple t -> t.elements().forEach(this::bindTarget);
            case Syntax.ListDisplay l -> l.elements().forEach(this::bindTarget);
            case Syntax.Starred s -> bindTarget(s.value());
            default -> visit(target);
        }
    }

    private void visitAll(List<? extends Expr> expressions) {
        for (Expr e : expressions) {
            visit(e);
        }
    }

    private void visit(Expr e) {
        switch (e) {
            case null -> {
            }
            case Name n -> name(n);
            case Syntax.JoinedStr j -> visitAll(j.parts());
            case Syntax.Interpolation i -> {
                visit(i.value());
                visit(i.spec());
            }
            case Syntax.Unary u -> visit(u.operand());
            case Syntax.Binary b -> {
                visit(b.left());
                visit(b.right());
            }
            case Syntax.BoolOp b -> visitAll(b.operands());
            case Syntax.Compare c -> {
                visit(c.first());
                visitAll(c.rest());
            }
            case Syntax.Conditional c -> {
                visit(c.test());
                visit(c.body());
                visit(c.orElse());
            }
            case Syntax.Lambda l -> {
                defaults(l.parameters());
                Scope scope = open(Kind.FUNCTION, l, "<lambda>");
                parameters(l.parameters());
                visit(l.body());
                close(scope);
            }
            case Syntax.Definition d -> {
                statement(d.definition());
                visitAll(d.typeParams());
            }
            case Syntax.Walrus w -> walrus(w);
            case Syntax.Call c -> {
                visit(c.callee());
                visitAll(c.arguments());
                c.keywords().forEach(k -> visit(k.value()));
            }
            case Syntax.Attribute a -> visit(a.object());
            case Syntax.Subscript s -> {
                visit(s.object());
                visit(s.index());
            }
            case Syntax.Slice s -> {
                visit(s.lower());
                visit(s.upper());
                visit(s.step());
            }
            case Syntax.Starred s -> visit(s.value());
            case Syntax.Tuple t -> visitAll(t.elements());
            case Syntax.ListDisplay l -> visitAll(l.elements());
            case Syntax.SetDisplay s -> visitAll(s.elements());
            case Syntax.ArrayDisplay a -> visitAll(a.elements());
            case Syntax.DictDisplay d -> {
                visitAll(d.keys());
                visitAll(d.values());
            }
            case Syntax.Comprehension c -> comprehension(c);
            case Syntax.Yield y -> {
                yields(y, "yield");
                visit(y.value());
            }
            case Syntax.YieldFrom y -> {
                yields(y, "yield from");
                visit(y.value());
            }
            default -> {
                // Literals have no names.
            }
        }
    }

    private void name(Name n) {
        current.use(n.id()).used = true;
        // super() and __class__ reach the class through a cell that its body fills.
        if ((n.id().equals("super") || n.id().equals("__class__")) && current.kind() != Kind.MODULE) {
            for (Scope s = current; s != null && s.kind() != Kind.CLASS; s = s.parent()) {
                if (s.parent() != null && s.parent().kind() == Kind.CLASS) {
                    s.parent().markClassCell();
                    current.use("__class__").used = true;
                }
            }
        }
    }

    private void yields(Expr e, String word) {
        Scope scope = current;
        if (scope.kind() == Kind.COMPREHENSION || isGeneratorExpression(scope)) {
            throw error("'yield' inside " + ExpressionParser.describe((Expr) scope.syntax()), e);
        }
        if (scope.kind() != Kind.FUNCTION) {
            throw error("'" + word + "' outside function", e);
        }
        scope.markGenerator();
    }

    private static boolean isGeneratorExpression(Scope scope) {
        return scope.syntax() instanceof Syntax.Comprehension;
    }

    private void walrus(Syntax.Walrus w) {
        visit(w.value());
        Scope target = current;
        while (target.kind() == Kind.COMPREHENSION || isGeneratorExpression(target)) {
            Use use = target.uses.get(target.mangle(w.target().id()));
            if (use != null && use.iteration) {
                throw error("assignment expression cannot rebind comprehension iteration variable '" + w.target().id() + "'",
                        w.target());
            }
            target = target.parent();
        }
        if (target != current && target.kind() == Kind.CLASS) {
            throw error("assignment expression within a comprehension cannot be used in a class body", w);
        }
        Use use = target.use(w.target().id());
        use.bound = true;
        if (target != current) {
            Use inner = current.use(w.target().id());
            inner.used = true;
            // A global of the function is a global of its comprehensions; a local of it is theirs to assign to.
            inner.global |= use.global || target.kind() == Kind.MODULE;
        }
    }

    private void comprehension(Syntax.Comprehension c) {
        visit(c.clauses().getFirst().iterable());
        boolean generator = c.kind() == Syntax.ComprehensionKind.GENERATOR;
        String name = switch (c.kind()) {
            case LIST -> "<listcomp>";
            case SET -> "<setcomp>";
            case DICT -> "<dictcomp>";
            case GENERATOR -> "<genexpr>";
        };
        Scope scope = open(generator ? Kind.FUNCTION : Kind.COMPREHENSION, c, name);
        if (generator) {
            scope.markGenerator();
        }
        for (int i = 0; i < c.clauses().size(); i++) {
            Syntax.Clause clause = c.clauses().get(i);
            if (i > 0) {
                visit(clause.iterable());
            }
            bindTarget(clause.target());
            scope.uses.values().forEach(u -> u.iteration |= u.bound);
            visitAll(clause.conditions());
        }
        visit(c.element());
        visit(c.value());
        close(scope);
    }

    private void pattern(Syntax.Pattern p) {
        switch (p) {
            case null -> {
            }
            case Syntax.ValuePattern v -> visit(v.value());
            case Syntax.CapturePattern c -> {
                pattern(c.pattern());
                bindTarget(c.name());
            }
            case Syntax.OrPattern o -> o.alternatives().forEach(this::pattern);
            case Syntax.SequencePattern s -> s.elements().forEach(this::pattern);
            case Syntax.StarPattern s -> bindTarget(s.name());
            case Syntax.MappingPattern m -> {
                visitAll(m.keys());
                m.patterns().forEach(this::pattern);
                bindTarget(m.rest());
            }
            case Syntax.ClassPattern c -> {
                visit(c.type());
                c.positional().forEach(this::pattern);
                c.named().forEach(this::pattern);
            }
        }
    }

    // ---------------------------------------------------------------- where names live

    private void resolve(Scope scope) {
        for (Map.Entry<String, Use> entry : scope.uses.entrySet()) {
            Use use = entry.getValue();
            if (use.place == null) {
                use.place = place(scope, entry.getKey(), use);
            }
        }
        for (Scope child : scope.children) {
            resolve(child);
        }
    }

    private Place place(Scope scope, String id, Use use) {
        if (use.global || scope.kind() == Kind.MODULE) {
            return Place.GLOBAL;
        }
        boolean owns = use.bound && !use.nonlocal;
        if (owns && scope.kind() != Kind.CLASS) {
            return Place.LOCAL;
        }
        // A name that a class body binds is looked up there, then among the globals.
        boolean captured = !owns && capture(scope.parent(), id, scope.kind() != Kind.COMPREHENSION);
        if (use.nonlocal && !captured) {
            throw error("no binding for nonlocal '" + id + "' found", use.declaration);
        }
        if (scope.kind() == Kind.CLASS && !use.nonlocal) {
            use.outer = captured ? Place.FREE : Place.GLOBAL;
            return Place.CLASS_NAME;
        }
        return captured ? Place.FREE : Place.GLOBAL;
    }

    /**
     * Whether an enclosing function binds the name; if so it keeps it in a cell, which the scopes between pass on. A
     * comprehension runs in the frame of the function around it: what only it uses needs no cell.
     *
     * @param crossing whether a function or class lies between the use and {@code scope}
     */
    private static boolean capture(Scope scope, String id, boolean crossing) {
        if (scope == null || scope.kind() == Kind.MODULE) {
            return false;
        }
        if (scope.kind() == Kind.CLASS) {
            if (id.equals("__class__") && scope.needsClassCell()) {
                return true;
            }
            if (!capture(scope.parent(), id, true)) {
                return false;
            }
            // The class passes the cell on to its methods, whatever its body does with the name.
            Use use = scope.use(id);
            use.passes = true;
            if (use.place == null) {
                use.place = Place.FREE;
            }
            return true;
        }
        Use use = scope.uses.get(id);
        if (use != null && use.global) {
            return false;
        }
        if (use != null && use.bound && !use.nonlocal) {
            if (crossing) {
                use.place = Place.CELL;
            }
            return true;
        }
        if (!capture(scope.parent(), id, crossing || scope.kind() != Kind.COMPREHENSION)) {
            return false;
        }
        Use passed = scope.uses.computeIfAbsent(id, k -> new Use());
        passed.place = Place.FREE;
        return true;
    }

    private static SyntaxError error(String message, Syntax at) {
        return new SyntaxError(message, at.start(), at.length());
    }
}
