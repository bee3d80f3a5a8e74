package org.jacobilang.nodes;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Scope;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.Code;
import org.jacobilang.runtime.CompareOp;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Ellipsis;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.UnaryOp;

/** Expressions and patterns to nodes. */
final class ExpressionTranslator {
    private final Translator t;

    ExpressionTranslator(Translator t) {
        this.t = t;
    }

    private static TruffleString name(String text) {
        return Translator.name(text);
    }

    ExpressionNode optional(Expr e) {
        return e == null ? null : translate(e);
    }

    ExpressionNode translate(Expr e) {
        ExpressionNode node = make(e);
        return node.hasSource() ? node : node.at(e.start(), e.length());
    }

    private ExpressionNode[] all(List<? extends Expr> list) {
        return list.stream().map(this::translate).toArray(ExpressionNode[]::new);
    }

    static BinaryOp operator(Syntax.BinaryOp op) {
        return switch (op) {
            case ADD -> BinaryOp.ADD;
            case SUB -> BinaryOp.SUB;
            case MUL -> BinaryOp.MUL;
            case DIV -> BinaryOp.DIV;
            case FLOOR_DIV -> BinaryOp.FLOORDIV;
            case MOD -> BinaryOp.MOD;
            case POW -> BinaryOp.POW;
            case MAT_MUL -> BinaryOp.MATMUL;
            case LEFT_SHIFT -> BinaryOp.LSHIFT;
            case RIGHT_SHIFT -> BinaryOp.RSHIFT;
            case AND -> BinaryOp.AND;
            case OR -> BinaryOp.OR;
            case XOR -> BinaryOp.XOR;
        };
    }

    private ExpressionNode make(Expr e) {
        return switch (e) {
            case Syntax.Name n -> t.names.read(n.id());
            case Syntax.None n -> new DisplayNodes.Constant(None.NONE);
            case Syntax.Ellipsis n -> new DisplayNodes.Constant(Ellipsis.ELLIPSIS);
            case Syntax.Bool b -> new DisplayNodes.Constant(b.value());
            case Syntax.Int i -> new DisplayNodes.Constant(i.value());
            case Syntax.BigInt i -> new DisplayNodes.Constant(i.value());
            case Syntax.Float f -> new DisplayNodes.Constant(f.value());
            case Syntax.Imaginary i -> new DisplayNodes.Constant(new ComplexValue(0, i.value()));
            case Syntax.Str s -> new DisplayNodes.Constant(Strings.of(s.value()));
            case Syntax.Bytes b -> new DisplayNodes.Constant(new BytesObject(b.value()));
            case Syntax.JoinedStr j -> joined(j);
            case Syntax.Interpolation i -> new DisplayNodes.Interpolation(translate(i.value()), i.conversion(),
                    i.spec() == null ? null : joined(i.spec()));
            case Syntax.Unary u -> unary(u);
            case Syntax.Binary b -> OperatorNodes.binary(operator(b.op()), false, translate(b.left()), translate(b.right()));
            case Syntax.BoolOp b -> boolOp(b);
            case Syntax.Compare c -> compare(c);
            case Syntax.Conditional c -> makeConditional(translate(c.test()), translate(c.body()), translate(c.orElse()));
            case Syntax.Lambda l -> lambda(l);
            case Syntax.Typing x -> new ImportNodes.Typing(name(x.name()));
            case Syntax.Definition d -> new FunctionNodes.Generic(d.definition() instanceof Syntax.FunctionDef f ? function(f)
                    : t.classDefinition((Syntax.ClassDef) d.definition()), all(List.<Expr>copyOf(d.typeParams())));
            case Syntax.Walrus w -> t.names.write(w.target().id(), translate(w.value()));
            case Syntax.Call c -> call(c);
            case Syntax.Attribute a -> t.names.readAttribute(translate(a.object()), name(t.scope.mangle(a.name())));
            case Syntax.Subscript s -> ItemNodesFactory.ReadNodeGen.create(translate(s.object()), translate(s.index()));
            case Syntax.Slice s -> new ItemNodes.Slice(optional(s.lower()), optional(s.upper()), optional(s.step()));
            case Syntax.Starred s -> throw new org.jacobilang.parser.SyntaxError("can't use starred expression here", s.start(),
                    s.length());
            case Syntax.Tuple x -> display(DisplayNodes.Kind.TUPLE, x.elements(), false);
            case Syntax.ListDisplay x -> display(DisplayNodes.Kind.LIST, x.elements(), false);
            case Syntax.SetDisplay x -> display(DisplayNodes.Kind.SET, x.elements(), false);
            case Syntax.DictDisplay d -> new DisplayNodes.Dict(
                    d.keys().stream().map(this::optional).toArray(ExpressionNode[]::new), all(d.values()));
            case Syntax.ArrayDisplay a -> array(a);
            case Syntax.Comprehension c -> c.kind() == Syntax.ComprehensionKind.GENERATOR ? generator(c) : comprehension(c);
            case Syntax.Yield y -> throw new org.jacobilang.parser.SyntaxError("'yield' outside function", y.start(), y.length());
            case Syntax.YieldFrom y -> throw new org.jacobilang.parser.SyntaxError("'yield from' outside function", y.start(),
                    y.length());
        };
    }

    private ExpressionNode joined(Syntax.JoinedStr j) {
        return new DisplayNodes.Joined(all(j.parts())).at(j.start(), j.length());
    }

    private ExpressionNode unary(Syntax.Unary u) {
        if (u.op() == Syntax.UnaryOp.NEG) {
            // A negative literal is one constant.
            switch (u.operand()) {
                case Syntax.Int i -> {
                    return new DisplayNodes.Constant(-i.value());
                }
                case Syntax.Float f -> {
                    return new DisplayNodes.Constant(-f.value());
                }
                default -> {
                }
            }
        }
        ExpressionNode operand = translate(u.operand());
        return switch (u.op()) {
            case NOT -> makeNot(operand);
            case NEG -> OperatorNodes.unary(UnaryOp.NEG, operand);
            case POS -> OperatorNodes.unary(UnaryOp.POS, operand);
            case INVERT -> OperatorNodes.unary(UnaryOp.INVERT, operand);
        };
    }

    ExpressionNode makeNot(ExpressionNode operand) {
        return t.staging ? new StagedLogic.Not(operand) : new LogicNodes.Not(operand);
    }

    ExpressionNode makeConditional(ExpressionNode test, ExpressionNode body, ExpressionNode orElse) {
        return t.staging ? new StagedLogic.Conditional(test, body, orElse) : new LogicNodes.Conditional(test, body, orElse);
    }

    private ExpressionNode boolOp(Syntax.BoolOp b) {
        ExpressionNode node = translate(b.operands().getLast());
        for (int i = b.operands().size() - 2; i >= 0; i--) {
            ExpressionNode left = translate(b.operands().get(i));
            node = (t.staging ? new StagedLogic.AndOr(b.isAnd(), left, node) : new LogicNodes.AndOr(b.isAnd(), left, node))
                    .at(b.start(), b.length());
        }
        return node;
    }

    private ExpressionNode compare(Syntax.Compare c) {
        int n = c.ops().size();
        ExpressionNode left = translate(c.first());
        if (n == 1) {
            return comparison(c.ops().getFirst(), left, translate(c.rest().getFirst()));
        }
        ExpressionNode[] comparisons = new ExpressionNode[n];
        for (int i = 0; i < n; i++) {
            ExpressionNode right = translate(c.rest().get(i));
            ExpressionNode next = null;
            if (i < n - 1) {
                int slot = t.layout.fresh();
                right = t.names.writeSlot(slot, right);
                next = t.names.readSlot(slot);
            }
            comparisons[i] = comparison(c.ops().get(i), left, right).at(c.start(), c.length());
            left = next;
        }
        return t.staging ? new StagedLogic.Chain(comparisons) : new LogicNodes.Chain(comparisons);
    }

    private ExpressionNode comparison(Syntax.CompareOp op, ExpressionNode left, ExpressionNode right) {
        return switch (op) {
            case LT -> OperatorNodes.compare(CompareOp.LT, left, right);
            case LE -> OperatorNodes.compare(CompareOp.LE, left, right);
            case EQ -> OperatorNodes.compare(CompareOp.EQ, left, right);
            case NE -> OperatorNodes.compare(CompareOp.NE, left, right);
            case GT -> OperatorNodes.compare(CompareOp.GT, left, right);
            case GE -> OperatorNodes.compare(CompareOp.GE, left, right);
            case IN -> LogicNodesFactory.InNodeGen.create(left, right, false);
            case NOT_IN -> LogicNodesFactory.InNodeGen.create(left, right, true);
            case IS -> new LogicNodes.Is(false, left, right);
            case IS_NOT -> new LogicNodes.Is(true, left, right);
        };
    }

    ExpressionNode display(DisplayNodes.Kind kind, List<Expr> elements, boolean starred) {
        boolean any = starred || elements.stream().anyMatch(Syntax.Starred.class::isInstance);
        if (!any) {
            return new DisplayNodes.Display(kind, all(elements));
        }
        ExpressionNode[] nodes = new ExpressionNode[elements.size()];
        boolean[] stars = new boolean[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            stars[i] = elements.get(i) instanceof Syntax.Starred;
            nodes[i] = translate(stars[i] ? ((Syntax.Starred) elements.get(i)).value() : elements.get(i));
        }
        return new DisplayNodes.StarDisplay(kind, nodes, stars);
    }

    private ExpressionNode array(Syntax.ArrayDisplay a) {
        return new DisplayNodes.Array(rows(a));
    }

    /** The rows of an array display become lists in a list. */
    private ExpressionNode[] rows(Syntax.ArrayDisplay a) {
        ExpressionNode[] nodes = new ExpressionNode[a.elements().size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = a.depth() > 1 && a.elements().get(i) instanceof Syntax.ArrayDisplay row
                    ? new DisplayNodes.Display(DisplayNodes.Kind.LIST, rows(row)).at(row.start(), row.length())
                    : translate(a.elements().get(i));
        }
        return nodes;
    }

    // ---------------------------------------------------------------- calls

    private ExpressionNode call(Syntax.Call c) {
        boolean stars = c.arguments().stream().anyMatch(Syntax.Starred.class::isInstance)
                || c.keywords().stream().anyMatch(k -> k.name() == null);
        if (stars) {
            ExpressionNode[] positional = new ExpressionNode[c.arguments().size()];
            boolean[] starred = new boolean[positional.length];
            for (int i = 0; i < positional.length; i++) {
                Expr a = c.arguments().get(i);
                starred[i] = a instanceof Syntax.Starred;
                positional[i] = translate(starred[i] ? ((Syntax.Starred) a).value() : a);
            }
            ExpressionNode[] keywords = new ExpressionNode[c.keywords().size()];
            TruffleString[] names = new TruffleString[keywords.length];
            for (int i = 0; i < keywords.length; i++) {
                Syntax.Keyword k = c.keywords().get(i);
                keywords[i] = translate(k.value());
                names[i] = k.name() == null ? null : name(k.name());
            }
            return new CallNodes.StarCall(translate(c.callee()), positional, starred, keywords, names);
        }
        if (c.callee() instanceof Syntax.Name n && n.id().equals("super") && c.arguments().isEmpty()
                && c.keywords().isEmpty() && t.scope.kind() != Scope.Kind.MODULE) {
            ExpressionNode zero = zeroSuper(n);
            if (zero != null) {
                return zero;
            }
        }
        List<Expr> values = new ArrayList<>(c.arguments());
        List<TruffleString> names = new ArrayList<>();
        for (Syntax.Keyword k : c.keywords()) {
            values.add(k.value());
            names.add(name(k.name()));
        }
        TruffleString[] keywords = names.isEmpty() ? Signature.NO_NAMES : names.toArray(TruffleString[]::new);
        if (c.callee() instanceof Syntax.Attribute a) {
            return new CallNodes.MethodCall(translate(a.object()), name(t.scope.mangle(a.name())), all(values), keywords,
                    c.start(), c.length(), t.staging);
        }
        CallNodes.Call call = new CallNodes.Call(translate(c.callee()), all(values), keywords);
        return (t.staging ? call.staged() : call).placed(c.start(), c.length());
    }

    /** {@code super()} in a method: the class is in its cell, the instance is the first argument. */
    private ExpressionNode zeroSuper(Syntax.Name n) {
        Scope function = t.scope;
        while (function.kind() == Scope.Kind.COMPREHENSION) {
            function = function.parent();
        }
        if (function.place("__class__") != Scope.Place.FREE) {
            return null;
        }
        return new CallNodes.ZeroSuper(t.names.read("super").at(n.start(), n.length()), t.names.read("__class__"),
                new LocalNodes.Argument(1));
    }

    // ---------------------------------------------------------------- functions

    ExpressionNode function(Syntax.FunctionDef f) {
        Scope inner = t.scopes.of(f);
        Code code = t.code(f, f.name().id(), f.parameters(), f.body(), null);
        return new FunctionNodes.MakeFunction(code, name(inner.qualifiedName()), t.module, defaults(f.parameters()),
                t.names.closure(inner), annotations(f)).at(f.start(), f.length());
    }

    private ExpressionNode lambda(Syntax.Lambda l) {
        Scope inner = t.scopes.of(l);
        Code code = t.code(l, "<lambda>", l.parameters(), null, l.body());
        return new FunctionNodes.MakeFunction(code, name(inner.qualifiedName()), t.module, defaults(l.parameters()),
                t.names.closure(inner), null);
    }

    private ExpressionNode[] defaults(Syntax.Parameters p) {
        List<ExpressionNode> nodes = new ArrayList<>();
        p.positionalOnly().forEach(q -> nodes.add(optional(q.defaultValue())));
        p.positional().forEach(q -> nodes.add(optional(q.defaultValue())));
        if (p.varArgs() != null) {
            nodes.add(null);
        }
        p.keywordOnly().forEach(q -> nodes.add(optional(q.defaultValue())));
        if (p.kwArgs() != null) {
            nodes.add(null);
        }
        return nodes.stream().allMatch(java.util.Objects::isNull) ? null : nodes.toArray(ExpressionNode[]::new);
    }

    /** An annotation as text, in the usual spacing and quotes. */
    ExpressionNode text(Expr annotation) {
        String text = t.source.getCharacters().subSequence(annotation.start(), annotation.end()).toString().replaceAll("\\s+", " ");
        if (text.indexOf('\'') < 0) {
            text = text.replace('"', '\'');
        }
        return new DisplayNodes.Constant(Strings.of(text));
    }

    private ExpressionNode annotations(Syntax.FunctionDef f) {
        List<ExpressionNode> keys = new ArrayList<>();
        List<ExpressionNode> values = new ArrayList<>();
        List<Syntax.Parameter> all = new ArrayList<>(f.parameters().positionalOnly());
        all.addAll(f.parameters().positional());
        if (f.parameters().varArgs() != null) {
            all.add(f.parameters().varArgs());
        }
        all.addAll(f.parameters().keywordOnly());
        if (f.parameters().kwArgs() != null) {
            all.add(f.parameters().kwArgs());
        }
        for (Syntax.Parameter p : all) {
            if (p.annotation() != null) {
                keys.add(new DisplayNodes.Constant(name(p.name())));
                values.add(t.scopes.textAnnotations() ? text(p.annotation()) : translate(p.annotation() instanceof Syntax.Starred s ? new Syntax.Subscript(s.start(), s.length(),
                        new Syntax.Tuple(s.start(), s.length(), List.of(s)), new Syntax.Int(s.start(), 0, 0)) : p.annotation()));
            }
        }
        if (f.returns() != null) {
            keys.add(new DisplayNodes.Constant(name("return")));
            values.add(t.scopes.textAnnotations() ? text(f.returns()) : translate(f.returns()));
        }
        return keys.isEmpty() ? null
                : new DisplayNodes.Dict(keys.toArray(ExpressionNode[]::new), values.toArray(ExpressionNode[]::new));
    }

    // ---------------------------------------------------------------- comprehensions

    private ExpressionNode generator(Syntax.Comprehension c) {
        Scope inner = t.scopes.of(c);
        Syntax.Parameter iterable = new Syntax.Parameter(c.start(), 0, ".0", null, null);
        Syntax.Parameters parameters = new Syntax.Parameters(c.start(), 0, List.of(iterable), List.of(), null, List.of(), null);
        Code code = t.code(c, "<genexpr>", parameters, null, null);
        ExpressionNode function = new FunctionNodes.MakeFunction(code, name(inner.qualifiedName()), t.module, null,
                t.names.closure(inner), null);
        Expr first = c.clauses().getFirst().iterable();
        return new CallNodes.Call(function, new ExpressionNode[] {new OpenIteration(translate(first))}, Signature.NO_NAMES)
                .placed(c.start(), c.length());
    }

    private ExpressionNode comprehension(Syntax.Comprehension c) {
        ExpressionNode first = translate(c.clauses().getFirst().iterable());
        Scope outer = t.scope;
        t.scope = t.scopes.of(c);
        int collection = t.layout.fresh();
        List<StatementNode> cells = new ArrayList<>();
        for (String cell : t.scope.cells()) {
            cells.add(new LocalNodes.MakeCell(t.layout.slot(t.scope, cell), -1));
        }
        StatementNode inner = new DisplayNodes.Collect(collection, c.kind(), translate(c.element()), optional(c.value()))
                .at(c.element().start(), c.element().length());
        for (int i = c.clauses().size() - 1; i >= 0; i--) {
            Syntax.Clause clause = c.clauses().get(i);
            for (int k = clause.conditions().size() - 1; k >= 0; k--) {
                inner = t.makeIf(translate(clause.conditions().get(k)), inner, null);
            }
            int item = t.layout.fresh();
            inner = t.makeFor(i == 0 ? first : translate(clause.iterable()), item,
                    t.names.store(clause.target(), new ControlNodes.Item(item)), inner, null);
        }
        t.scope = outer;
        return new DisplayNodes.Comprehension(collection, c.kind(), cells.toArray(StatementNode[]::new), inner);
    }

    // ---------------------------------------------------------------- patterns

    PatternNodes.Pattern pattern(Syntax.Pattern p) {
        PatternNodes.Pattern node = switch (p) {
            case Syntax.ValuePattern v -> new PatternNodes.Value(translate(v.value()),
                    v.value() instanceof Syntax.None || v.value() instanceof Syntax.Bool);
            case Syntax.CapturePattern c -> capture(c.pattern(), c.name());
            case Syntax.OrPattern o -> new PatternNodes.Or(patterns(o.alternatives()));
            case Syntax.SequencePattern s -> {
                int star = -1;
                for (int i = 0; i < s.elements().size(); i++) {
                    if (s.elements().get(i) instanceof Syntax.StarPattern) {
                        star = i;
                    }
                }
                yield new PatternNodes.Sequence(patterns(s.elements()), star);
            }
            case Syntax.StarPattern s -> capture(null, s.name());
            case Syntax.MappingPattern m -> {
                int slot = t.layout.fresh();
                yield new PatternNodes.Mapping(all(m.keys()), patterns(m.patterns()), slot,
                        m.rest() == null ? null : t.names.store(m.rest(), new LocalNodes.Temporary(slot)));
            }
            case Syntax.ClassPattern c -> new PatternNodes.OfClass(translate(c.type()), patterns(c.positional()),
                    c.names().stream().map(Translator::name).toArray(TruffleString[]::new), patterns(c.named()));
        };
        return node.at(p.start(), p.length());
    }

    private PatternNodes.Pattern[] patterns(List<Syntax.Pattern> list) {
        return list.stream().map(this::pattern).toArray(PatternNodes.Pattern[]::new);
    }

    private PatternNodes.Pattern capture(Syntax.Pattern inner, Syntax.Name name) {
        int slot = t.layout.fresh();
        return new PatternNodes.Capture(inner == null ? null : pattern(inner), slot,
                name == null ? null : t.names.store(name, new LocalNodes.Temporary(slot)));
    }
}
