package org.jacobilang.parser;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Name;
import org.jacobilang.parser.Syntax.Pattern;
import org.jacobilang.parser.Syntax.Stmt;
import org.jacobilang.parser.Token.Kind;

/** The match statement and its patterns. */
final class PatternParser {
    private final TokenStream in;
    private final ExpressionParser expressions;

    PatternParser(TokenStream in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /**
     * A match statement, or null when the name {@code match} begins an ordinary one: only what follows the colon tells them
     * apart.
     */
    Stmt matchStatement(BiFunction<Token, String, List<Stmt>> block) {
        int mark = in.mark();
        Token t = in.next();
        Expr subject;
        try {
            if (!expressions.startsExpression(in.peek())) {
                in.reset(mark);
                return null;
            }
            subject = expressions.starredTuple();
        } catch (SyntaxError e) {
            in.reset(mark);
            return null;
        }
        if (!in.peek().is(":") || in.peek(1).kind() != Kind.NEWLINE) {
            in.reset(mark);
            return null;
        }
        in.next();
        in.next();
        if (!in.accept(Kind.INDENT)) {
            Token next = in.peek();
            throw new SyntaxError(SyntaxError.Kind.INDENTATION, "expected an indented block after 'match' statement on line "
                    + in.line(t.start()), next.start(), next.end() - next.start(), next.kind() == Kind.END);
        }
        List<Syntax.Case> cases = new ArrayList<>();
        while (!in.accept(Kind.DEDENT) && in.peek().kind() != Kind.END) {
            Token c = in.peek();
            if (!c.isName("case")) {
                throw in.unexpected();
            }
            in.next();
            Set<String> bound = new HashSet<>();
            Pattern pattern = openPattern(bound);
            Expr guard = in.accept("if") ? expressions.named() : null;
            List<Stmt> body = block.apply(c, "'case' statement");
            cases.add(new Syntax.Case(c.start(), in.since(c), pattern, guard, body));
        }
        for (int i = 0; i < cases.size() - 1; i++) {
            Syntax.Case c = cases.get(i);
            if (c.guard() == null && c.pattern() instanceof Syntax.CapturePattern p && p.pattern() == null) {
                throw in.error(p.name() == null ? "wildcard makes remaining patterns unreachable"
                        : "name capture '" + p.name().id() + "' makes remaining patterns unreachable", p);
            }
        }
        return new Syntax.Match(t.start(), in.since(t), subject, List.copyOf(cases));
    }

    /** A pattern, or several with commas and no brackets. */
    private Pattern openPattern(Set<String> bound) {
        Token t = in.peek();
        Pattern first = maybeStar(bound);
        if (!in.peek().is(",")) {
            if (first instanceof Syntax.StarPattern) {
                throw in.unexpected();
            }
            return first;
        }
        List<Pattern> elements = new ArrayList<>(List.of(first));
        while (in.accept(",")) {
            if (in.peek().is(":") || in.peek().is("if")) {
                break;
            }
            elements.add(maybeStar(bound));
        }
        return sequence(t, elements);
    }

    private Pattern sequence(Token t, List<Pattern> elements) {
        if (elements.stream().filter(Syntax.StarPattern.class::isInstance).count() > 1) {
            throw in.error("multiple starred names in sequence pattern", t);
        }
        return new Syntax.SequencePattern(t.start(), in.since(t), List.copyOf(elements));
    }

    private Pattern maybeStar(Set<String> bound) {
        Token t = in.peek();
        if (in.accept("*")) {
            Name name = in.name();
            boolean wildcard = name.id().equals("_");
            if (!wildcard) {
                bind(name, bound);
            }
            return new Syntax.StarPattern(t.start(), in.since(t), wildcard ? null : name);
        }
        return asPattern(bound);
    }

    private void bind(Name name, Set<String> bound) {
        if (!bound.add(name.id())) {
            throw in.error("multiple assignments to name '" + name.id() + "' in pattern", name);
        }
    }

    private Pattern asPattern(Set<String> bound) {
        Token t = in.peek();
        Pattern p = orPattern(bound);
        if (in.accept("as")) {
            Name name = in.name();
            if (name.id().equals("_")) {
                throw in.error("cannot use '_' as a target", name);
            }
            bind(name, bound);
            return new Syntax.CapturePattern(t.start(), in.since(t), p, name);
        }
        return p;
    }

    private Pattern orPattern(Set<String> bound) {
        Token t = in.peek();
        Set<String> before = new HashSet<>(bound);
        Pattern first = closed(bound);
        if (!in.peek().is("|")) {
            return first;
        }
        List<Pattern> alternatives = new ArrayList<>(List.of(first));
        while (in.accept("|")) {
            if (alternatives.getLast() instanceof Syntax.CapturePattern p && p.pattern() == null) {
                throw in.error(p.name() == null ? "wildcard makes remaining patterns unreachable"
                        : "name capture '" + p.name().id() + "' makes remaining patterns unreachable", p);
            }
            Set<String> other = new HashSet<>(before);
            Pattern p = closed(other);
            if (!other.equals(bound)) {
                throw in.error("alternative patterns bind different names", p);
            }
            alternatives.add(p);
        }
        return new Syntax.OrPattern(t.start(), in.since(t), List.copyOf(alternatives));
    }

    private Pattern closed(Set<String> bound) {
        Token t = in.peek();
        if (t.kind() == Kind.NAME) {
            return nameOrClass(t, bound);
        }
        if (t.is("(") || t.is("[")) {
            return bracketed(t, bound);
        }
        if (t.is("{")) {
            return mapping(t, bound);
        }
        Expr value = literal();
        return new Syntax.ValuePattern(t.start(), in.since(t), value);
    }

    private Expr literal() {
        Token t = in.peek();
        boolean literal = switch (t.kind()) {
            case NUMBER, STRING, BYTES -> true;
            default -> t.is("-") || t.is("None") || t.is("True") || t.is("False");
        };
        if (!literal) {
            throw in.unexpected();
        }
        if (t.kind() != Kind.NUMBER && !t.is("-")) {
            return expressions.binary(Integer.MAX_VALUE);
        }
        // Only a number may have a sign or, as in 1 + 2j, a second part; 5 is the precedence of sums.
        Expr e = expressions.binary(5);
        Expr number = e instanceof Syntax.Unary u && u.op() == Syntax.UnaryOp.NEG ? u.operand() : e;
        if (number instanceof Syntax.Binary b) {
            if (!(b.right() instanceof Syntax.Imaginary)) {
                throw in.error("imaginary number required in complex literal", b.right());
            }
        } else if (!(number instanceof Syntax.Int || number instanceof Syntax.BigInt || number instanceof Syntax.Float
                || number instanceof Syntax.Imaginary)) {
            throw in.error("invalid syntax", number);
        }
        return e;
    }

    private Pattern nameOrClass(Token t, Set<String> bound) {
        Name name = in.name();
        if (!in.peek().is(".") && !in.peek().is("(")) {
            boolean wildcard = name.id().equals("_");
            if (!wildcard) {
                bind(name, bound);
            }
            return new Syntax.CapturePattern(t.start(), in.since(t), null, wildcard ? null : name);
        }
        Expr type = name;
        while (in.accept(".")) {
            type = new Syntax.Attribute(t.start(), in.peek().end() - t.start(), type, in.name().id());
        }
        if (!in.accept("(")) {
            return new Syntax.ValuePattern(t.start(), in.since(t), type);
        }
        List<Pattern> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Pattern> named = new ArrayList<>();
        while (!in.peek().is(")")) {
            if (in.peek().kind() == Kind.NAME && in.peek(1).is("=")) {
                Name key = in.name();
                in.next();
                if (names.contains(key.id())) {
                    throw in.error("attribute name repeated in class pattern: " + key.id(), key);
                }
                names.add(key.id());
                named.add(asPattern(bound));
            } else {
                Pattern p = asPattern(bound);
                if (!names.isEmpty()) {
                    throw in.error("positional patterns follow keyword patterns", p);
                }
                positional.add(p);
            }
            if (!in.accept(",")) {
                break;
            }
        }
        in.expect(")");
        return new Syntax.ClassPattern(t.start(), in.since(t), type, List.copyOf(positional), List.copyOf(names),
                List.copyOf(named));
    }

    private Pattern bracketed(Token t, Set<String> bound) {
        in.next();
        String close = t.is("(") ? ")" : "]";
        List<Pattern> elements = new ArrayList<>();
        boolean comma = false;
        while (!in.peek().is(close)) {
            elements.add(maybeStar(bound));
            comma = in.accept(",");
            if (!comma) {
                break;
            }
        }
        in.expect(close);
        if (close.equals(")") && elements.size() == 1 && !comma && !(elements.getFirst() instanceof Syntax.StarPattern)) {
            return elements.getFirst();
        }
        return sequence(t, elements);
    }

    private Pattern mapping(Token t, Set<String> bound) {
        in.next();
        List<Expr> keys = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        Name rest = null;
        while (!in.peek().is("}")) {
            if (rest != null) {
                throw in.unexpected();
            }
            if (in.accept("**")) {
                rest = in.name();
                bind(rest, bound);
            } else {
                Expr key = in.peek().kind() == Kind.NAME ? dotted() : literal();
                in.expect(":");
                String text = in.text.substring(key.start(), key.end());
                if (!(key instanceof Syntax.Attribute) && keys.stream().anyMatch(k -> in.text.substring(k.start(), k.end()).equals(text))) {
                    throw in.error("mapping pattern checks duplicate key (" + text + ")", key);
                }
                keys.add(key);
                patterns.add(asPattern(bound));
            }
            if (!in.accept(",")) {
                break;
            }
        }
        in.expect("}");
        return new Syntax.MappingPattern(t.start(), in.since(t), List.copyOf(keys), List.copyOf(patterns), rest);
    }

    private Expr dotted() {
        Token t = in.peek();
        Expr e = in.name();
        if (!in.peek().is(".")) {
            throw in.unexpected();
        }
        while (in.accept(".")) {
            e = new Syntax.Attribute(t.start(), in.peek().end() - t.start(), e, in.name().id());
        }
        return e;
    }
}
