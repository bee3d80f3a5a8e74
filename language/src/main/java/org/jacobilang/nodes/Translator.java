package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Scope;
import org.jacobilang.parser.Scopes;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Stmt;
import org.jacobilang.runtime.Code;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;

/**
 * Syntax to nodes, one frame at a time: a function within a function is translated when it is first called. Statements are
 * here; expressions and names have classes of their own, which share this one's state.
 */
class Translator {
    final JacobiLanguage language;
    final Source source;
    final ModuleObject module;
    final Scopes scopes;
    /** Whether the tree is for tracing: it meets tracers where it tests conditions, and is never compiled. */
    final boolean staging;

    FrameLayout layout;
    Scope scope;
    final Names names;
    final ExpressionTranslator expressions;

    Translator(JacobiLanguage language, Source source, ModuleObject module, Scopes scopes) {
        this(language, source, module, scopes, false);
    }

    Translator(JacobiLanguage language, Source source, ModuleObject module, Scopes scopes, boolean staging) {
        this.language = language;
        this.source = source;
        this.module = module;
        this.scopes = scopes;
        this.staging = staging;
        this.names = new Names(this);
        this.expressions = new ExpressionTranslator(this);
    }

    static TruffleString name(String text) {
        return Strings.name(text);
    }

    // ---------------------------------------------------------------- frames

    /** The code of a module; its value is that of a last expression. */
    CallTarget module(Syntax.Module syntax) {
        return module(syntax, false, false);
    }

    /**
     * The code of a module, or of a text for {@code exec} and {@code eval}.
     *
     * @param namespace whether the names that it binds live in a mapping of their own, its second argument
     * @param single whether the values of expressions are shown, as at a prompt
     */
    CallTarget module(Syntax.Module syntax, boolean namespace, boolean single) {
        scope = scopes.module();
        layout = new FrameLayout(scope);
        if (namespace) {
            layout.namespace = layout.fresh();
        }
        List<StatementNode> nodes = new ArrayList<>();
        List<Stmt> body = syntax.body();
        TruffleString documentation = documentation(body);
        if (documentation != null && !namespace) {
            module.set(org.jacobilang.runtime.Names.DOC, documentation);
        }
        for (int i = 0; i < body.size(); i++) {
            Stmt s = body.get(i);
            if (single && s instanceof Syntax.ExprStmt e) {
                nodes.add(new ControlNodes.Expression(new CallNodes.Call(new DisplayNodes.Constant(
                        org.jacobilang.builtin.Introspection.DISPLAY), new ExpressionNode[] {expressions.translate(e.value())},
                        Signature.NO_NAMES).placed(s.start(), s.length())).at(s.start(), s.length()));
            } else if (i == body.size() - 1 && s instanceof Syntax.ExprStmt e) {
                nodes.add(new ControlNodes.Return(expressions.translate(e.value())).at(s.start(), s.length()));
            } else {
                nodes.add(statement(s));
            }
        }
        StatementNode block = new ControlNodes.Block(nodes.toArray(StatementNode[]::new));
        return root("<module>", syntax, namespace ? new StatementNode[] {new FunctionNodes.EnterClassBody(layout.namespace, -1)}
                : new StatementNode[0], block).getCallTarget();
    }

    private JacobiRootNode root(String name, Syntax syntax, StatementNode[] prologue, StatementNode body) {
        return new JacobiRootNode(language, layout.build(), source, syntax.start(),
                Math.min(syntax.length(), source.getLength() - syntax.start()), name, surroundings(), prologue, body);
    }

    private GuestRoot.Surroundings surroundings() {
        return new GuestRoot.Surroundings(module, layout.free, layout.namespace);
    }

    /** The code of a {@code def}, {@code lambda} or generator expression, translated at its first call. */
    Code code(Syntax syntax, String name, Syntax.Parameters parameters, List<Stmt> body, Expr value) {
        Signature signature = signature(parameters, syntax);
        TruffleString documentation = body == null ? null : documentation(body);
        Scopes all = scopes;
        Code code = new FunctionNodes.LazyCode(name(name), signature, documentation,
                source.createSection(syntax.start(), syntax.length()),
                stage -> new Translator(language, source, module, all, stage).function(syntax, name, parameters, body, value));
        code.generator = scopes.of(syntax).isGenerator();
        return code;
    }

    private Signature signature(Syntax.Parameters p, Syntax syntax) {
        Scope s = scopes.of(syntax);
        List<TruffleString> list = new ArrayList<>();
        p.positionalOnly().forEach(q -> list.add(name(s.mangle(q.name()))));
        p.positional().forEach(q -> list.add(name(s.mangle(q.name()))));
        int positional = list.size();
        if (p.varArgs() != null) {
            list.add(name(s.mangle(p.varArgs().name())));
        }
        p.keywordOnly().forEach(q -> list.add(name(s.mangle(q.name()))));
        if (p.kwArgs() != null) {
            list.add(name(s.mangle(p.kwArgs().name())));
        }
        return new Signature(list.toArray(TruffleString[]::new), p.positionalOnly().size(), positional, p.varArgs() != null,
                p.keywordOnly().size(), p.kwArgs() != null);
    }

    static TruffleString documentation(List<Stmt> body) {
        return !body.isEmpty() && body.getFirst() instanceof Syntax.ExprStmt e && e.value() instanceof Syntax.Str s
                ? Strings.of(cleandoc(s.value())) : null;
    }

    /** Since 3.13 the compiler takes the common indentation out of docstrings. */
    private static String cleandoc(String text) {
        String[] lines = text.split("\n", -1);
        int margin = Integer.MAX_VALUE;
        for (int i = 1; i < lines.length; i++) {
            String stripped = lines[i].stripLeading();
            if (!stripped.isEmpty()) {
                margin = Math.min(margin, lines[i].length() - stripped.length());
            }
        }
        StringBuilder out = new StringBuilder(lines[0].stripLeading());
        for (int i = 1; i < lines.length; i++) {
            out.append('\n').append(margin == Integer.MAX_VALUE ? lines[i].strip()
                    : lines[i].substring(Math.min(margin, lines[i].length())));
        }
        return out.toString();
    }

    private RootCallTarget function(Syntax syntax, String name, Syntax.Parameters parameters, List<Stmt> body, Expr value) {
        scope = scopes.of(syntax);
        layout = new FrameLayout(scope);
        List<StatementNode> prologue = new ArrayList<>();
        Signature signature = signature(parameters, syntax);
        for (int i = 0; i < signature.count(); i++) {
            prologue.add(parameter(Strings.java(signature.names()[i]), i + 1));
        }
        for (String cell : scope.cells()) {
            if (!prologueHas(signature, cell)) {
                prologue.add(new LocalNodes.MakeCell(layout.slot(scope, cell), -1));
            }
        }
        boolean generator = scope.isGenerator();
        StatementNode block;
        if (generator) {
            layout.resumption = layout.fresh();
            block = syntax instanceof Syntax.Comprehension c ? generatorExpression(c)
                    : block(body != null ? body : List.of(new Syntax.Return(value.start(), value.length(), value)));
            FrameDescriptor descriptor = layout.build();
            CallTarget resumed = new GeneratorNodes.BodyRoot(language, source, syntax.start(), syntax.length(), name,
                    layout.resumption, surroundings(), block).getCallTarget();
            return new JacobiRootNode(language, descriptor, source, syntax.start(), syntax.length(), name,
                    surroundings(), prologue.toArray(StatementNode[]::new), new GeneratorNodes.Start(resumed, name(name))).getCallTarget();
        }
        block = body != null ? block(body)
                : placed(new ControlNodes.Return(expressions.translate(value)).at(value.start(), value.length()));
        return root(name, syntax, prologue.toArray(StatementNode[]::new), staging ? new StagedControl.Body(block) : block)
                .getCallTarget();
    }

    private static boolean prologueHas(Signature signature, String cell) {
        for (TruffleString parameter : signature.names()) {
            if (Strings.java(parameter).equals(cell)) {
                return true;
            }
        }
        return false;
    }

    private StatementNode parameter(String mangled, int argument) {
        int slot = layout.slot(scope, mangled);
        if (scope.place(mangled) == Scope.Place.CELL) {
            return new LocalNodes.MakeCell(slot, argument);
        }
        return new ControlNodes.Expression(
                LocalNodesFactory.WriteNodeGen.create(new LocalNodes.Argument(argument), slot));
    }

    /** The loops of a generator expression; its first iterable is the argument. */
    private StatementNode generatorExpression(Syntax.Comprehension c) {
        StatementNode inner = new GeneratorNodes.Yield(expressions.translate(c.element()), layout.fresh(), layout.resumption, -1,
                null).at(c.element().start(), c.element().length());
        for (int i = c.clauses().size() - 1; i >= 0; i--) {
            Syntax.Clause clause = c.clauses().get(i);
            for (int k = clause.conditions().size() - 1; k >= 0; k--) {
                inner = new GeneratorNodes.If(expressions.translate(clause.conditions().get(k)), inner, null, layout.fresh());
            }
            ExpressionNode iterable = i == 0 ? new LocalNodes.Argument(1) : expressions.translate(clause.iterable());
            int item = layout.fresh();
            inner = new GeneratorNodes.For(iterable.at(clause.iterable().start(), clause.iterable().length()), layout.fresh(),
                    item, names.store(clause.target(), new ControlNodes.Item(item)), inner, null, layout.fresh());
        }
        return inner;
    }

    // ---------------------------------------------------------------- statements

    StatementNode block(List<Stmt> body) {
        List<StatementNode> nodes = new ArrayList<>();
        List<Boolean> yields = new ArrayList<>();
        boolean anyYield = false;
        boolean inGenerator = layout.resumption >= 0;
        for (Stmt s : body) {
            for (Stmt t : inGenerator && Yields.in(s) ? YieldHoister.hoist(s, layout.hoisted) : List.of(s)) {
                boolean y = inGenerator && Yields.in(t);
                nodes.add(y ? yielding(t) : statement(t));
                anyYield |= y;
                yields.add(y);
            }
        }
        StatementNode[] array = nodes.toArray(StatementNode[]::new);
        if (anyYield) {
            return new GeneratorNodes.Block(array, layout.fresh());
        }
        return array.length == 1 ? array[0] : makeBlock(array);
    }

    private StatementNode orElse(List<Stmt> body) {
        return body.isEmpty() ? null : block(body);
    }

    final StatementNode statement(Stmt s) {
        StatementNode node = translate(s);
        if (!node.hasSource() && !(node instanceof ControlNodes.Block)) {
            node.at(s.start(), s.length());
        }
        return placed(node);
    }

    private StatementNode placed(StatementNode node) {
        return staging && node.hasSource() ? new StagedNodes.At(node) : node;
    }

    private StatementNode translate(Stmt s) {
        return switch (s) {
            case Syntax.ExprStmt e -> new ControlNodes.Expression(expressions.translate(e.value()));
            case Syntax.Assign a -> new ControlNodes.Expression(assign(a));
            case Syntax.AugAssign a -> new ControlNodes.Expression(names.augmented(a));
            case Syntax.AnnAssign a -> annotated(a);
            case Syntax.Return r -> new ControlNodes.Return(
                    r.value() == null ? new DisplayNodes.Constant(None.NONE) : expressions.translate(r.value()));
            case Syntax.Delete d -> sequence(d.targets().stream().map(names::delete).toList());
            case Syntax.Pass p -> new ControlNodes.Nothing();
            case Syntax.Break b -> new ControlNodes.Break();
            case Syntax.Continue c -> new ControlNodes.Continue();
            case Syntax.Global g -> new ControlNodes.Nothing();
            case Syntax.Nonlocal n -> new ControlNodes.Nothing();
            case Syntax.If i -> makeIf(expressions.translate(i.test()), block(i.body()), orElse(i.orElse()));
            case Syntax.While w -> makeWhile(expressions.translate(w.test()), block(w.body()), orElse(w.orElse()));
            case Syntax.For f -> {
                int item = layout.fresh();
                yield makeFor(expressions.translate(f.iterable()), item, names.store(f.target(), new ControlNodes.Item(item)),
                        block(f.body()), orElse(f.orElse()));
            }
            case Syntax.With w -> with(w, 0);
            case Syntax.Raise r -> new ExceptionNodes.Raise(expressions.optional(r.exception()), expressions.optional(r.cause()));
            case Syntax.Try t -> tryStatement(t);
            case Syntax.Assert a -> makeAssert(expressions.translate(a.test()), expressions.optional(a.message()));
            case Syntax.Import i -> sequence(i.names().stream().map(alias -> importName(i, alias)).toList());
            case Syntax.ImportFrom i -> importFrom(i);
            case Syntax.FunctionDef f -> new ControlNodes.Expression(
                    names.write(f.name().id(), decorated(f.decorators(), expressions.function(f))));
            case Syntax.ClassDef c -> new ControlNodes.Expression(
                    names.write(c.name().id(), decorated(c.decorators(), classDefinition(c))));
            case Syntax.Match m -> match(m);
        };
    }

    private StatementNode makeBlock(StatementNode[] statements) {
        return staging ? new StagedControl.Block(statements) : new ControlNodes.Block(statements);
    }

    StatementNode makeIf(ExpressionNode test, StatementNode body, StatementNode orElse) {
        return staging ? new StagedControl.If(test, body, orElse) : new ControlNodes.If(test, body, orElse);
    }

    StatementNode makeWhile(ExpressionNode test, StatementNode body, StatementNode orElse) {
        return staging ? new StagedControl.While(test, body, orElse) : new ControlNodes.While(test, body, orElse);
    }

    StatementNode makeFor(ExpressionNode iterable, int item, ExpressionNode store, StatementNode body, StatementNode orElse) {
        return staging ? new StagedControl.For(iterable, item, store, body, orElse)
                : new ControlNodes.For(iterable, layout.fresh(), layout.fresh(), item, store, body, orElse);
    }

    StatementNode makeAssert(ExpressionNode test, ExpressionNode message) {
        return staging ? new StagedControl.Assert(test, message) : new ExceptionNodes.Assert(test, message);
    }

    private static StatementNode sequence(List<StatementNode> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : new ControlNodes.Block(nodes.toArray(StatementNode[]::new));
    }

    private ExpressionNode assign(Syntax.Assign a) {
        if (a.targets().size() == 1) {
            return names.store(a.targets().getFirst(), a.value());
        }
        int slot = layout.fresh();
        List<ExpressionNode> parts = new ArrayList<>();
        parts.add(names.writeSlot(slot, expressions.translate(a.value())));
        for (Expr target : a.targets()) {
            parts.add(names.store(target, names.readSlot(slot)));
        }
        return new AssignNodes.Sequence(parts.toArray(ExpressionNode[]::new));
    }

    private StatementNode annotated(Syntax.AnnAssign a) {
        List<StatementNode> parts = new ArrayList<>();
        if (a.value() != null) {
            parts.add(new ControlNodes.Expression(names.store(a.target(), expressions.translate(a.value()))));
        }
        if (a.simple() && scope.kind() != Scope.Kind.FUNCTION) {
            parts.add(new AnnotationNode(scopes.textAnnotations() ? expressions.text(a.annotation())
                    : expressions.translate(a.annotation()), scope.kind() == Scope.Kind.CLASS
                    ? layout.namespace : -1, module, name(scope.mangle(((Syntax.Name) a.target()).id()))));
        }
        return parts.isEmpty() ? new ControlNodes.Nothing() : sequence(parts);
    }

    private ExpressionNode decorated(List<Expr> decorators, ExpressionNode value) {
        ExpressionNode node = value;
        for (int i = decorators.size() - 1; i >= 0; i--) {
            Expr d = decorators.get(i);
            node = new CallNodes.Call(expressions.translate(d), new ExpressionNode[] {node}, Signature.NO_NAMES)
                    .placed(d.start(), d.length());
        }
        return node;
    }

    private StatementNode importName(Syntax.Import statement, Syntax.Alias alias) {
        int dot = alias.name().indexOf('.');
        String bound = alias.as() != null ? alias.as() : dot < 0 ? alias.name() : alias.name().substring(0, dot);
        ExpressionNode load = new ImportNodes.Import(alias.name(), alias.as() == null).at(statement.start(), statement.length());
        return new ControlNodes.Expression(names.write(bound, load));
    }

    private StatementNode importFrom(Syntax.ImportFrom i) {
        ExpressionNode from = new ImportNodes.From(module, i.module(), i.level()).at(i.start(), i.length());
        if (i.names().getFirst().name().equals("*")) {
            return new ImportNodes.Star(module, from);
        }
        int slot = layout.fresh();
        List<ExpressionNode> parts = new ArrayList<>();
        parts.add(names.writeSlot(slot, from));
        for (Syntax.Alias alias : i.names()) {
            ExpressionNode member = new ImportNodes.Member(names.readSlot(slot), name(alias.name()))
                    .at(i.start(), i.length());
            parts.add(names.write(alias.as() != null ? alias.as() : alias.name(), member));
        }
        return new ControlNodes.Expression(new AssignNodes.Sequence(parts.toArray(ExpressionNode[]::new)));
    }

    private ExceptionNodes.Handler[] handlers(Syntax.Try t, int slot) {
        ExceptionNodes.Handler[] handlers = new ExceptionNodes.Handler[t.handlers().size()];
        for (int i = 0; i < handlers.length; i++) {
            Syntax.Handler h = t.handlers().get(i);
            handlers[i] = new ExceptionNodes.Handler(expressions.optional(h.type()),
                    h.name() == null ? null : names.store(h.name(), new LocalNodes.Temporary(slot)),
                    h.name() == null ? null : names.forget(h.name()), block(h.body())).at(h.start(), h.length());
        }
        return handlers;
    }

    private StatementNode tryStatement(Syntax.Try t) {
        StatementNode body = block(t.body());
        if (!t.handlers().isEmpty()) {
            int slot = layout.fresh();
            body = new ExceptionNodes.Try(body, handlers(t, slot), orElse(t.orElse()), slot);
        }
        return t.finallyBody().isEmpty() ? body : new ExceptionNodes.Finally(body, block(t.finallyBody()));
    }

    private StatementNode with(Syntax.With w, int index) {
        Syntax.WithItem item = w.items().get(index);
        int slot = layout.fresh();
        ExpressionNode manager = expressions.translate(item.context());
        ExpressionNode store = item.target() == null ? null
                : names.store(item.target(), new LocalNodes.Temporary(slot));
        StatementNode body = index + 1 < w.items().size() ? with(w, index + 1) : block(w.body());
        return new ExceptionNodes.With(manager, slot, store, body).at(item.start(), item.length());
    }

    ExpressionNode classDefinition(Syntax.ClassDef c) {
        boolean starred = c.bases().stream().anyMatch(Syntax.Starred.class::isInstance);
        ExpressionNode bases = expressions.display(DisplayNodes.Kind.TUPLE, c.bases(), starred);
        ExpressionNode[] keywords = new ExpressionNode[c.keywords().size()];
        TruffleString[] keywordNames = new TruffleString[keywords.length];
        for (int i = 0; i < keywords.length; i++) {
            keywords[i] = expressions.translate(c.keywords().get(i).value());
            keywordNames[i] = name(c.keywords().get(i).name());
        }
        Scope inner = scopes.of(c);
        Scopes all = scopes;
        Code code = new FunctionNodes.LazyCode(name(c.name().id()), new Signature(Signature.NO_NAMES, 0, 0, false, 0, false),
                documentation(c.body()), source.createSection(c.start(), c.length()),
                stage -> new Translator(language, source, module, all, stage).classBody(c));
        return new FunctionNodes.MakeClass(code, name(inner.qualifiedName()), module, bases, keywords, keywordNames,
                names.closure(inner)).at(c.start(), c.length());
    }

    private RootCallTarget classBody(Syntax.ClassDef c) {
        scope = scopes.of(c);
        layout = new FrameLayout(scope);
        layout.namespace = layout.fresh();
        int cell = scope.needsClassCell() ? layout.slot(scope, "__class__") : -1;
        StatementNode[] prologue = {new FunctionNodes.EnterClassBody(layout.namespace, cell)};
        StatementNode body = block(c.body());
        return root(c.name().id(), c, prologue, body).getCallTarget();
    }

    private StatementNode match(Syntax.Match m) {
        int n = m.cases().size();
        PatternNodes.Pattern[] patterns = new PatternNodes.Pattern[n];
        ExpressionNode[] guards = new ExpressionNode[n];
        StatementNode[] bodies = new StatementNode[n];
        ExpressionNode subject = expressions.translate(m.subject());
        for (int i = 0; i < n; i++) {
            Syntax.Case c = m.cases().get(i);
            patterns[i] = expressions.pattern(c.pattern());
            guards[i] = c.guard() == null ? null : truth(expressions.translate(c.guard()));
            bodies[i] = block(c.body());
        }
        return Yields.in(m) ? new GeneratorNodes.Match(subject, patterns, guards, bodies, layout.fresh())
                : staging ? new StagedControl.Match(subject, patterns, guards, bodies)
                : new PatternNodes.Match(subject, patterns, guards, bodies);
    }

    private ExpressionNode truth(ExpressionNode condition) {
        return staging ? StagedLogic.truth(condition) : LogicNodes.truth(condition);
    }

    // ---------------------------------------------------------------- statements with a yield in them

    private StatementNode yielding(Stmt s) {
        StatementNode node = switch (s) {
            case Syntax.ExprStmt e -> yielded(e.value(), null, -1);
            case Syntax.Assign a -> {
                int item = layout.fresh();
                ExpressionNode store = names.storeAll(a.targets(), new LocalNodes.Temporary(item), layout);
                yield yielded(a.value(), store, item);
            }
            case Syntax.If i -> new GeneratorNodes.If(expressions.translate(i.test()), block(i.body()), orElse(i.orElse()),
                    layout.fresh());
            case Syntax.While w -> new GeneratorNodes.While(expressions.translate(w.test()), block(w.body()),
                    orElse(w.orElse()), layout.fresh());
            case Syntax.For f -> {
                int item = layout.fresh();
                yield new GeneratorNodes.For(expressions.translate(f.iterable()), layout.fresh(), item,
                        names.store(f.target(), new ControlNodes.Item(item)), block(f.body()), orElse(f.orElse()),
                        layout.fresh());
            }
            case Syntax.Try t -> {
                StatementNode body = block(t.body());
                if (!t.handlers().isEmpty()) {
                    int slot = layout.fresh();
                    body = new GeneratorNodes.Try(body, handlers(t, slot), orElse(t.orElse()), slot, layout.fresh());
                }
                yield t.finallyBody().isEmpty() ? body
                        : new GeneratorNodes.Finally(body, block(t.finallyBody()), layout.fresh(), layout.fresh());
            }
            case Syntax.With w -> yieldingWith(w, 0);
            case Syntax.Match m -> match(m);
            default -> throw new IllegalStateException("a yield in " + s);
        };
        return node.hasSource() ? node : node.at(s.start(), s.length());
    }

    private StatementNode yieldingWith(Syntax.With w, int index) {
        Syntax.WithItem item = w.items().get(index);
        int slot = layout.fresh();
        ExpressionNode manager = expressions.translate(item.context());
        ExpressionNode store = item.target() == null ? null
                : names.store(item.target(), new LocalNodes.Temporary(slot));
        StatementNode body = index + 1 < w.items().size() ? yieldingWith(w, index + 1) : block(w.body());
        return new GeneratorNodes.With(manager, slot, store, body, layout.fresh(), layout.fresh())
                .at(item.start(), item.length());
    }

    private StatementNode yielded(Expr e, ExpressionNode store, int item) {
        StatementNode node = switch (e) {
            case Syntax.Yield y -> new GeneratorNodes.Yield(expressions.optional(y.value()), layout.fresh(), layout.resumption,
                    item, store);
            case Syntax.YieldFrom y -> new GeneratorNodes.YieldFrom(expressions.translate(y.value()), layout.fresh(),
                    layout.fresh(), layout.resumption, item, store);
            default -> throw new IllegalStateException("no yield: " + e);
        };
        return node.at(e.start(), e.length());
    }
}
