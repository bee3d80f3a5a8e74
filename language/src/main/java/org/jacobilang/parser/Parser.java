package org.jacobilang.parser;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Name;
import org.jacobilang.parser.Syntax.Parameters;
import org.jacobilang.parser.Syntax.Stmt;
import org.jacobilang.parser.Token.Kind;

/** Statements of Python 3.13, by recursive descent. Expressions and patterns have parsers of their own. */
public final class Parser {
    private final TokenStream in;
    private final ExpressionParser expressions;
    private final PatternParser patterns;

    private Parser(String text) {
        in = new TokenStream(text, new Lexer(text).tokenize());
        expressions = new ExpressionParser(in);
        patterns = new PatternParser(in, expressions);
    }

    /**
     * Parses a whole file.
     *
     * @throws SyntaxError with the place of the error
     */
    public static Syntax.Module parse(String text) {
        return guarded(text, Parser::module);
    }

    /** Parses one expression, with nothing but blank space around it: what {@code eval} takes. */
    public static Expr parseExpression(String text) {
        return guarded(text.strip(), parser -> {
            Expr e = parser.expressions.starredTuple();
            parser.in.accept(Kind.NEWLINE);
            if (parser.in.peek().kind() != Kind.END) {
                throw parser.in.unexpected();
            }
            return e;
        });
    }

    private static <T> T guarded(String text, java.util.function.Function<Parser, T> rule) {
        try {
            return rule.apply(new Parser(text));
        } catch (StackOverflowError e) {
            throw new SyntaxError("too many nested parentheses", 0, 0);
        }
    }

    private Syntax.Module module() {
        List<Stmt> body = new ArrayList<>();
        while (in.peek().kind() != Kind.END) {
            if (in.accept(Kind.NEWLINE)) {
                continue;
            }
            statement(body);
        }
        return new Syntax.Module(0, in.text.length(), List.copyOf(body));
    }

    // ---------------------------------------------------------------- statements

    private void statement(List<Stmt> out) {
        Token t = in.peek();
        if (t.kind() == Kind.INDENT) {
            throw in.error(SyntaxError.Kind.INDENTATION, "unexpected indent", t);
        }
        Stmt compound = compound(t);
        if (compound != null) {
            out.add(compound);
            return;
        }
        simpleStatements(out);
    }

    private Stmt compound(Token t) {
        if (t.kind() == Kind.KEYWORD) {
            switch ((String) t.value()) {
                case "if":
                    return ifStatement();
                case "while":
                    return whileStatement();
                case "for":
                    return forStatement();
                case "try":
                    return tryStatement();
                case "with":
                    return withStatement();
                case "def":
                    return function(List.of());
                case "class":
                    return classDefinition(List.of());
                case "async":
                    throw in.error("Jacobi has no 'async': write an ordinary function, or a generator", t);
                default:
                    return null;
            }
        }
        if (t.is("@")) {
            return decorated();
        }
        if (t.isName("match")) {
            return patterns.matchStatement(this::block);
        }
        return null;
    }

    private void simpleStatements(List<Stmt> out) {
        do {
            if (in.peek().kind() == Kind.NEWLINE) {
                break;
            }
            out.add(simple());
        } while (in.accept(";"));
        if (!in.accept(Kind.NEWLINE) && in.peek().kind() != Kind.END) {
            throw in.unexpected();
        }
    }

    private Stmt simple() {
        Token t = in.peek();
        if (t.kind() == Kind.KEYWORD) {
            switch ((String) t.value()) {
                case "pass":
                    in.next();
                    return new Syntax.Pass(t.start(), t.end() - t.start());
                case "break":
                    in.next();
                    return new Syntax.Break(t.start(), t.end() - t.start());
                case "continue":
                    in.next();
                    return new Syntax.Continue(t.start(), t.end() - t.start());
                case "return":
                    in.next();
                    Expr value = endsStatement() ? null : expressions.starredTuple();
                    return new Syntax.Return(t.start(), in.since(t), value);
                case "raise":
                    return raise();
                case "global", "nonlocal":
                    return declaration();
                case "del":
                    return delete();
                case "assert":
                    in.next();
                    Expr test = expressions.named();
                    Expr message = in.accept(",") ? expressions.named() : null;
                    return new Syntax.Assert(t.start(), in.since(t), test, message);
                case "import":
                    return importNames();
                case "from":
                    return importFrom();
                default:
                    break;
            }
        }
        if (t.isName("type") && in.peek(1).kind() == Kind.NAME && (in.peek(2).is("=") || in.peek(2).is("["))) {
            in.next();
            Name name = in.name();
            List<Syntax.TypeParam> params = typeParams();
            in.expect("=");
            Expr value = expressions.expression();
            return new TypeParameters(params, t.start(), in.since(t)).alias(name, value);
        }
        return expressionStatement();
    }

    private boolean endsStatement() {
        Token t = in.peek();
        return t.kind() == Kind.NEWLINE || t.kind() == Kind.END || t.is(";");
    }

    private Stmt expressionStatement() {
        Token first = in.peek();
        Expr e = expressions.starredTupleOrYield();
        Token t = in.peek();
        if (t.is("=")) {
            List<Expr> targets = new ArrayList<>();
            Expr value = e;
            while (in.accept("=")) {
                if (value instanceof Syntax.Starred) {
                    throw in.error("starred assignment target must be in a list or tuple", value);
                }
                expressions.checkTarget(value, "assign to", targets.isEmpty());
                targets.add(value);
                value = expressions.starredTupleOrYield();
            }
            return new Syntax.Assign(first.start(), in.since(first), List.copyOf(targets), value);
        }
        if (t.is(":")) {
            boolean simple = e instanceof Name && !first.is("(");
            if (!(e instanceof Name || e instanceof Syntax.Attribute || e instanceof Syntax.Subscript)) {
                String what = e instanceof Syntax.Tuple ? "tuple" : e instanceof Syntax.ListDisplay ? "list" : null;
                if (what == null) {
                    throw new SyntaxError("illegal target for annotation", e.start(), e.length());
                }
                throw new SyntaxError("only single target (not " + what + ") can be annotated", e.start(), e.length());
            }
            in.next();
            Expr annotation = expressions.expression();
            Expr value = in.accept("=") ? expressions.starredTupleOrYield() : null;
            return new Syntax.AnnAssign(first.start(), in.since(first), e, annotation, value, simple);
        }
        Syntax.BinaryOp op = t.kind() == Kind.OP ? augmented((String) t.value()) : null;
        if (op != null) {
            if (!(e instanceof Name || e instanceof Syntax.Attribute || e instanceof Syntax.Subscript)) {
                throw new SyntaxError("'" + ExpressionParser.describe(e)
                        + "' is an illegal expression for augmented assignment", e.start(), e.length());
            }
            in.next();
            Expr value = expressions.starredTupleOrYield();
            return new Syntax.AugAssign(first.start(), in.since(first), e, op, value);
        }
        if (e instanceof Syntax.Walrus && !first.is("(")) {
            throw in.error("invalid syntax", e);
        }
        if (e instanceof Name n && (n.id().equals("print") || n.id().equals("exec")) && !endsStatement()) {
            throw in.error("Missing parentheses in call to '" + n.id() + "'. Did you mean " + n.id() + "(...)?", e);
        }
        return new Syntax.ExprStmt(first.start(), in.since(first), e);
    }

    private static Syntax.BinaryOp augmented(String text) {
        if (!text.endsWith("=") || text.length() < 2) {
            return null;
        }
        String symbol = text.substring(0, text.length() - 1);
        for (Syntax.BinaryOp op : Syntax.BinaryOp.values()) {
            if (op.symbol.equals(symbol)) {
                return op;
            }
        }
        return null;
    }

    private Stmt raise() {
        Token t = in.next();
        Expr exception = null;
        Expr cause = null;
        if (!endsStatement()) {
            exception = expressions.expression();
            if (in.accept("from")) {
                cause = expressions.expression();
            }
        }
        return new Syntax.Raise(t.start(), in.since(t), exception, cause);
    }

    private Stmt declaration() {
        Token t = in.next();
        List<Name> names = new ArrayList<>();
        do {
            names.add(in.name());
        } while (in.accept(","));
        return t.is("global") ? new Syntax.Global(t.start(), in.since(t), List.copyOf(names))
                : new Syntax.Nonlocal(t.start(), in.since(t), List.copyOf(names));
    }

    private Stmt delete() {
        Token t = in.next();
        Expr targets = expressions.starredTuple();
        expressions.checkTarget(targets, "delete");
        boolean bare = targets instanceof Syntax.Tuple && in.text.charAt(targets.start()) != '(';
        return new Syntax.Delete(t.start(), in.since(t),
                bare ? ((Syntax.Tuple) targets).elements() : List.of(targets));
    }

    // ---------------------------------------------------------------- imports

    private Stmt importNames() {
        Token t = in.next();
        List<Syntax.Alias> names = new ArrayList<>();
        do {
            Token first = in.peek();
            String module = dottedName();
            String as = in.accept("as") ? in.name().id() : null;
            names.add(new Syntax.Alias(first.start(), in.since(first), module, as));
        } while (in.accept(","));
        return new Syntax.Import(t.start(), in.since(t), List.copyOf(names));
    }

    private String dottedName() {
        StringBuilder s = new StringBuilder(in.name().id());
        while (in.accept(".")) {
            s.append('.').append(in.name().id());
        }
        return s.toString();
    }

    private Stmt importFrom() {
        Token t = in.next();
        int level = 0;
        while (true) {
            if (in.accept(".")) {
                level++;
            } else if (in.accept("...")) {
                level += 3;
            } else {
                break;
            }
        }
        String module = in.peek().is("import") && level > 0 ? "" : dottedName();
        in.expect("import");
        List<Syntax.Alias> names = new ArrayList<>();
        Token star = in.peek();
        if (in.accept("*")) {
            names.add(new Syntax.Alias(star.start(), 1, "*", null));
        } else {
            boolean parens = in.accept("(");
            do {
                if (parens && in.peek().is(")")) {
                    break;
                }
                Token first = in.peek();
                if (first.kind() == Kind.NEWLINE) {
                    throw in.error(names.isEmpty() ? "Expected one or more names after 'import'"
                            : "trailing comma not allowed without surrounding parentheses", first);
                }
                String name = in.name().id();
                String as = in.accept("as") ? in.name().id() : null;
                names.add(new Syntax.Alias(first.start(), in.since(first), name, as));
            } while (in.accept(","));
            if (parens) {
                in.expect(")");
            }
        }
        return new Syntax.ImportFrom(t.start(), in.since(t), module, List.copyOf(names), level);
    }

    // ---------------------------------------------------------------- compound statements

    /** The block of the statement that began at {@code header}, described for the message about a missing one. */
    private List<Stmt> block(Token header, String what) {
        if (!in.accept(":")) {
            throw in.expectedColon();
        }
        List<Stmt> body = new ArrayList<>();
        if (!in.accept(Kind.NEWLINE)) {
            simpleStatements(body);
            return List.copyOf(body);
        }
        if (!in.accept(Kind.INDENT)) {
            Token t = in.peek();
            throw new SyntaxError(SyntaxError.Kind.INDENTATION, "expected an indented block after " + what + " on line "
                    + in.line(header.start()), t.start(), t.end() - t.start(), t.kind() == Kind.END);
        }
        while (!in.accept(Kind.DEDENT)) {
            if (in.peek().kind() == Kind.END) {
                break;
            }
            if (!in.accept(Kind.NEWLINE)) {
                statement(body);
            }
        }
        return List.copyOf(body);
    }

    private Stmt ifStatement() {
        Token t = in.next();
        Expr test = expressions.named();
        List<Stmt> body = block(t, "'" + t.value() + "' statement");
        List<Stmt> orElse = List.of();
        if (in.peek().is("elif")) {
            orElse = List.of(ifStatement());
        } else {
            orElse = elseBlock();
        }
        return new Syntax.If(t.start(), in.since(t), test, body, orElse);
    }

    private List<Stmt> elseBlock() {
        Token t = in.peek();
        return in.accept("else") ? block(t, "'else' statement") : List.of();
    }

    private Stmt whileStatement() {
        Token t = in.next();
        Expr test = expressions.named();
        List<Stmt> body = block(t, "'while' statement");
        List<Stmt> orElse = elseBlock();
        return new Syntax.While(t.start(), in.since(t), test, body, orElse);
    }

    private Stmt forStatement() {
        Token t = in.next();
        Expr target = expressions.targetList();
        in.expect("in");
        Expr iterable = expressions.starredTuple();
        List<Stmt> body = block(t, "'for' statement");
        List<Stmt> orElse = elseBlock();
        return new Syntax.For(t.start(), in.since(t), target, iterable, body, orElse);
    }

    private Stmt tryStatement() {
        Token t = in.next();
        List<Stmt> body = block(t, "'try' statement");
        List<Syntax.Handler> handlers = new ArrayList<>();
        boolean bare = false;
        while (in.peek().is("except")) {
            Token e = in.next();
            if (in.peek().is("*")) {
                throw in.error("Jacobi has no exception groups: use 'except' without '*'", in.peek());
            }
            if (bare) {
                throw in.error("default 'except:' must be last", handlers.getLast());
            }
            Expr type = null;
            Name name = null;
            if (in.peek().is(":")) {
                bare = true;
            } else {
                type = expressions.expression();
                if (in.peek().is(",")) {
                    throw new SyntaxError("multiple exception types must be parenthesized", type.start(), type.length());
                }
                if (in.accept("as")) {
                    name = in.name();
                }
            }
            List<Stmt> handler = block(e, "'except' statement");
            handlers.add(new Syntax.Handler(e.start(), in.since(e), type, name, handler));
        }
        List<Stmt> orElse = handlers.isEmpty() ? List.of() : elseBlock();
        List<Stmt> finallyBody = List.of();
        Token f = in.peek();
        if (in.accept("finally")) {
            finallyBody = block(f, "'finally' statement");
        } else if (handlers.isEmpty()) {
            throw new SyntaxError(SyntaxError.Kind.SYNTAX, "expected 'except' or 'finally' block", f.start(),
                    f.end() - f.start(), f.kind() == Kind.END);
        }
        return new Syntax.Try(t.start(), in.since(t), body, List.copyOf(handlers), orElse, finallyBody);
    }

    private Stmt withStatement() {
        Token t = in.next();
        List<Syntax.WithItem> items = parenthesizedItems();
        if (items == null) {
            items = new ArrayList<>();
            do {
                items.add(withItem());
            } while (in.accept(","));
        }
        List<Stmt> body = block(t, "'with' statement");
        return new Syntax.With(t.start(), in.since(t), List.copyOf(items), body);
    }

    /** {@code with (a as b, c as d):} has to be told from an expression in parentheses: null when it is one. */
    private List<Syntax.WithItem> parenthesizedItems() {
        if (!in.peek().is("(")) {
            return null;
        }
        int mark = in.mark();
        in.next();
        List<Syntax.WithItem> items = new ArrayList<>();
        try {
            do {
                if (in.peek().is(")")) {
                    break;
                }
                items.add(withItem());
            } while (in.accept(","));
            if (in.accept(")") && in.peek().is(":")) {
                return items;
            }
        } catch (SyntaxError e) {
            // The other reading gives the message.
        }
        in.reset(mark);
        return null;
    }

    private Syntax.WithItem withItem() {
        Token first = in.peek();
        Expr context = expressions.expression();
        Expr target = in.accept("as") ? expressions.starTarget() : null;
        if (target != null) {
            expressions.checkTarget(target, "assign to");
        }
        return new Syntax.WithItem(first.start(), in.since(first), context, target);
    }

    private Stmt decorated() {
        List<Expr> decorators = new ArrayList<>();
        while (in.accept("@")) {
            decorators.add(expressions.named());
            if (!in.accept(Kind.NEWLINE)) {
                throw in.unexpected();
            }
        }
        Token t = in.peek();
        if (t.is("def")) {
            return function(List.copyOf(decorators));
        }
        if (t.is("class")) {
            return classDefinition(List.copyOf(decorators));
        }
        if (t.is("async")) {
            return compound(t);
        }
        throw in.unexpected();
    }

    private Stmt function(List<Expr> decorators) {
        Token t = in.next();
        Name name = in.name();
        List<Syntax.TypeParam> typeParams = typeParams();
        if (!in.peek().is("(")) {
            throw in.error("expected '('", in.peek());
        }
        in.next();
        Parameters parameters = expressions.parameters(")", true);
        in.expect(")");
        Expr returns = in.accept("->") ? expressions.expression() : null;
        List<Stmt> body = block(t, "function definition");
        if (!typeParams.isEmpty()) {
            return new TypeParameters(typeParams, t.start(), in.since(t)).define(name, decorators,
                    new Syntax.FunctionDef(t.start(), in.since(t), name, parameters, returns, body, List.of()));
        }
        return new Syntax.FunctionDef(t.start(), in.since(t), name, parameters, returns, body, decorators);
    }

    private List<Syntax.TypeParam> typeParams() {
        if (!in.accept("[")) {
            return List.of();
        }
        List<Syntax.TypeParam> params = new ArrayList<>();
        do {
            if (in.peek().is("]")) {
                break;
            }
            Token first = in.peek();
            int stars = in.accept("*") ? 1 : in.accept("**") ? 2 : 0;
            String name = in.name().id();
            Expr bound = in.accept(":") ? expressions.expression() : null;
            Expr defaultValue = in.accept("=") ? expressions.starTarget() : null;
            params.add(new Syntax.TypeParam(first.start(), in.since(first), name, stars, bound, defaultValue));
        } while (in.accept(","));
        in.expect("]");
        return List.copyOf(params);
    }

    private Stmt classDefinition(List<Expr> decorators) {
        Token t = in.next();
        Name name = in.name();
        List<Syntax.TypeParam> typeParams = typeParams();
        List<Expr> bases = new ArrayList<>();
        List<Syntax.Keyword> keywords = new ArrayList<>();
        if (in.accept("(")) {
            expressions.arguments(bases, keywords);
            in.expect(")");
        }
        List<Stmt> body = block(t, "class definition");
        if (!typeParams.isEmpty()) {
            TypeParameters generic = new TypeParameters(typeParams, t.start(), in.since(t));
            bases.add(generic.base());
            return generic.define(name, decorators, new Syntax.ClassDef(t.start(), in.since(t), name, List.copyOf(bases),
                    List.copyOf(keywords), body, List.of()));
        }
        return new Syntax.ClassDef(t.start(), in.since(t), name, List.copyOf(bases), List.copyOf(keywords),
                body, decorators);
    }
}
