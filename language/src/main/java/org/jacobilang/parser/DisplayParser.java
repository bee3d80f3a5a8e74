package org.jacobilang.parser;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Syntax.ComprehensionKind;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Token.Kind;

/** What brackets and quotes enclose: tuples, lists, sets, dicts, arrays, comprehensions, strings. */
final class DisplayParser {
    private final TokenStream in;
    private final ExpressionParser expressions;

    DisplayParser(TokenStream in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    Expr parentheses() {
        Token t = in.next();
        if (in.accept(")")) {
            return new Syntax.Tuple(t.start(), in.since(t), List.of());
        }
        if (in.peek().is("yield")) {
            Expr e = expressions.yieldExpression();
            in.expect(")");
            return e;
        }
        Expr e = expressions.starredOrNamed();
        if (in.peek().is("for")) {
            e = comprehension(t, ComprehensionKind.GENERATOR, e, null);
            in.expect(")");
            return widen((Syntax.Comprehension) e, t);
        }
        if (!in.peek().is(",")) {
            if (!in.peek().is(")") && expressions.startsExpression(in.peek())) {
                throw in.error("invalid syntax. Perhaps you forgot a comma?", e);
            }
            in.expect(")");
            if (e instanceof Syntax.Starred) {
                throw in.error("cannot use starred expression here", e);
            }
            return e;
        }
        List<Expr> elements = elements(e, ")");
        in.expect(")");
        return new Syntax.Tuple(t.start(), in.since(t), elements);
    }

    private static Syntax.Comprehension widen(Syntax.Comprehension c, Token open) {
        return new Syntax.Comprehension(open.start(), c.end() + 1 - open.start(), c.kind(), c.element(), c.value(),
                c.clauses());
    }

    /** The elements after the first, up to {@code close}, which is left in place. */
    private List<Expr> elements(Expr first, String close) {
        List<Expr> elements = new ArrayList<>();
        elements.add(first);
        while (in.accept(",")) {
            if (in.peek().is(close) || in.peek().is(";")) {
                break;
            }
            elements.add(expressions.starredOrNamed());
        }
        if (!in.peek().is(close) && !in.peek().is(";") && expressions.startsExpression(in.peek())) {
            throw in.error("invalid syntax. Perhaps you forgot a comma?", elements.getLast());
        }
        return List.copyOf(elements);
    }

    Expr brackets() {
        Token t = in.next();
        if (in.accept("]")) {
            return new Syntax.ListDisplay(t.start(), in.since(t), List.of());
        }
        if (in.peek().is(";")) {
            return array(t, List.of());
        }
        Expr e = expressions.starredOrNamed();
        if (in.peek().is("for")) {
            Expr c = comprehension(t, ComprehensionKind.LIST, e, null);
            in.expect("]");
            return widen((Syntax.Comprehension) c, t);
        }
        List<Expr> elements = elements(e, "]");
        if (in.peek().is(";")) {
            return array(t, elements);
        }
        in.expect("]");
        return new Syntax.ListDisplay(t.start(), in.since(t), elements);
    }

    // ---------------------------------------------------------------- arrays

    /** A row with the number of semicolons that follow it. */
    private record Row(List<Expr> elements, int separators, int start, int end) {
    }

    /** An array display whose first row has been read. */
    private Expr array(Token open, List<Expr> firstRow) {
        List<Row> rows = new ArrayList<>();
        List<Expr> row = firstRow;
        int start = open.end();
        while (true) {
            int end = in.peek().start();
            int separators = 0;
            while (in.accept(";")) {
                separators++;
            }
            rows.add(new Row(row, separators, start, end));
            if (separators == 0 || in.peek().is("]")) {
                break;
            }
            start = in.peek().start();
            Expr first = expressions.starredOrNamed();
            row = elements(first, "]");
        }
        Row last = rows.getLast();
        in.expect("]");
        int length = in.since(open);
        int most = rows.stream().mapToInt(Row::separators).max().orElse(0);
        // A closing separator ends the last row; it makes an axis only where it is the only one.
        boolean single = rows.size() == 1 && last.separators() == 1;
        int depth = single ? 1 : most + 1;
        return single ? new Syntax.ArrayDisplay(open.start(), length, 1, last.elements())
                : (Expr) group(rows, depth, open.start(), length);
    }

    /** The display of {@code rows} with {@code depth} axes: they are cut at separators of {@code depth - 1} semicolons. */
    private static Syntax.ArrayDisplay group(List<Row> rows, int depth, int start, int length) {
        if (depth == 1) {
            return new Syntax.ArrayDisplay(start, length, 1, rows.getFirst().elements());
        }
        List<Expr> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).separators() >= depth - 1 || i == rows.size() - 1) {
                List<Row> part = rows.subList(from, i + 1);
                int partStart = part.getFirst().start();
                parts.add(group(part, depth - 1, partStart, part.getLast().end() - partStart));
                from = i + 1;
            }
        }
        return new Syntax.ArrayDisplay(start, length, depth, List.copyOf(parts));
    }

    // ---------------------------------------------------------------- sets, dicts, comprehensions

    Expr braces() {
        Token t = in.next();
        if (in.accept("}")) {
            return new Syntax.DictDisplay(t.start(), in.since(t), List.of(), List.of());
        }
        if (in.peek().is("**")) {
            return dict(t);
        }
        Expr first = expressions.starredOrNamed();
        if (in.peek().is(":")) {
            in.next();
            Expr value = expressions.expression();
            if (in.peek().is("for")) {
                Expr c = comprehension(t, ComprehensionKind.DICT, first, value);
                in.expect("}");
                return widen((Syntax.Comprehension) c, t);
            }
            List<Expr> keys = new ArrayList<>(List.of(first));
            List<Expr> values = new ArrayList<>(List.of(value));
            return restOfDict(t, keys, values);
        }
        if (in.peek().is("for")) {
            Expr c = comprehension(t, ComprehensionKind.SET, first, null);
            in.expect("}");
            return widen((Syntax.Comprehension) c, t);
        }
        List<Expr> elements = elements(first, "}");
        in.expect("}");
        return new Syntax.SetDisplay(t.start(), in.since(t), elements);
    }

    private Expr dict(Token t) {
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        entry(keys, values);
        return restOfDict(t, keys, values);
    }

    private Expr restOfDict(Token t, List<Expr> keys, List<Expr> values) {
        while (in.accept(",")) {
            if (in.peek().is("}")) {
                break;
            }
            entry(keys, values);
        }
        in.expect("}");
        // A null key marks an unpacked dict, which List.copyOf would refuse.
        return new Syntax.DictDisplay(t.start(), in.since(t), java.util.Collections.unmodifiableList(keys),
                List.copyOf(values));
    }

    private void entry(List<Expr> keys, List<Expr> values) {
        if (in.accept("**")) {
            keys.add(null);
            values.add(expressions.binary(1));
            return;
        }
        Expr key = expressions.expression();
        if (!in.accept(":")) {
            throw in.error("':' expected after dictionary key", key);
        }
        if (in.peek().is("}") || in.peek().is(",")) {
            throw in.error("expression expected after dictionary key and ':'", in.peek());
        }
        keys.add(key);
        values.add(expressions.expression());
    }

    Syntax.Comprehension comprehension(Token first, ComprehensionKind kind, Expr element, Expr value) {
        if (element instanceof Syntax.Starred) {
            throw in.error("iterable unpacking cannot be used in comprehension", element);
        }
        List<Syntax.Clause> clauses = new ArrayList<>();
        while (in.peek().is("for")) {
            Token t = in.next();
            Expr target = expressions.targetList();
            in.expect("in");
            Expr iterable = expressions.disjunctionOrLambda();
            List<Expr> conditions = new ArrayList<>();
            while (in.accept("if")) {
                conditions.add(expressions.condition());
            }
            clauses.add(new Syntax.Clause(t.start(), in.since(t), target, iterable, List.copyOf(conditions)));
        }
        if (in.peek().is("async")) {
            throw in.error("Jacobi has no asynchronous comprehensions", in.peek());
        }
        return new Syntax.Comprehension(first.start(), in.since(first), kind, element, value, List.copyOf(clauses));
    }

    // ---------------------------------------------------------------- strings

    /** One or more adjacent literals, which are joined. */
    Expr strings() {
        Token first = in.peek();
        boolean bytes = first.kind() == Kind.BYTES;
        List<Expr> parts = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean formatted = false;
        while (true) {
            Token t = in.peek();
            if (t.kind() != Kind.STRING && t.kind() != Kind.BYTES && t.kind() != Kind.FSTRING) {
                break;
            }
            if (bytes != (t.kind() == Kind.BYTES)) {
                throw new SyntaxError("cannot mix bytes and nonbytes literals", first.start(), t.end() - first.start());
            }
            in.next();
            switch (t.value()) {
                case byte[] b -> data.writeBytes(b);
                case Token.FString f -> {
                    formatted = true;
                    parts(f, t, parts);
                }
                default -> text(parts, (String) t.value(), t.start(), t.end());
            }
        }
        int length = in.since(first);
        if (bytes) {
            return new Syntax.Bytes(first.start(), length, data.toByteArray());
        }
        if (formatted) {
            return new Syntax.JoinedStr(first.start(), length, List.copyOf(parts));
        }
        return new Syntax.Str(first.start(), length, parts.isEmpty() ? "" : ((Syntax.Str) parts.getFirst()).value());
    }

    /** Adds text, joining it to text before it. */
    private static void text(List<Expr> parts, String value, int start, int end) {
        if (!parts.isEmpty() && parts.getLast() instanceof Syntax.Str before) {
            parts.set(parts.size() - 1, new Syntax.Str(before.start(), end - before.start(), before.value() + value));
        } else if (!value.isEmpty()) {
            parts.add(new Syntax.Str(start, end - start, value));
        }
    }

    private void parts(Token.FString f, Token t, List<Expr> out) {
        for (Object part : f.parts()) {
            if (part instanceof Token.Field field) {
                if (field.debugText() != null) {
                    text(out, field.debugText(), field.start(), field.end());
                }
                out.add(field(field));
            } else {
                text(out, (String) part, t.start(), t.end());
            }
        }
    }

    private Expr field(Token.Field field) {
        TokenStream inner = new TokenStream(in.text, field.expression());
        Expr value = new ExpressionParser(inner).starredTupleOrYield();
        if (inner.peek().kind() != Kind.END) {
            throw inner.error("f-string: invalid syntax. Perhaps you forgot a comma?", inner.peek());
        }
        Syntax.JoinedStr spec = null;
        if (field.spec() != null) {
            List<Expr> parts = new ArrayList<>();
            parts(field.spec(), new Token(Kind.FSTRING, field.start(), field.end(), null), parts);
            spec = new Syntax.JoinedStr(field.start(), field.end() - field.start(), List.copyOf(parts));
        }
        char conversion = field.conversion();
        if (field.debugText() != null && conversion == 0 && spec == null) {
            conversion = 'r';
        }
        return new Syntax.Interpolation(field.start(), field.end() - field.start(), value, conversion, spec);
    }
}
