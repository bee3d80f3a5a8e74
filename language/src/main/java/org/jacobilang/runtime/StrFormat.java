package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** {@code str.format}: fields in braces, with attributes, items, conversions and specifications. */
public final class StrFormat {
    private final Object[] arguments;
    private final Object keywords;
    private int automatic;
    private boolean manual;

    private StrFormat(Object[] arguments, Object keywords) {
        this.arguments = arguments;
        this.keywords = keywords;
    }

    /** Fills the format; {@code keywords} is any mapping. */
    public static TruffleString format(String format, Object[] arguments, Object keywords) {
        return Strings.of(new StrFormat(arguments, keywords).fill(format, 2));
    }

    private String fill(String format, int depth) {
        if (depth == 0) {
            throw Errors.valueError("Max string recursion exceeded");
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (c == '}') {
                if (i >= format.length() || format.charAt(i) != '}') {
                    throw Errors.valueError("Single '}' encountered in format string");
                }
                out.append('}');
                i++;
            } else if (c != '{') {
                out.append(c);
            } else if (i < format.length() && format.charAt(i) == '{') {
                out.append('{');
                i++;
            } else {
                int end = end(format, i);
                out.append(field(format.substring(i, end), depth));
                i = end + 1;
            }
        }
        return out.toString();
    }

    private static int end(String format, int from) {
        int open = 1;
        boolean bracket = false;
        for (int i = from; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '[' && open == 1) {
                bracket = true;
            } else if (c == ']') {
                bracket = false;
            } else if (!bracket && c == '{') {
                open++;
            } else if (!bracket && c == '}' && --open == 0) {
                return i;
            }
        }
        throw from >= format.length() ? Errors.valueError("Single '{' encountered in format string")
                : Errors.valueError("expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int split = 0;
        boolean bracket = false;
        while (split < field.length() && (bracket || field.charAt(split) != ':' && field.charAt(split) != '!')) {
            bracket = field.charAt(split) == '[' || bracket && field.charAt(split) != ']';
            split++;
        }
        Object value = lookup(field.substring(0, split));
        String rest = field.substring(split);
        if (rest.startsWith("!")) {
            if (rest.length() < 2) {
                throw Errors.valueError("end of string while looking for conversion specifier");
            }
            value = switch (rest.charAt(1)) {
                case 'r' -> Text.repr(value);
                case 's' -> Text.str(value);
                case 'a' -> Text.ascii(value);
                default -> throw Errors.valueError("Unknown conversion specifier %s", rest.charAt(1));
            };
            rest = rest.substring(2);
        }
        String spec = rest.startsWith(":") ? rest.substring(1) : "";
        return Strings.java(Text.format(value, Strings.of(spec.indexOf('{') >= 0 ? fill(spec, depth - 1) : spec)));
    }

    private Object lookup(String name) {
        int i = 0;
        while (i < name.length() && name.charAt(i) != '.' && name.charAt(i) != '[') {
            i++;
        }
        String first = name.substring(0, i);
        Object value;
        if (first.isEmpty() || first.chars().allMatch(Character::isDigit)) {
            if (first.isEmpty() && manual || !first.isEmpty() && automatic > 0) {
                throw Errors.valueError(first.isEmpty()
                        ? "cannot switch from manual field specification to automatic field numbering"
                        : "cannot switch from automatic field numbering to manual field specification");
            }
            manual |= !first.isEmpty();
            int index = first.isEmpty() ? automatic++ : Integer.parseInt(first);
            if (index >= arguments.length) {
                throw Errors.indexError("Replacement index %d out of range for positional args tuple", index);
            }
            value = arguments[index];
        } else {
            value = Operations.getItem(keywords, Strings.of(first));
        }
        while (i < name.length()) {
            if (name.charAt(i) == '.') {
                int from = ++i;
                while (i < name.length() && name.charAt(i) != '.' && name.charAt(i) != '[') {
                    i++;
                }
                if (from == i) {
                    throw Errors.valueError("Empty attribute in format string");
                }
                value = Operations.getAttribute(value, name.substring(from, i));
            } else {
                int close = name.indexOf(']', i);
                if (close < 0) {
                    throw Errors.valueError("Missing ']' in format string");
                }
                String key = name.substring(i + 1, close);
                value = Operations.getItem(value, !key.isEmpty() && key.chars().allMatch(Character::isDigit)
                        ? (Object) Long.parseLong(key) : Strings.of(key));
                i = close + 1;
            }
        }
        return value;
    }
}
