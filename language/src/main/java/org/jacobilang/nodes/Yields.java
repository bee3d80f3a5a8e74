package org.jacobilang.nodes;

import java.util.List;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Stmt;

/** Where the yields of a function are; those of functions within it are not its own. */
final class Yields {
    private Yields() {
    }

    static boolean in(List<? extends Stmt> body) {
        return body.stream().anyMatch(Yields::in);
    }

    static boolean in(Stmt s) {
        return switch (s) {
            case Syntax.ExprStmt e -> in(e.value());
            case Syntax.Assign a -> in(a.value()) || anyOf(a.targets());
            case Syntax.AugAssign a -> in(a.value()) || in(a.target());
            case Syntax.AnnAssign a -> in(a.value());
            case Syntax.Return r -> in(r.value());
            case Syntax.If i -> in(i.test()) || in(i.body()) || in(i.orElse());
            case Syntax.While w -> in(w.test()) || in(w.body()) || in(w.orElse());
            case Syntax.For f -> in(f.iterable()) || in(f.body()) || in(f.orElse());
            case Syntax.With w -> w.items().stream().anyMatch(i -> in(i.context())) || in(w.body());
            case Syntax.Raise r -> in(r.exception()) || in(r.cause());
            case Syntax.Assert a -> in(a.test()) || in(a.message());
            case Syntax.Try t -> in(t.body()) || t.handlers().stream().anyMatch(h -> in(h.body())) || in(t.orElse())
                    || in(t.finallyBody());
            case Syntax.Match m -> in(m.subject()) || m.cases().stream().anyMatch(c -> in(c.body()) || in(c.guard()));
            default -> false;
        };
    }

    private static boolean anyOf(List<? extends Expr> list) {
        return list.stream().anyMatch(Yields::in);
    }

    static boolean in(Expr e) {
        return switch (e) {
            case null -> false;
            case Syntax.Yield y -> true;
            case Syntax.YieldFrom y -> true;
            case Syntax.JoinedStr j -> anyOf(j.parts());
            case Syntax.Interpolation i -> in(i.value());
            case Syntax.Unary u -> in(u.operand());
            case Syntax.Binary b -> in(b.left()) || in(b.right());
            case Syntax.BoolOp b -> anyOf(b.operands());
            case Syntax.Compare c -> in(c.first()) || anyOf(c.rest());
            case Syntax.Conditional c -> in(c.test()) || in(c.body()) || in(c.orElse());
            case Syntax.Walrus w -> in(w.value());
            case Syntax.Call c -> in(c.callee()) || anyOf(c.arguments()) || c.keywords().stream().anyMatch(k -> in(k.value()));
            case Syntax.Attribute a -> in(a.object());
            case Syntax.Subscript s -> in(s.object()) || in(s.index());
            case Syntax.Slice s -> in(s.lower()) || in(s.upper()) || in(s.step());
            case Syntax.Starred s -> in(s.value());
            case Syntax.Tuple t -> anyOf(t.elements());
            case Syntax.ListDisplay l -> anyOf(l.elements());
            case Syntax.SetDisplay s -> anyOf(s.elements());
            case Syntax.ArrayDisplay a -> anyOf(a.elements());
            case Syntax.DictDisplay d -> anyOf(d.keys()) || anyOf(d.values());
            default -> false;
        };
    }
}
