package org.jacobilang.parser;

import java.math.BigInteger;
import java.util.List;

/**
 * The syntax tree of Jacobi: Python 3.13's grammar and array displays. Every node carries its span in characters of the source
 * text, from which lines and columns are worked out only when somebody asks.
 */
public sealed interface Syntax {
    /** Index of the first character. */
    int start();

    /** Number of characters. */
    int length();

    /** Index after the last character. */
    default int end() {
        return start() + length();
    }

    /** A file, a line of the REPL, or code given as text. */
    record Module(int start, int length, List<Stmt> body) implements Syntax {
    }

    // ---------------------------------------------------------------- statements

    sealed interface Stmt extends Syntax {
    }

    record ExprStmt(int start, int length, Expr value) implements Stmt {
    }

    /** {@code a = b = value}: targets from left to right. */
    record Assign(int start, int length, List<Expr> targets, Expr value) implements Stmt {
    }

    record AugAssign(int start, int length, Expr target, BinaryOp op, Expr value) implements Stmt {
    }

    /** {@code target: annotation = value}; the value may be null. */
    record AnnAssign(int start, int length, Expr target, Expr annotation, Expr value, boolean simple)
            implements Stmt {
    }

    record Return(int start, int length, Expr value) implements Stmt {
    }

    record Delete(int start, int length, List<Expr> targets) implements Stmt {
    }

    record Pass(int start, int length) implements Stmt {
    }

    record Break(int start, int length) implements Stmt {
    }

    record Continue(int start, int length) implements Stmt {
    }

    record Global(int start, int length, List<Name> names) implements Stmt {
    }

    record Nonlocal(int start, int length, List<Name> names) implements Stmt {
    }

    record If(int start, int length, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {
    }

    record While(int start, int length, Expr test, List<Stmt> body, List<Stmt> orElse) implements Stmt {
    }

    record For(int start, int length, Expr target, Expr iterable, List<Stmt> body, List<Stmt> orElse)
            implements Stmt {
    }

    record With(int start, int length, List<WithItem> items, List<Stmt> body) implements Stmt {
    }

    /** {@code context as target}; the target may be null. */
    record WithItem(int start, int length, Expr context, Expr target) implements Syntax {
    }

    record Raise(int start, int length, Expr exception, Expr cause) implements Stmt {
    }

    record Try(int start, int length, List<Stmt> body, List<Handler> handlers, List<Stmt> orElse,
            List<Stmt> finallyBody) implements Stmt {
    }

    /** {@code except type as name:}; type and name may be null. */
    record Handler(int start, int length, Expr type, Name name, List<Stmt> body) implements Syntax {
    }

    record Assert(int start, int length, Expr test, Expr message) implements Stmt {
    }

    /** {@code import a.b as c}. */
    record Import(int start, int length, List<Alias> names) implements Stmt {
    }

    /** {@code from ..module import names}: level counts the dots; {@code *} is one alias of that name. */
    record ImportFrom(int start, int length, String module, List<Alias> names, int level) implements Stmt {
    }

    /** A name in an import; {@code as} may be null. */
    record Alias(int start, int length, String name, String as) implements Syntax {
    }

    record FunctionDef(int start, int length, Name name, Parameters parameters,
            Expr returns, List<Stmt> body, List<Expr> decorators) implements Stmt {
    }

    record ClassDef(int start, int length, Name name, List<Expr> bases,
            List<Keyword> keywords, List<Stmt> body, List<Expr> decorators) implements Stmt {
    }

    /** {@code type Name[T] = value}. */
    /** A type parameter; {@code stars} is 0 for {@code T}, 1 for {@code *Ts}, 2 for {@code **P}. */
    record TypeParam(int start, int length, String name, int stars, Expr bound, Expr defaultValue) implements Syntax {
    }

    record Match(int start, int length, Expr subject, List<Case> cases) implements Stmt {
    }

    record Case(int start, int length, Pattern pattern, Expr guard, List<Stmt> body) implements Syntax {
    }

    // ---------------------------------------------------------------- functions

    /** A parameter list. {@code varArgs} and {@code kwArgs} may be null. */
    record Parameters(int start, int length, List<Parameter> positionalOnly, List<Parameter> positional,
            Parameter varArgs, List<Parameter> keywordOnly, Parameter kwArgs) implements Syntax {
        public static final Parameters NONE = new Parameters(0, 0, List.of(), List.of(), null, List.of(), null);
    }

    /** One parameter; annotation and default may be null. */
    record Parameter(int start, int length, String name, Expr annotation, Expr defaultValue) implements Syntax {
    }

    // ---------------------------------------------------------------- expressions

    sealed interface Expr extends Syntax {
    }

    record Name(int start, int length, String id) implements Expr {
    }

    record None(int start, int length) implements Expr {
    }

    record Ellipsis(int start, int length) implements Expr {
    }

    record Bool(int start, int length, boolean value) implements Expr {
    }

    /** An integer literal that fits in 64 bits. */
    record Int(int start, int length, long value) implements Expr {
    }

    record BigInt(int start, int length, BigInteger value) implements Expr {
    }

    record Float(int start, int length, double value) implements Expr {
    }

    /** An imaginary literal such as {@code 2j}. */
    record Imaginary(int start, int length, double value) implements Expr {
    }

    record Str(int start, int length, String value) implements Expr {
    }

    record Bytes(int start, int length, byte[] value) implements Expr {
    }

    /** An f-string: {@link Str} and {@link Interpolation} parts in order. */
    record JoinedStr(int start, int length, List<Expr> parts) implements Expr {
    }

    /** {@code {value!conversion:spec}}; conversion is 0, 's', 'r' or 'a'; the spec may be null. */
    record Interpolation(int start, int length, Expr value, char conversion, JoinedStr spec) implements Expr {
    }

    record Unary(int start, int length, UnaryOp op, Expr operand) implements Expr {
    }

    record Binary(int start, int length, BinaryOp op, Expr left, Expr right) implements Expr {
    }

    /** {@code and} or {@code or} over two or more operands. */
    record BoolOp(int start, int length, boolean isAnd, List<Expr> operands) implements Expr {
    }

    /** {@code first op[0] rest[0] op[1] rest[1] ...}. */
    record Compare(int start, int length, Expr first, List<CompareOp> ops, List<Expr> rest) implements Expr {
    }

    record Conditional(int start, int length, Expr test, Expr body, Expr orElse) implements Expr {
    }

    record Lambda(int start, int length, Parameters parameters, Expr body) implements Expr {
    }

    /** The function or class that a definition makes, as a value; it gets the names as its {@code __type_params__}. */
    record Definition(int start, int length, Stmt definition, List<Name> typeParams) implements Expr {
    }

    /** A name of the module {@code typing}, which a program uses by syntax alone. */
    record Typing(int start, int length, String name) implements Expr {
    }

    /** {@code target := value}. */
    record Walrus(int start, int length, Name target, Expr value) implements Expr {
    }

    /** Arguments in source order; {@link Starred} among the positional ones, keywords with a null name for {@code **}. */
    record Call(int start, int length, Expr callee, List<Expr> arguments, List<Keyword> keywords) implements Expr {
    }

    record Keyword(int start, int length, String name, Expr value) implements Syntax {
    }

    record Attribute(int start, int length, Expr object, String name) implements Expr {
    }

    record Subscript(int start, int length, Expr object, Expr index) implements Expr {
    }

    /** A slice within a subscript; each part may be null. */
    record Slice(int start, int length, Expr lower, Expr upper, Expr step) implements Expr {
    }

    record Starred(int start, int length, Expr value) implements Expr {
    }

    record Tuple(int start, int length, List<Expr> elements) implements Expr {
    }

    record ListDisplay(int start, int length, List<Expr> elements) implements Expr {
    }

    record SetDisplay(int start, int length, List<Expr> elements) implements Expr {
    }

    /** A null key stands for {@code **value}. */
    record DictDisplay(int start, int length, List<Expr> keys, List<Expr> values) implements Expr {
    }

    /**
     * An array display {@code [1, 2; 3, 4]}. {@code depth} is the number of axes that the separators make: elements at depth 1
     * are expressions, at a greater depth they are displays of one less. A display with one row and a closing
     * semicolon has depth 1.
     */
    record ArrayDisplay(int start, int length, int depth, List<Expr> elements) implements Expr {
    }

    /** A comprehension of the given kind; {@code value} is the value of a dict comprehension and otherwise null. */
    record Comprehension(int start, int length, ComprehensionKind kind, Expr element, Expr value, List<Clause> clauses)
            implements Expr {
    }

    enum ComprehensionKind { LIST, SET, DICT, GENERATOR }

    /** {@code for target in iterable if c1 if c2}. */
    record Clause(int start, int length, Expr target, Expr iterable, List<Expr> conditions) implements Syntax {
    }

    record Yield(int start, int length, Expr value) implements Expr {
    }

    record YieldFrom(int start, int length, Expr value) implements Expr {
    }

    // ---------------------------------------------------------------- patterns

    sealed interface Pattern extends Syntax {
    }

    /** A literal or a dotted name, compared by equality; None, True and False by identity. */
    record ValuePattern(int start, int length, Expr value) implements Pattern {
    }

    /** A name that is bound, or {@code _} with a null name; {@code pattern as name} has a pattern. */
    record CapturePattern(int start, int length, Pattern pattern, Name name) implements Pattern {
    }

    record OrPattern(int start, int length, List<Pattern> alternatives) implements Pattern {
    }

    record SequencePattern(int start, int length, List<Pattern> elements) implements Pattern {
    }

    /** {@code *name} within a sequence; the name is null for {@code *_}. */
    record StarPattern(int start, int length, Name name) implements Pattern {
    }

    /** {@code {key: pattern, **rest}}; rest may be null. */
    record MappingPattern(int start, int length, List<Expr> keys, List<Pattern> patterns, Name rest)
            implements Pattern {
    }

    record ClassPattern(int start, int length, Expr type, List<Pattern> positional, List<String> names,
            List<Pattern> named) implements Pattern {
    }

    // ---------------------------------------------------------------- operators

    enum BinaryOp {
        ADD("+", "add"), SUB("-", "sub"), MUL("*", "mul"), DIV("/", "truediv"), FLOOR_DIV("//", "floordiv"),
        MOD("%", "mod"), POW("**", "pow"), MAT_MUL("@", "matmul"), LEFT_SHIFT("<<", "lshift"),
        RIGHT_SHIFT(">>", "rshift"), AND("&", "and"), OR("|", "or"), XOR("^", "xor");

        /** As written. */
        public final String symbol;
        /** The special method's name without its underscores: {@code add} for {@code __add__}. */
        public final String method;

        BinaryOp(String symbol, String method) {
            this.symbol = symbol;
            this.method = method;
        }
    }

    enum UnaryOp {
        NEG("-", "neg"), POS("+", "pos"), INVERT("~", "invert"), NOT("not", null);

        public final String symbol;
        /** The special method's name without its underscores, or null for {@code not}. */
        public final String method;

        UnaryOp(String symbol, String method) {
            this.symbol = symbol;
            this.method = method;
        }
    }

    enum CompareOp {
        LT("<", "lt"), LE("<=", "le"), EQ("==", "eq"), NE("!=", "ne"), GT(">", "gt"), GE(">=", "ge"),
        IN("in", null), NOT_IN("not in", null), IS("is", null), IS_NOT("is not", null);

        public final String symbol;
        /** The special method's name without its underscores, or null where there is none. */
        public final String method;

        CompareOp(String symbol, String method) {
            this.symbol = symbol;
            this.method = method;
        }
    }
}
