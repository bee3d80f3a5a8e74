package org.jacobilang.parser;

import java.util.List;
import org.jacobilang.parser.Token.Kind;

/** The tokens of a text with a position in them, and the errors that name the next one. */
final class TokenStream {
    final String text;
    private final List<Token> tokens;
    private int at;

    TokenStream(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token t = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return t;
    }

    boolean accept(String text) {
        if (peek().is(text)) {
            next();
            return true;
        }
        return false;
    }

    boolean accept(Kind kind) {
        if (peek().kind() == kind) {
            next();
            return kind != Kind.END;
        }
        return false;
    }

    Token expect(String text) {
        if (!peek().is(text)) {
            throw peek().kind() == Kind.KEYWORD || peek().kind() == Kind.NAME ? unexpected()
                    : error(text.length() == 1 && !Character.isLetter(text.charAt(0)) && peek().kind() == Kind.NEWLINE
                            ? "expected '" + text + "'" : "invalid syntax", peek());
        }
        return next();
    }

    Syntax.Name name() {
        Token t = peek();
        if (t.kind() != Kind.NAME) {
            throw unexpected();
        }
        next();
        return new Syntax.Name(t.start(), t.end() - t.start(), (String) t.value());
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    /** Characters from the start of {@code first} to the end of the last token taken. */
    int since(Token first) {
        return since(first.start());
    }

    int since(int start) {
        int i = at - 1;
        while (i > 0 && isBlank(tokens.get(i))) {
            i--;
        }
        return i < 0 ? 0 : Math.max(0, tokens.get(i).end() - start);
    }

    private static boolean isBlank(Token t) {
        return t.kind() == Kind.NEWLINE || t.kind() == Kind.DEDENT || t.kind() == Kind.INDENT;
    }

    /** The line of a character, from 1. */
    int line(int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    SyntaxError expectedColon() {
        Token t = peek();
        if (t.is("=")) {
            return error("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", t);
        }
        return t.kind() == Kind.NEWLINE || t.kind() == Kind.END ? error("expected ':'", t) : unexpected();
    }

    SyntaxError unexpected() {
        Token t = peek();
        if (t.kind() == Kind.INDENT) {
            return error(SyntaxError.Kind.INDENTATION, "unexpected indent", t);
        }
        if (t.kind() == Kind.END) {
            return new SyntaxError(SyntaxError.Kind.SYNTAX, "unexpected EOF while parsing", t.start(), 0, true);
        }
        return error("invalid syntax", t);
    }

    SyntaxError error(String message, Token at) {
        return error(SyntaxError.Kind.SYNTAX, message, at);
    }

    SyntaxError error(String message, Syntax at) {
        return new SyntaxError(message, at.start(), at.length());
    }

    SyntaxError error(SyntaxError.Kind kind, String message, Token at) {
        return new SyntaxError(kind, message, at.start(), at.end() - at.start(), at.kind() == Kind.END);
    }
}
