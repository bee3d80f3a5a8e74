package org.jacobilang.nodes;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Name;
import org.jacobilang.parser.Syntax.Stmt;

/**
 * Brings yields to where a generator can stop: a statement of their own. What an expression has computed before it comes to a
 * yield is kept in temporaries, whose names no program can write.
 */
final class YieldHoister {
    private final List<Stmt> out = new ArrayList<>();
    private int[] counter;

    private YieldHoister(int[] counter) {
        this.counter = counter;
    }

    /** The statements that stand for one; the statement alone where its yields are fine as they are. */
    static List<Stmt> hoist(Stmt s, int[] counter) {
        YieldHoister h = new YieldHoister(counter);
        h.statement(s);
        return h.out;
    }

    static boolean isTemporary(String name) {
        return name.startsWith("$");
    }

    private static boolean isYield(Expr e) {
        return e instanceof Syntax.Yield || e instanceof Syntax.YieldFrom;
    }

    private void statement(Stmt s) {
        int a = s.start();
        int n = s.length();
        switch (s) {
            case Syntax.ExprStmt e when Yields.in(e.value()) -> {
                Expr v = isYield(e.value()) ? operand(e.value()) : expression(e.value());
                out.add(new Syntax.ExprStmt(a, n, v));
            }
            case Syntax.Assign e when Yields.in(e.value()) -> {
                Expr v = isYield(e.value()) ? operand(e.value()) : expression(e.value());
                out.add(new Syntax.Assign(a, n, e.targets(), v));
            }
            case Syntax.AnnAssign e when e.value() != null && Yields.in(e.value()) ->
                out.add(new Syntax.AnnAssign(a, n, e.target(), e.annotation(), expression(e.value()), e.simple()));
            case Syntax.AugAssign e when Yields.in(e.value()) -> {
                // The target is read before the value is computed.
                if (e.target() instanceof Name target) {
                    Expr before = spill(target);
                    Expr v = expression(e.value());
                    out.add(new Syntax.Assign(a, n, List.of(target), new Syntax.Binary(a, n, e.op(), before, v)));
                } else {
                    out.add(new Syntax.AugAssign(a, n, e.target(), e.op(), expression(e.value())));
                }
            }
            case Syntax.Return e when e.value() != null && Yields.in(e.value()) ->
                out.add(new Syntax.Return(a, n, expression(e.value())));
            case Syntax.Raise e when Yields.in(e.exception()) || Yields.in(e.cause()) ->
                out.add(new Syntax.Raise(a, n, expression(e.exception()), expression(e.cause())));
            case Syntax.Assert e when Yields.in(e.test()) ->
                out.add(new Syntax.Assert(a, n, expression(e.test()), e.message()));
            case Syntax.If e when Yields.in(e.test()) ->
                out.add(new Syntax.If(a, n, expression(e.test()), e.body(), e.orElse()));
            case Syntax.For e when Yields.in(e.iterable()) ->
                out.add(new Syntax.For(a, n, e.target(), expression(e.iterable()), e.body(), e.orElse()));
            case Syntax.While e when Yields.in(e.test()) -> whileLoop(e);
            case Syntax.With e when e.items().stream().anyMatch(i -> Yields.in(i.context())) -> {
                List<Syntax.WithItem> items = new ArrayList<>();
                for (Syntax.WithItem i : e.items()) {
                    items.add(new Syntax.WithItem(i.start(), i.length(), expression(i.context()), i.target()));
                }
                out.add(new Syntax.With(a, n, items, e.body()));
            }
            case Syntax.Match e when Yields.in(e.subject()) ->
                out.add(new Syntax.Match(a, n, expression(e.subject()), e.cases()));
            default -> out.add(s);
        }
    }

    /** A test that yields moves into the body: {@code while True: t = ...; if not t: break}. */
    private void whileLoop(Syntax.While w) {
        int a = w.start();
        int n = w.length();
        YieldHoister inner = new YieldHoister(counter);
        Expr test = inner.expression(w.test());
        List<Stmt> body = new ArrayList<>(inner.out);
        List<Stmt> leave = new ArrayList<>(w.orElse());
        leave.add(new Syntax.Break(a, n));
        body.add(new Syntax.If(a, n, new Syntax.Unary(a, n, Syntax.UnaryOp.NOT, test), leave, List.of()));
        body.addAll(w.body());
        out.add(new Syntax.While(a, n, new Syntax.Bool(a, n, true), body, List.of()));
    }

    /** A yield that may stay where it is, with no other in its operand. */
    private Expr operand(Expr e) {
        return switch (e) {
            case Syntax.Yield y -> new Syntax.Yield(y.start(), y.length(), expression(y.value()));
            case Syntax.YieldFrom y -> new Syntax.YieldFrom(y.start(), y.length(), expression(y.value()));
            default -> e;
        };
    }

    private Name temporary(Syntax at) {
        return new Name(at.start(), at.length(), "$" + counter[0]++);
    }

    private Expr spill(Expr e) {
        Name t = temporary(e);
        out.add(new Syntax.Assign(e.start(), e.length(), List.of(t), e));
        return t;
    }

    private static boolean isConstant(Expr e) {
        return e == null || e instanceof Syntax.Int || e instanceof Syntax.Str || e instanceof Syntax.Float
                || e instanceof Syntax.None || e instanceof Syntax.Bool
                || e instanceof Name n && isTemporary(n.id());
    }

    /** Operands in order: those before the last one with a yield are kept in temporaries. */
    private List<Expr> all(List<? extends Expr> operands) {
        int last = -1;
        for (int i = 0; i < operands.size(); i++) {
            if (Yields.in(operands.get(i))) {
                last = i;
            }
        }
        List<Expr> result = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Expr e = expression(operands.get(i));
            if (i < last && !isConstant(e)) {
                e = e instanceof Syntax.Starred s ? new Syntax.Starred(s.start(), s.length(), spill(s.value())) : spill(e);
            }
            result.add(e);
        }
        return result;
    }

    private Expr expression(Expr e) {
        if (e == null || !Yields.in(e)) {
            return e;
        }
        int a = e.start();
        int n = e.length();
        switch (e) {
            case Syntax.Yield y -> {
                return spill(operand(y));
            }
            case Syntax.YieldFrom y -> {
                return spill(operand(y));
            }
            case Syntax.Binary b -> {
                List<Expr> o = all(List.of(b.left(), b.right()));
                return new Syntax.Binary(a, n, b.op(), o.get(0), o.get(1));
            }
            case Syntax.Unary u -> {
                return new Syntax.Unary(a, n, u.op(), expression(u.operand()));
            }
            case Syntax.Compare c -> {
                List<Expr> o = new ArrayList<>(List.of(c.first()));
                o.addAll(c.rest());
                o = all(o);
                return new Syntax.Compare(a, n, o.getFirst(), c.ops(), o.subList(1, o.size()));
            }
            case Syntax.BoolOp b -> {
                return shortCircuit(b, 0, temporary(b));
            }
            case Syntax.Conditional c -> {
                Name t = temporary(c);
                Expr test = expression(c.test());
                out.add(new Syntax.If(a, n, test, branch(c.body(), t), branch(c.orElse(), t)));
                return t;
            }
            case Syntax.Call c -> {
                List<Expr> o = new ArrayList<>(List.of(c.callee()));
                o.addAll(c.arguments());
                c.keywords().forEach(k -> o.add(k.value()));
                List<Expr> h = all(o);
                int args = c.arguments().size();
                List<Syntax.Keyword> keywords = new ArrayList<>();
                for (int i = 0; i < c.keywords().size(); i++) {
                    Syntax.Keyword k = c.keywords().get(i);
                    keywords.add(new Syntax.Keyword(k.start(), k.length(), k.name(), h.get(1 + args + i)));
                }
                return new Syntax.Call(a, n, h.getFirst(), h.subList(1, 1 + args), keywords);
            }
            case Syntax.Attribute t -> {
                return new Syntax.Attribute(a, n, expression(t.object()), t.name());
            }
            case Syntax.Subscript s -> {
                List<Expr> o = all(List.of(s.object(), s.index()));
                return new Syntax.Subscript(a, n, o.get(0), o.get(1));
            }
            case Syntax.Starred s -> {
                return new Syntax.Starred(a, n, expression(s.value()));
            }
            case Syntax.Tuple t -> {
                return new Syntax.Tuple(a, n, all(t.elements()));
            }
            case Syntax.ListDisplay l -> {
                return new Syntax.ListDisplay(a, n, all(l.elements()));
            }
            case Syntax.SetDisplay s -> {
                return new Syntax.SetDisplay(a, n, all(s.elements()));
            }
            case Syntax.ArrayDisplay d -> {
                return new Syntax.ArrayDisplay(a, n, d.depth(), all(d.elements()));
            }
            case Syntax.DictDisplay d -> {
                List<Expr> o = new ArrayList<>();
                for (int i = 0; i < d.keys().size(); i++) {
                    if (d.keys().get(i) != null) {
                        o.add(d.keys().get(i));
                    }
                    o.add(d.values().get(i));
                }
                List<Expr> h = all(o);
                List<Expr> keys = new ArrayList<>();
                List<Expr> values = new ArrayList<>();
                int at = 0;
                for (int i = 0; i < d.keys().size(); i++) {
                    keys.add(d.keys().get(i) == null ? null : h.get(at++));
                    values.add(h.get(at++));
                }
                return new Syntax.DictDisplay(a, n, keys, values);
            }
            case Syntax.JoinedStr j -> {
                return new Syntax.JoinedStr(a, n, all(j.parts()));
            }
            case Syntax.Interpolation i -> {
                return new Syntax.Interpolation(a, n, expression(i.value()), i.conversion(), i.spec());
            }
            case Syntax.Walrus w -> {
                return new Syntax.Walrus(a, n, w.target(), expression(w.value()));
            }
            default -> throw new IllegalStateException("a yield in " + e);
        }
    }

    private List<Stmt> branch(Expr e, Name target) {
        YieldHoister inner = new YieldHoister(counter);
        Expr value = inner.expression(e);
        inner.out.add(new Syntax.Assign(e.start(), e.length(), List.of(target), value));
        return inner.out;
    }

    private Expr shortCircuit(Syntax.BoolOp b, int from, Name t) {
        out.addAll(branch(b.operands().get(from), t));
        if (from + 1 < b.operands().size()) {
            YieldHoister inner = new YieldHoister(counter);
            inner.shortCircuit(b, from + 1, t);
            Expr test = b.isAnd() ? t : new Syntax.Unary(t.start(), t.length(), Syntax.UnaryOp.NOT, t);
            out.add(new Syntax.If(b.start(), b.length(), test, inner.out, List.of()));
        }
        return t;
    }
}
