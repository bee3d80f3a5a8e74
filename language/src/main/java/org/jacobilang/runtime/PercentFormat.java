package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;

/** {@code format % values}. */
final class PercentFormat {
    private final String format;
    private final Object values;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private PercentFormat(String format, Object values) {
        this.format = format;
        this.values = values;
    }

    static TruffleString format(TruffleString format, Object values) {
        return Strings.of(new PercentFormat(Strings.java(format), values).run());
    }

    /** As for a text, with each byte a character. */
    static BytesObject format(BytesObject format, Object values) {
        Object shown = values instanceof TupleObject t
                ? new TupleObject(java.util.Arrays.stream(t.items).map(PercentFormat::latin).toArray()) : latin(values);
        String text = new PercentFormat(new String(format.data(), java.nio.charset.StandardCharsets.ISO_8859_1), shown).run();
        return new BytesObject(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private static Object latin(Object value) {
        return value instanceof BytesObject b ? Strings.of(new String(b.data(), java.nio.charset.StandardCharsets.ISO_8859_1)) : value;
    }

    private Object value() {
        if (values instanceof TupleObject t) {
            if (next >= t.items.length) {
                throw Errors.typeError("not enough arguments for format string");
            }
            return t.items[next++];
        }
        if (next++ > 0) {
            throw Errors.typeError("not enough arguments for format string");
        }
        return values;
    }

    private String run() {
        boolean mapped = false;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
                continue;
            }
            if (at < format.length() && format.charAt(at) == '%') {
                out.append('%');
                at++;
                continue;
            }
            Object item = null;
            if (at < format.length() && format.charAt(at) == '(') {
                int close = format.indexOf(')', at);
                if (close < 0) {
                    throw Errors.valueError("incomplete format key");
                }
                if (Operations.mapping(values) == null) {
                    throw Errors.typeError("format requires a mapping");
                }
                item = Operations.getItem(values, Strings.of(format.substring(at + 1, close)));
                at = close + 1;
                mapped = true;
            }
            conversion(item);
        }
        boolean all = values instanceof TupleObject t ? next >= t.items.length
                : next > 0 || mapped || Operations.mapping(values) != null || values instanceof ListObject;
        if (!all && !mapped) {
            throw Errors.typeError("not all arguments converted during string formatting");
        }
        return out.toString();
    }

    private void conversion(Object named) {
        boolean left = false;
        boolean zero = false;
        boolean alternate = false;
        String sign = "";
        while (at < format.length() && "-+ #0".indexOf(format.charAt(at)) >= 0) {
            switch (format.charAt(at++)) {
                case '-' -> left = true;
                case '+' -> sign = "+";
                case ' ' -> sign = sign.isEmpty() ? " " : sign;
                case '#' -> alternate = true;
                default -> zero = true;
            }
        }
        int width = number();
        if (width < -1) {
            left = true;
            width = -width;
        }
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        while (at < format.length() && "hlL".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        if (at >= format.length()) {
            throw Errors.valueError("incomplete format");
        }
        char type = format.charAt(at++);
        Object item = named != null ? named : value();
        if (Operations.ownsArray(item)) {
            String traced = Operations.arrays().percent(item, (left ? "%-" : "%") + (zero ? "0" : "") + (alternate ? "#" : "") + sign
                    + (width >= 0 ? width : "") + (precision >= 0 ? "." + precision : "") + type);
            if (traced != null) {
                out.append(traced);
                return;
            }
        }
        String prefix = "";
        String body;
        boolean numeric = true;
        switch (type) {
            case 's', 'r', 'a' -> {
                body = Strings.java(type == 's' ? Operations.str(item) : type == 'r' ? Operations.repr(item) : Operations.ascii(item));
                body = precision >= 0 && precision < body.length() ? body.substring(0, precision) : body;
                numeric = false;
            }
            case 'c' -> {
                body = character(item);
                numeric = false;
            }
            case 'd', 'i', 'u', 'x', 'X', 'o' -> {
                Object n = integer(item, type);
                BigInteger big = Numbers.big(n);
                prefix = big.signum() < 0 ? "-" : sign;
                int radix = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
                body = big.abs().toString(radix);
                if (precision > body.length()) {
                    body = "0".repeat(precision - body.length()) + body;
                }
                if (alternate && radix != 10) {
                    prefix += radix == 8 ? "0o" : "0x";
                }
                if (type == 'X') {
                    body = body.toUpperCase(java.util.Locale.ROOT);
                    prefix = prefix.replace('x', 'X');
                }
            }
            case 'e', 'E', 'f', 'F', 'g', 'G' -> {
                double d = Operations.real(item);
                boolean negative = d < 0 || d == 0 && 1 / d < 0;
                prefix = negative ? "-" : sign;
                int p = precision < 0 ? 6 : precision;
                if (Double.isNaN(d) || Double.isInfinite(d)) {
                    body = Double.isNaN(d) ? "nan" : "inf";
                    zero = false;
                } else {
                    double v = Math.abs(d);
                    body = switch (type) {
                        case 'e', 'E' -> FormatSpec.exponent(v, p, type, alternate);
                        case 'f', 'F' -> FormatSpec.fixed(v, p, alternate);
                        default -> FormatSpec.general(v, p, type == 'g' ? 'e' : 'E', alternate);
                    };
                }
            }
            default -> throw Errors.valueError("unsupported format character '%s' (0x%x) at index %d", type, (int) type, at - 1);
        }
        if (width > 0 || precision >= 0) {
            Journal.needs(Strings.of(body), "a width");
        }
        int missing = width - prefix.length() - body.codePointCount(0, body.length());
        if (missing <= 0) {
            out.append(prefix).append(body);
        } else if (left) {
            out.append(prefix).append(body).append(" ".repeat(missing));
        } else if (zero && numeric) {
            out.append(prefix).append("0".repeat(missing)).append(body);
        } else {
            out.append(" ".repeat(missing)).append(prefix).append(body);
        }
    }

    private static Object integer(Object item, char type) {
        Object plain = Arithmetic.plain(item);
        if (Operations.ownsArray(plain) && (type == 'd' || type == 'i' || type == 'u')) {
            plain = Operations.arrays().number(plain);
        }
        if (plain instanceof Double d && (type == 'd' || type == 'i' || type == 'u')) {
            if (Double.isNaN(d) || Double.isInfinite(d)) {
                throw Double.isNaN(d) ? Errors.valueError("cannot convert float NaN to integer")
                        : Errors.overflow("cannot convert float infinity to integer");
            }
            return Numbers.normal(new java.math.BigDecimal(d).toBigInteger());
        }
        if (Numbers.isInt(plain)) {
            return Operations.integer(plain);
        }
        if (Operations.specialMethod(item, Names.INDEX) != null || Operations.ownsArray(plain)) {
            return Operations.integer(item);
        }
        throw Errors.typeError(type == 'd' || type == 'i' || type == 'u' ? "%%%s format: a real number is required, not %s"
                : "%%%s format: an integer is required, not %s", type, Operations.typeOf(item).name());
    }

    private int number() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            return (int) Operations.index(value());
        }
        int n = -1;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            n = Math.max(0, n) * 10 + format.charAt(at++) - '0';
        }
        return n;
    }

    private static String character(Object item) {
        if (item instanceof TruffleString s) {
            if (Strings.length(s) != 1) {
                throw Errors.typeError("%s", "%c requires int or char");
            }
            return Strings.java(s);
        }
        if (!Numbers.isInt(Arithmetic.plain(item)) && Operations.specialMethod(item, Names.INDEX) == null) {
            throw Errors.typeError("%s", "%c requires int or char");
        }
        long c = Operations.index(item);
        if (c < 0 || c > Character.MAX_CODE_POINT) {
            throw Errors.of(Types.OVERFLOW_ERROR, "%s", "%c arg not in range(0x110000)");
        }
        return Character.toString((int) c);
    }
}
