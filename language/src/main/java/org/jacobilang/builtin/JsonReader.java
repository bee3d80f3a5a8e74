package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * Reads one JSON value with CPython's rules, which take {@code NaN} and {@code Infinity} and let functions of the program
 * make the numbers and the objects.
 */
final class JsonReader {
    /** What {@code json.JSONDecoder} was given; null where the plain value is wanted. */
    record Hooks(boolean strict, Object object, Object pairs, Object parseFloat, Object parseInt, Object parseConstant, Object error) {
    }

    private static final int DEEPEST = 900;

    private final int[] text;
    private final TruffleString source;
    private final Hooks hooks;
    private final Map<String, TruffleString> keys = new HashMap<>();
    private int at;
    private int depth;

    JsonReader(TruffleString source, int from, Hooks hooks) {
        this.source = source;
        this.text = Strings.codePoints(source);
        this.at = from;
        this.hooks = hooks;
    }

    /** The value at the position, and where it ends. Raises StopIteration's stand-in when there is none. */
    Object value() {
        if (at >= text.length || at < 0) {
            throw error("Expecting value", at);
        }
        return switch (text[at]) {
            case '"' -> {
                at++;
                yield string();
            }
            case '{' -> nested(true);
            case '[' -> nested(false);
            case 'n' -> word("null", None.NONE);
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'N' -> constant("NaN", Double.NaN);
            case 'I' -> constant("Infinity", Double.POSITIVE_INFINITY);
            default -> text[at] == '-' && starts("-Infinity") ? constant("-Infinity", Double.NEGATIVE_INFINITY) : number();
        };
    }

    int end() {
        return at;
    }

    private Object nested(boolean object) {
        if (++depth > DEEPEST) {
            throw Errors.recursionError("maximum recursion depth exceeded while decoding a JSON %s from a unicode string",
                    object ? "object" : "array");
        }
        at++;
        Object result = object ? object() : array();
        depth--;
        return result;
    }

    private PythonException error(String message, int position) {
        Object made = Operations.call(hooks.error, Strings.of(message), source, (long) position);
        return new PythonException((org.jacobilang.runtime.ExceptionObject) made);
    }

    private void blanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
    }

    private boolean starts(String word) {
        if (at + word.length() > text.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Object word(String word, Object value) {
        if (!starts(word)) {
            throw error("Expecting value", at);
        }
        at += word.length();
        return value;
    }

    private Object constant(String word, double value) {
        if (!starts(word)) {
            throw error("Expecting value", at);
        }
        at += word.length();
        return hooks.parseConstant == null ? (Object) value : Operations.call(hooks.parseConstant, Strings.of(word));
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private int peek(int i) {
        return i < text.length ? text[i] : -1;
    }

    private Object number() {
        int from = at;
        int i = at;
        if (peek(i) == '-') {
            i++;
        }
        if (!digit(peek(i))) {
            throw error("Expecting value", from);
        }
        if (text[i] == '0') {
            i++;
        } else {
            while (digit(peek(i))) {
                i++;
            }
        }
        boolean real = false;
        if (peek(i) == '.' && digit(peek(i + 1))) {
            real = true;
            i += 2;
            while (digit(peek(i))) {
                i++;
            }
        }
        if (peek(i) == 'e' || peek(i) == 'E') {
            int j = i + 1;
            if (peek(j) == '-' || peek(j) == '+') {
                j++;
            }
            if (digit(peek(j))) {
                real = true;
                while (digit(peek(j))) {
                    j++;
                }
                i = j;
            }
        }
        at = i;
        String shown = new String(text, from, i - from);
        if (real) {
            return hooks.parseFloat == null ? (Object) Double.parseDouble(shown) : Operations.call(hooks.parseFloat, Strings.of(shown));
        }
        if (hooks.parseInt != null) {
            return Operations.call(hooks.parseInt, Strings.of(shown));
        }
        if (shown.length() <= 18) {
            return Long.parseLong(shown);
        }
        return Numbers.normal(new BigInteger(shown));
    }

    private int unicode(int position) {
        int value = 0;
        for (int i = 1; i <= 4; i++) {
            int digit = Character.digit(peek(position + i), 16);
            if (digit < 0 || peek(position + i) > 'f') {
                throw error("Invalid \\uXXXX escape", position);
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** The text after an opening quote, to the closing one. */
    private TruffleString string() {
        int begin = at - 1;
        int from = at;
        int i = at;
        while (i < text.length && text[i] != '"' && text[i] != '\\' && text[i] >= ' ') {
            i++;
        }
        if (peek(i) == '"') {
            at = i + 1;
            return source.substringByteIndexUncached(from << 2, (i - from) << 2, Strings.ENCODING, false);
        }
        StringBuilder out = new StringBuilder(new String(text, from, i - from));
        while (true) {
            if (i >= text.length) {
                throw error("Unterminated string starting at", begin);
            }
            int c = text[i];
            if (c == '"') {
                at = i + 1;
                return Strings.of(out.toString());
            }
            if (c != '\\') {
                if (c < ' ' && hooks.strict) {
                    throw error("Invalid control character at", i);
                }
                out.appendCodePoint(c);
                i++;
                continue;
            }
            i++;
            if (i >= text.length) {
                throw error("Unterminated string starting at", begin);
            }
            int known = "\"\\/bfnrt".indexOf(text[i]);
            if (known >= 0) {
                out.append("\"\\/\b\f\n\r\t".charAt(known));
                i++;
            } else if (text[i] == 'u') {
                int unit = unicode(i);
                i += 5;
                // Halves of a surrogate pair meet in the Java string.
                out.append((char) unit);
            } else {
                throw error("Invalid \\escape", i - 1);
            }
        }
    }

    private Object object() {
        DictObject dict = hooks.pairs == null ? new DictObject() : null;
        ListObject pairs = hooks.pairs == null ? null : new ListObject();
        blanks();
        if (peek(at) == '}') {
            at++;
            return finished(dict, pairs);
        }
        if (peek(at) != '"') {
            throw error("Expecting property name enclosed in double quotes", at);
        }
        while (true) {
            at++;
            TruffleString key = string();
            TruffleString shared = keys.putIfAbsent(Strings.java(key), key);
            key = shared == null ? key : shared;
            blanks();
            if (peek(at) != ':') {
                throw error("Expecting ':' delimiter", at);
            }
            at++;
            blanks();
            Object value = value();
            if (dict != null) {
                dict.put(key, value);
            } else {
                pairs.append(new TupleObject(key, value));
            }
            blanks();
            if (peek(at) == '}') {
                at++;
                return finished(dict, pairs);
            }
            if (peek(at) != ',') {
                throw error("Expecting ',' delimiter", at);
            }
            int comma = at++;
            blanks();
            if (peek(at) != '"') {
                throw peek(at) == '}' ? error("Illegal trailing comma before end of object", comma)
                        : error("Expecting property name enclosed in double quotes", at);
            }
        }
    }

    private Object finished(DictObject dict, ListObject pairs) {
        if (pairs != null) {
            return Operations.call(hooks.pairs, pairs);
        }
        return hooks.object == null ? dict : Operations.call(hooks.object, dict);
    }

    private Object array() {
        ListObject list = new ListObject();
        blanks();
        if (peek(at) == ']') {
            at++;
            return list;
        }
        while (true) {
            list.append(value());
            blanks();
            if (peek(at) == ']') {
                at++;
                return list;
            }
            if (peek(at) != ',') {
                throw error("Expecting ',' delimiter", at);
            }
            int comma = at++;
            blanks();
            if (peek(at) == ']') {
                throw error("Illegal trailing comma before end of array", comma);
            }
        }
    }
}
