package org.jacobilang.parser;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.parser.Syntax.BinaryOp;
import org.jacobilang.parser.Syntax.CompareOp;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.parser.Syntax.Keyword;
import org.jacobilang.parser.Syntax.Name;
import org.jacobilang.parser.Syntax.Parameter;
import org.jacobilang.parser.Syntax.Parameters;
import org.jacobilang.parser.Syntax.UnaryOp;
import org.jacobilang.parser.Token.Kind;

/** Expressions, targets, parameter lists and arguments. Binary operators go by precedence. */
final class ExpressionParser {
    /** Precedence of the operators between comparison and unary minus. */
    private static final int OR = 1;
    private static final int XOR = 2;
    private static final int AND = 3;
    private static final int SHIFT = 4;
    private static final int SUM = 5;
    private static final int TERM = 6;

    private final TokenStream in;
    private final DisplayParser displays;

    ExpressionParser(TokenStream in) {
        this.in = in;
        this.displays = new DisplayParser(in, this);
    }

    // ---------------------------------------------------------------- lists of expressions

    Expr starredTupleOrYield() {
        return in.peek().is("yield") ? yieldExpression() : starredTuple();
    }

    /** One expression, or a tuple without parentheses; elements may be starred. */
    Expr starredTuple() {
        Token first = in.peek();
        Expr e = starredOrNamed();
        if (!in.peek().is(",")) {
            if (e instanceof Syntax.Starred) {
                if (in.peek().is("=") || in.peek().is("in")) {
                    return e;
                }
                throw in.error("can't use starred expression here", e);
            }
            return e;
        }
        List<Expr> elements = new ArrayList<>();
        elements.add(e);
        while (in.accept(",")) {
            if (!startsExpression(in.peek())) {
                break;
            }
            elements.add(starredOrNamed());
        }
        return new Syntax.Tuple(first.start(), in.since(first), List.copyOf(elements));
    }

    boolean startsExpression(Token t) {
        return switch (t.kind()) {
            case NAME, NUMBER, STRING, BYTES, FSTRING -> true;
            case OP -> switch ((String) t.value()) {
                case "(", "[", "{", "-", "+", "~", "...", "*" -> true;
                default -> false;
            };
            case KEYWORD -> switch ((String) t.value()) {
                case "not", "lambda", "None", "True", "False", "yield", "await" -> true;
                default -> false;
            };
            default -> false;
        };
    }

    Expr starredOrNamed() {
        Token t = in.peek();
        if (in.accept("*")) {
            Expr value = binary(OR);
            return new Syntax.Starred(t.start(), in.since(t), value);
        }
        return named();
    }

    /** The target of a {@code for}, with or without commas. */
    Expr targetList() {
        Token first = in.peek();
        Expr e = starTarget();
        if (in.peek().is(",")) {
            List<Expr> elements = new ArrayList<>();
            elements.add(e);
            while (in.accept(",")) {
                if (in.peek().is("in")) {
                    break;
                }
                elements.add(starTarget());
            }
            e = new Syntax.Tuple(first.start(), in.since(first), List.copyOf(elements));
        }
        checkTarget(e, "assign to");
        return e;
    }

    /** One target: no comparison, so that the {@code in} of a loop stays outside. */
    Expr starTarget() {
        Token t = in.peek();
        if (in.accept("*")) {
            Expr value = binary(OR);
            return new Syntax.Starred(t.start(), in.since(t), value);
        }
        return binary(OR);
    }

    // ---------------------------------------------------------------- expressions, loosest first

    /** An expression, with {@code name := value} allowed. */
    Expr named() {
        Token t = in.peek();
        if (t.kind() == Kind.NAME && in.peek(1).is(":=")) {
            Name target = in.name();
            in.next();
            Expr value = expression();
            return new Syntax.Walrus(t.start(), in.since(t), target, value);
        }
        Expr e = expression();
        if (in.peek().is(":=")) {
            throw in.error("cannot use assignment expressions with " + describe(e), e);
        }
        return e;
    }

    Expr expression() {
        Token t = in.peek();
        if (t.is("lambda")) {
            in.next();
            Parameters parameters = parameters(":", false);
            in.expect(":");
            Expr body = expression();
            return new Syntax.Lambda(t.start(), in.since(t), parameters, body);
        }
        Expr e = disjunction();
        if (in.peek().is("if")) {
            in.next();
            Expr test = disjunction();
            if (!in.peek().is("else")) {
                throw in.error("expected 'else' after 'if' expression", e);
            }
            in.next();
            Expr orElse = expression();
            return new Syntax.Conditional(t.start(), in.since(t), test, e, orElse);
        }
        return e;
    }

    Expr disjunction() {
        return bool(false);
    }

    /** The iterable of a comprehension: a conditional expression would swallow the filters. */
    Expr disjunctionOrLambda() {
        return in.peek().is("lambda") ? expression() : disjunction();
    }

    /** A filter of a comprehension. */
    Expr condition() {
        Token t = in.peek();
        if (t.kind() == Kind.NAME && in.peek(1).is(":=")) {
            return named();
        }
        return disjunctionOrLambda();
    }

    private Expr bool(boolean isAnd) {
        Token t = in.peek();
        Expr e = isAnd ? inversion() : bool(true);
        String word = isAnd ? "and" : "or";
        if (!in.peek().is(word)) {
            return e;
        }
        List<Expr> operands = new ArrayList<>();
        operands.add(e);
        while (in.accept(word)) {
            operands.add(isAnd ? inversion() : bool(true));
        }
        return new Syntax.BoolOp(t.start(), in.since(t), isAnd, List.copyOf(operands));
    }

    private Expr inversion() {
        Token t = in.peek();
        if (in.accept("not")) {
            Expr operand = inversion();
            return new Syntax.Unary(t.start(), in.since(t), UnaryOp.NOT, operand);
        }
        return comparison();
    }

    private Expr comparison() {
        Token t = in.peek();
        Expr first = binary(OR);
        CompareOp op = comparisonOperator();
        if (op == null) {
            return first;
        }
        List<CompareOp> ops = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        while (op != null) {
            ops.add(op);
            rest.add(binary(OR));
            op = comparisonOperator();
        }
        return new Syntax.Compare(t.start(), in.since(t), first, List.copyOf(ops), List.copyOf(rest));
    }

    private CompareOp comparisonOperator() {
        Token t = in.peek();
        if (t.kind() != Kind.OP && t.kind() != Kind.KEYWORD) {
            return null;
        }
        CompareOp op = switch ((String) t.value()) {
            case "<" -> CompareOp.LT;
            case "<=" -> CompareOp.LE;
            case "==" -> CompareOp.EQ;
            case "!=" -> CompareOp.NE;
            case ">" -> CompareOp.GT;
            case ">=" -> CompareOp.GE;
            case "in" -> CompareOp.IN;
            case "is" -> in.peek(1).is("not") ? CompareOp.IS_NOT : CompareOp.IS;
            case "not" -> in.peek(1).is("in") ? CompareOp.NOT_IN : null;
            default -> null;
        };
        if (op != null) {
            in.next();
            if (op == CompareOp.IS_NOT || op == CompareOp.NOT_IN) {
                in.next();
            }
        }
        return op;
    }

    private static int precedence(Token t) {
        if (t.kind() != Kind.OP) {
            return 0;
        }
        return switch ((String) t.value()) {
            case "|" -> OR;
            case "^" -> XOR;
            case "&" -> AND;
            case "<<", ">>" -> SHIFT;
            case "+", "-" -> SUM;
            case "*", "/", "//", "%", "@" -> TERM;
            default -> 0;
        };
    }

    private static BinaryOp binaryOperator(String symbol) {
        for (BinaryOp op : BinaryOp.values()) {
            if (op.symbol.equals(symbol)) {
                return op;
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    Expr binary(int least) {
        Token t = in.peek();
        Expr left = unary();
        while (true) {
            Token op = in.peek();
            int precedence = precedence(op);
            if (precedence < least || precedence == 0) {
                return left;
            }
            in.next();
            Expr right = binary(precedence + 1);
            left = new Syntax.Binary(t.start(), in.since(t), binaryOperator((String) op.value()), left, right);
        }
    }

    private Expr unary() {
        Token t = in.peek();
        if (t.kind() == Kind.OP) {
            UnaryOp op = switch ((String) t.value()) {
                case "-" -> UnaryOp.NEG;
                case "+" -> UnaryOp.POS;
                case "~" -> UnaryOp.INVERT;
                default -> null;
            };
            if (op != null) {
                in.next();
                Expr operand = unary();
                return new Syntax.Unary(t.start(), in.since(t), op, operand);
            }
        }
        Expr base = primary();
        if (in.accept("**")) {
            Expr exponent = unary();
            return new Syntax.Binary(t.start(), in.since(t), BinaryOp.POW, base, exponent);
        }
        return base;
    }

    // ---------------------------------------------------------------- primaries

    private Expr primary() {
        Token t = in.peek();
        Expr e = atom(t);
        while (true) {
            if (in.accept(".")) {
                Name name = in.name();
                e = new Syntax.Attribute(t.start(), in.since(t), e, name.id());
            } else if (in.peek().is("(")) {
                in.next();
                List<Expr> arguments = new ArrayList<>();
                List<Keyword> keywords = new ArrayList<>();
                arguments(arguments, keywords);
                in.expect(")");
                e = new Syntax.Call(t.start(), in.since(t), e, List.copyOf(arguments), List.copyOf(keywords));
            } else if (in.peek().is("[")) {
                in.next();
                Expr index = subscript();
                in.expect("]");
                e = new Syntax.Subscript(t.start(), in.since(t), e, index);
            } else {
                return e;
            }
        }
    }

    private Expr atom(Token t) {
        int start = t.start();
        int length = t.end() - start;
        switch (t.kind()) {
            case NAME:
                return in.name();
            case NUMBER:
                in.next();
                return switch (t.value()) {
                    case Long v -> new Syntax.Int(start, length, v);
                    case BigInteger v -> new Syntax.BigInt(start, length, v);
                    case Token.Imaginary v -> new Syntax.Imaginary(start, length, v.value());
                    default -> new Syntax.Float(start, length, (Double) t.value());
                };
            case STRING, BYTES, FSTRING:
                return displays.strings();
            case KEYWORD:
                switch ((String) t.value()) {
                    case "None":
                        in.next();
                        return new Syntax.None(start, length);
                    case "True", "False":
                        in.next();
                        return new Syntax.Bool(start, length, t.value().equals("True"));
                    case "await":
                        throw in.error("Jacobi has no 'await'", t);
                    default:
                        throw in.unexpected();
                }
            case OP:
                switch ((String) t.value()) {
                    case "(":
                        return displays.parentheses();
                    case "[":
                        return displays.brackets();
                    case "{":
                        return displays.braces();
                    case "...":
                        in.next();
                        return new Syntax.Ellipsis(start, length);
                    default:
                        throw in.unexpected();
                }
            default:
                throw in.unexpected();
        }
    }

    private Expr subscript() {
        Token first = in.peek();
        Expr e = slice();
        if (!in.peek().is(",")) {
            if (e instanceof Syntax.Starred) {
                return new Syntax.Tuple(first.start(), in.since(first), List.of(e));
            }
            return e;
        }
        List<Expr> elements = new ArrayList<>();
        elements.add(e);
        while (in.accept(",")) {
            if (in.peek().is("]")) {
                break;
            }
            elements.add(slice());
        }
        return new Syntax.Tuple(first.start(), in.since(first), List.copyOf(elements));
    }

    private Expr slice() {
        Token first = in.peek();
        Expr lower = first.is(":") ? null : starredOrNamed();
        if (!in.accept(":")) {
            return lower;
        }
        Expr upper = endsSlicePart() ? null : expression();
        Expr step = in.accept(":") && !endsSlicePart() ? expression() : null;
        return new Syntax.Slice(first.start(), in.since(first), lower, upper, step);
    }

    private boolean endsSlicePart() {
        Token t = in.peek();
        return t.is(":") || t.is(",") || t.is("]");
    }

    Expr yieldExpression() {
        Token t = in.next();
        if (in.accept("from")) {
            Expr value = expression();
            return new Syntax.YieldFrom(t.start(), in.since(t), value);
        }
        Expr value = startsExpression(in.peek()) ? starredTuple() : null;
        return new Syntax.Yield(t.start(), in.since(t), value);
    }

    // ---------------------------------------------------------------- calls and parameters

    /** Arguments up to the closing parenthesis, which is left in place. */
    void arguments(List<Expr> positional, List<Keyword> keywords) {
        boolean unpacked = false;
        Set<String> names = new HashSet<>();
        while (!in.peek().is(")")) {
            Token t = in.peek();
            if (in.accept("**")) {
                Expr value = expression();
                keywords.add(new Keyword(t.start(), in.since(t), null, value));
                unpacked = true;
            } else if (in.accept("*")) {
                if (unpacked) {
                    throw in.error("iterable argument unpacking follows keyword argument unpacking", t);
                }
                Expr value = expression();
                positional.add(new Syntax.Starred(t.start(), in.since(t), value));
            } else if (t.kind() == Kind.NAME && in.peek(1).is("=")) {
                in.next();
                in.next();
                if (!names.add((String) t.value())) {
                    throw in.error("keyword argument repeated: " + t.value(), t);
                }
                Expr value = expression();
                keywords.add(new Keyword(t.start(), in.since(t), (String) t.value(), value));
            } else {
                Expr e = named();
                if (in.peek().is("for")) {
                    e = displays.comprehension(t, Syntax.ComprehensionKind.GENERATOR, e, null);
                    if (!in.peek().is(")") || !positional.isEmpty() || !keywords.isEmpty()) {
                        throw in.error("Generator expression must be parenthesized", e);
                    }
                } else if (in.peek().is("=")) {
                    throw in.error("expression cannot contain assignment, perhaps you meant \"==\"?", e);
                } else if (!keywords.isEmpty()) {
                    throw in.error(unpacked ? "positional argument follows keyword argument unpacking"
                            : "positional argument follows keyword argument", e);
                }
                positional.add(e);
            }
            if (!in.accept(",")) {
                if (startsExpression(in.peek()) && !in.peek().is("*") && !positional.isEmpty()) {
                    throw in.error("invalid syntax. Perhaps you forgot a comma?", in.peek());
                }
                return;
            }
        }
    }

    /** Parameters up to the token {@code close}, which is left in place. */
    Parameters parameters(String close, boolean annotated) {
        Token first = in.peek();
        List<Parameter> positionalOnly = List.of();
        List<Parameter> positional = new ArrayList<>();
        List<Parameter> keywordOnly = new ArrayList<>();
        Parameter varArgs = null;
        Parameter kwArgs = null;
        boolean star = false;
        boolean defaults = false;
        Set<String> names = new HashSet<>();
        while (!in.peek().is(close)) {
            Token t = in.peek();
            if (kwArgs != null) {
                throw in.error("arguments cannot follow var-keyword argument", t);
            }
            if (in.accept("/")) {
                if (positional.isEmpty() || star || !positionalOnly.isEmpty()) {
                    throw in.error(star ? "/ must be ahead of *"
                            : positional.isEmpty() ? "at least one argument must precede /" : "/ may appear only once", t);
                }
                positionalOnly = List.copyOf(positional);
                positional.clear();
            } else if (in.accept("**")) {
                kwArgs = parameter(annotated, names, false);
            } else if (in.accept("*")) {
                if (star) {
                    throw in.error("* argument may appear only once", t);
                }
                star = true;
                if (!in.peek().is(",") && !in.peek().is(close)) {
                    varArgs = parameter(annotated, names, true);
                } else if (in.peek().is(close) || in.peek(1).is(close) || in.peek(1).is("**")) {
                    throw in.error("named arguments must follow bare *", t);
                }
            } else {
                Parameter p = parameter(annotated, names, false);
                if (in.accept("=")) {
                    Expr value = expression();
                    p = new Parameter(p.start(), in.since(t), p.name(), p.annotation(), value);
                    defaults |= !star;
                } else if (defaults && !star) {
                    throw in.error("parameter without a default follows parameter with a default", t);
                }
                (star ? keywordOnly : positional).add(p);
            }
            if (!in.accept(",")) {
                break;
            }
        }
        if (!in.peek().is(close)) {
            throw in.unexpected();
        }
        return new Parameters(first.start(), Math.max(0, in.since(first)), positionalOnly, List.copyOf(positional), varArgs,
                List.copyOf(keywordOnly), kwArgs);
    }

    private Parameter parameter(boolean annotated, Set<String> names, boolean star) {
        Token t = in.peek();
        Name name = in.name();
        if (!names.add(name.id())) {
            throw in.error("duplicate argument '" + name.id() + "' in function definition", name);
        }
        Expr annotation = annotated && in.accept(":") ? star ? starTarget() : expression() : null;
        return new Parameter(t.start(), in.since(t), name.id(), annotation, null);
    }

    // ---------------------------------------------------------------- targets

    /** Checks that {@code e} can be assigned to or deleted, whichever the verb says. */
    void checkTarget(Expr e, String verb) {
        checkTarget(e, verb, true);
    }

    /** Refuses what can't be a target; {@code maybeComparison} says whether {@code ==} may have been meant. */
    void checkTarget(Expr e, String verb, boolean maybeComparison) {
        switch (e) {
            case Name n -> {
            }
            case Syntax.Attribute a -> {
            }
            case Syntax.Subscript s -> {
            }
            case Syntax.Tuple t -> checkElements(t.elements(), verb);
            case Syntax.ListDisplay l -> checkElements(l.elements(), verb);
            case Syntax.Starred s when verb.equals("assign to") -> checkTarget(s.value(), verb, false);
            default -> {
                String hint = !maybeComparison ? "" : e instanceof Syntax.Compare || e instanceof Syntax.Binary || e instanceof Syntax.Call
                        || e instanceof Syntax.Unary || e instanceof Syntax.BoolOp || isLiteral(e)
                        ? " here. Maybe you meant '==' instead of '='?" : "";
                throw in.error("cannot " + verb + " " + describe(e) + (verb.equals("delete") || in.peek().is("in") ? "" : hint),
                        e);
            }
        }
    }

    private static boolean isLiteral(Expr e) {
        return describe(e).equals("literal");
    }

    private void checkElements(List<Expr> elements, String verb) {
        int stars = 0;
        for (Expr e : elements) {
            if (e instanceof Syntax.Starred && ++stars > 1) {
                throw in.error("multiple starred expressions in assignment", elements.getFirst());
            }
            checkTarget(e, verb, false);
        }
    }

    /** What CPython calls a kind of expression in its messages. */
    static String describe(Expr e) {
        return switch (e) {
            case Name n -> "name";
            case Syntax.Definition d -> "definition";
            case Syntax.Typing t -> "name";
            case Syntax.None n -> "None";
            case Syntax.Bool b -> b.value() ? "True" : "False";
            case Syntax.Ellipsis n -> "ellipsis";
            case Syntax.Int n -> "literal";
            case Syntax.BigInt n -> "literal";
            case Syntax.Float n -> "literal";
            case Syntax.Imaginary n -> "literal";
            case Syntax.Str n -> "literal";
            case Syntax.Bytes n -> "literal";
            case Syntax.JoinedStr n -> "f-string expression";
            case Syntax.Interpolation n -> "f-string expression";
            case Syntax.Unary n -> "expression";
            case Syntax.Binary n -> "expression";
            case Syntax.BoolOp n -> "expression";
            case Syntax.Compare n -> "comparison";
            case Syntax.Conditional n -> "conditional expression";
            case Syntax.Lambda n -> "lambda";
            case Syntax.Walrus n -> "named expression";
            case Syntax.Call n -> "function call";
            case Syntax.Attribute n -> "attribute";
            case Syntax.Subscript n -> "subscript";
            case Syntax.Slice n -> "slice";
            case Syntax.Starred n -> "starred";
            case Syntax.Tuple n -> "tuple";
            case Syntax.ListDisplay n -> "list";
            case Syntax.SetDisplay n -> "set display";
            case Syntax.DictDisplay n -> "dict literal";
            case Syntax.ArrayDisplay n -> "array literal";
            case Syntax.Comprehension c -> switch (c.kind()) {
                case LIST -> "list comprehension";
                case SET -> "set comprehension";
                case DICT -> "dict comprehension";
                case GENERATOR -> "generator expression";
            };
            case Syntax.Yield n -> "yield expression";
            case Syntax.YieldFrom n -> "yield expression";
        };
    }
}
