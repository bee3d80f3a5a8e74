package org.jacobilang.parser;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobilang.parser.Token.Kind;

/** Text to tokens, with Python's rules for lines, indentation and brackets. */
final class Lexer {
    private static final Set<String> KEYWORDS = Set.of("False", "None", "True", "and", "as", "assert", "async", "await",
            "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
            "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
            "yield");
    private static final String[] OPERATORS_3 = {"**=", "//=", ">>=", "<<=", "..."};
    private static final String[] OPERATORS_2 = {"**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=",
        "/=", "%=", "&=", "|=", "^=", "@=", ":="};
    private static final String SINGLE = "+-*/%@&|^~<>()[]{},:.;=";
    private static final String[] SINGLES = SINGLE.split("");
    private static final int TAB_SIZE = 8;
    private static final int MAX_INDENT = 100;

    final String text;
    private final StringScanner strings;
    private int position;
    private List<Token> tokens = new ArrayList<>();

    /** Columns of the open blocks, with tabs as eight characters and as one: the two must order alike. */
    private final int[] indents = new int[MAX_INDENT];
    private final int[] alternateIndents = new int[MAX_INDENT];
    private int depth;

    private int[] brackets = new int[16];
    private int open;

    Lexer(String text) {
        this.text = text;
        this.strings = new StringScanner(this);
    }

    /** All tokens of the text; the last one is END. */
    List<Token> tokenize() {
        int n = text.length();
        if (n > 0 && text.charAt(0) == '\uFEFF') {
            position = 1;
        }
        boolean lineStart = true;
        while (true) {
            if (lineStart) {
                if (!beginLine()) {
                    break;
                }
                lineStart = false;
            }
            skipBlank();
            if (position >= n) {
                break;
            }
            char c = text.charAt(position);
            if (c == '#') {
                skipComment();
            } else if (c == '\n' || c == '\r') {
                int at = position;
                skipNewline();
                if (open == 0) {
                    tokens.add(new Token(Kind.NEWLINE, at, position, "\n"));
                    lineStart = true;
                }
            } else {
                token();
            }
        }
        if (open > 0) {
            int at = brackets[open - 1];
            throw new SyntaxError(SyntaxError.Kind.SYNTAX, "'" + text.charAt(at) + "' was never closed", at, 1, true);
        }
        if (!tokens.isEmpty() && tokens.getLast().kind() != Kind.NEWLINE && tokens.getLast().kind() != Kind.DEDENT) {
            tokens.add(new Token(Kind.NEWLINE, n, n, ""));
        }
        for (; depth > 0; depth--) {
            tokens.add(new Token(Kind.DEDENT, n, n, ""));
        }
        tokens.add(new Token(Kind.END, n, n, ""));
        return tokens;
    }

    /** Reads the indentation of the next line that holds code; false at the end of the text. */
    private boolean beginLine() {
        while (true) {
            int column = 0;
            int alternate = 0;
            int begin = position;
            while (position < text.length()) {
                char c = text.charAt(position);
                if (c == ' ') {
                    column++;
                    alternate++;
                } else if (c == '\t') {
                    column = (column / TAB_SIZE + 1) * TAB_SIZE;
                    alternate++;
                } else if (c == '\f') {
                    column = 0;
                    alternate = 0;
                } else {
                    break;
                }
                position++;
            }
            if (position >= text.length()) {
                return false;
            }
            char c = text.charAt(position);
            if (c == '#') {
                skipComment();
                continue;
            }
            if (c == '\n' || c == '\r') {
                skipNewline();
                continue;
            }
            if (c == '\\' && isNewline(position + 1)) {
                position++;
                skipNewline();
                continue;
            }
            indent(begin, column, alternate);
            return true;
        }
    }

    private void indent(int begin, int column, int alternate) {
        if (column == indents[depth]) {
            checkTabs(alternate == alternateIndents[depth], begin);
        } else if (column > indents[depth]) {
            checkTabs(alternate > alternateIndents[depth], begin);
            if (depth + 1 >= MAX_INDENT) {
                throw new SyntaxError(SyntaxError.Kind.INDENTATION, "too many levels of indentation", begin,
                        position - begin, false);
            }
            depth++;
            indents[depth] = column;
            alternateIndents[depth] = alternate;
            tokens.add(new Token(Kind.INDENT, begin, position, ""));
        } else {
            while (depth > 0 && column < indents[depth]) {
                depth--;
                tokens.add(new Token(Kind.DEDENT, position, position, ""));
            }
            if (column != indents[depth]) {
                throw new SyntaxError(SyntaxError.Kind.INDENTATION,
                        "unindent does not match any outer indentation level", begin, position - begin, false);
            }
            checkTabs(alternate == alternateIndents[depth], begin);
        }
    }

    private void checkTabs(boolean consistent, int begin) {
        if (!consistent) {
            throw new SyntaxError(SyntaxError.Kind.TAB, "inconsistent use of tabs and spaces in indentation", begin,
                    position - begin, false);
        }
    }

    private void skipBlank() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ' ' || c == '\t' || c == '\f') {
                position++;
            } else if (c == '\\') {
                if (!isNewline(position + 1)) {
                    if (position + 1 >= text.length()) {
                        throw new SyntaxError(SyntaxError.Kind.SYNTAX, "unexpected EOF while parsing", position, 1, true);
                    }
                    throw new SyntaxError("unexpected character after line continuation character", position, 1);
                }
                position++;
                skipNewline();
                if (position >= text.length()) {
                    throw new SyntaxError(SyntaxError.Kind.SYNTAX, "unexpected EOF while parsing", position, 0, true);
                }
            } else {
                return;
            }
        }
    }

    private boolean isNewline(int at) {
        return at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r');
    }

    private void skipNewline() {
        if (text.charAt(position) == '\r' && position + 1 < text.length() && text.charAt(position + 1) == '\n') {
            position++;
        }
        position++;
    }

    private void skipComment() {
        while (position < text.length() && !isNewline(position)) {
            position++;
        }
    }

    private void token() {
        int begin = position;
        char c = text.charAt(begin);
        if (c < 128 ? Character.isLetter(c) || c == '_' : isIdentifierStart(text.codePointAt(begin))) {
            nameOrString(begin);
        } else if (c >= '0' && c <= '9' || c == '.' && begin + 1 < text.length() && isDigit(text.charAt(begin + 1))) {
            NumberScanner numbers = new NumberScanner(text, begin);
            tokens.add(numbers.scan());
            position = numbers.end();
        } else if (c == '"' || c == '\'') {
            string(begin, begin);
        } else {
            operator(begin, c);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    private void nameOrString(int begin) {
        int at = begin;
        boolean ascii = true;
        while (at < text.length()) {
            int cp = text.codePointAt(at);
            if (cp < 128 ? !(Character.isLetterOrDigit(cp) || cp == '_')
                    : !Character.isUnicodeIdentifierPart(cp) || Character.isIdentifierIgnorable(cp)) {
                break;
            }
            ascii &= cp < 128;
            at += Character.charCount(cp);
        }
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'') && at - begin <= 2
                && StringScanner.isPrefix(text, begin, at)) {
            string(begin, at);
            return;
        }
        String name = text.substring(begin, at);
        if (!ascii) {
            name = Normalizer.normalize(name, Normalizer.Form.NFKC);
        }
        tokens.add(new Token(KEYWORDS.contains(name) ? Kind.KEYWORD : Kind.NAME, begin, at, name.intern()));
        position = at;
    }

    private void string(int begin, int quote) {
        tokens.add(strings.scan(begin, quote));
        position = strings.end();
    }

    private void operator(int begin, char c) {
        String op = null;
        for (String candidate : OPERATORS_3) {
            if (text.startsWith(candidate, begin)) {
                op = candidate;
            }
        }
        if (op == null) {
            for (String candidate : OPERATORS_2) {
                if (text.startsWith(candidate, begin)) {
                    op = candidate;
                }
            }
        }
        if (op == null) {
            int index = SINGLE.indexOf(c);
            if (index < 0) {
                invalidCharacter(begin);
            }
            op = SINGLES[index];
            bracket(begin, c);
        }
        position = begin + op.length();
        tokens.add(new Token(Kind.OP, begin, position, op));
    }

    private void bracket(int at, char c) {
        if (c == '(' || c == '[' || c == '{') {
            if (open == brackets.length) {
                brackets = java.util.Arrays.copyOf(brackets, 2 * open);
            }
            brackets[open++] = at;
        } else if (c == ')' || c == ']' || c == '}') {
            if (open == 0) {
                throw new SyntaxError("unmatched '" + c + "'", at, 1);
            }
            char opening = text.charAt(brackets[--open]);
            if ("([{".indexOf(opening) != ")]}".indexOf(c)) {
                throw new SyntaxError("closing parenthesis '" + c + "' does not match opening parenthesis '" + opening + "'",
                        at, 1);
            }
        }
    }

    private void invalidCharacter(int at) {
        int cp = text.codePointAt(at);
        if (cp == '!' || cp == '$' || cp == '?' || cp == '`') {
            throw new SyntaxError("invalid syntax", at, 1);
        }
        String hex = String.format("U+%04X", cp);
        if (Character.isISOControl(cp) || Character.getType(cp) == Character.FORMAT || Character.isSpaceChar(cp)) {
            throw new SyntaxError("invalid non-printable character " + hex, at, 1);
        }
        throw new SyntaxError("invalid character '" + Character.toString(cp) + "' (" + hex + ")", at, 1);
    }

    /**
     * The tokens of a replacement field's expression. It ends before a {@code !}, {@code :} or {@code \}} outside of brackets,
     * or before an {@code =} that one of these follows; {@link #fieldEnd} tells where.
     */
    List<Token> fieldExpression(int from) {
        List<Token> outer = tokens;
        int outerOpen = open;
        int outerPosition = position;
        tokens = new ArrayList<>();
        position = from;
        try {
            while (true) {
                skipBlank();
                while (position < text.length() && (isNewline(position) || text.charAt(position) == '#')) {
                    if (text.charAt(position) == '#') {
                        skipComment();
                    } else {
                        skipNewline();
                    }
                    skipBlank();
                }
                if (position >= text.length()) {
                    throw new SyntaxError(SyntaxError.Kind.SYNTAX, "f-string: expecting '}'", from, 1, true);
                }
                char c = text.charAt(position);
                if (open == outerOpen && endsField(c)) {
                    fieldEnd = position;
                    tokens.add(new Token(Kind.END, position, position, ""));
                    return tokens;
                }
                token();
            }
        } finally {
            tokens = outer;
            position = outerPosition;
            open = outerOpen;
        }
    }

    /** Where the last {@link #fieldExpression} ended. */
    int fieldEnd;

    private boolean endsField(char c) {
        char next = position + 1 < text.length() ? text.charAt(position + 1) : 0;
        switch (c) {
            case '}', ':' -> {
                return true;
            }
            case '!' -> {
                return next != '=';
            }
            case '=' -> {
                if (next == '=') {
                    return false;
                }
                int at = position + 1;
                while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                char after = at < text.length() ? text.charAt(at) : 0;
                return after == '}' || after == ':' || after == '!';
            }
            default -> {
                return false;
            }
        }
    }
}
