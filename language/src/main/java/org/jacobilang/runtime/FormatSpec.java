package org.jacobilang.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The format specification mini-language: {@code [[fill]align][sign][z][#][0][width][grouping][.precision][type]}. */
public final class FormatSpec {
    private static final int DEFAULT_PRECISION = 6;

    private String fill = " ";
    private char align;
    private char sign = '-';
    private boolean signGiven;
    private boolean noNegativeZero;
    private boolean alternate;
    private boolean zero;
    private int width = -1;
    private char grouping;
    private int precision = -1;
    char type;

    private FormatSpec() {
    }

    public static FormatSpec parse(String s, String typeName) {
        FormatSpec f = new FormatSpec();
        int n = s.length();
        int i = 0;
        int first = n == 0 ? 0 : Character.charCount(s.codePointAt(0));
        if (n > first && "<>=^".indexOf(s.charAt(first)) >= 0) {
            f.fill = s.substring(0, first);
            f.align = s.charAt(first);
            i = first + 1;
        } else if (n > 0 && "<>=^".indexOf(s.charAt(0)) >= 0) {
            f.align = s.charAt(0);
            i = 1;
        }
        if (i < n && "+- ".indexOf(s.charAt(i)) >= 0) {
            f.sign = s.charAt(i++);
            f.signGiven = true;
        }
        if (i < n && s.charAt(i) == 'z') {
            f.noNegativeZero = true;
            i++;
        }
        if (i < n && s.charAt(i) == '#') {
            f.alternate = true;
            i++;
        }
        if (i < n && s.charAt(i) == '0') {
            f.zero = true;
            if (f.align == 0 || first == 0 || s.charAt(0) == f.align && !(n > 1 && s.charAt(1) == f.align)) {
                f.fill = "0";
            }
            i++;
        }
        int from = i;
        while (i < n && Character.isDigit(s.charAt(i))) {
            i++;
        }
        if (i > from) {
            f.width = number(s.substring(from, i));
        }
        if (i < n && (s.charAt(i) == ',' || s.charAt(i) == '_')) {
            f.grouping = s.charAt(i++);
            if (i < n && (s.charAt(i) == ',' || s.charAt(i) == '_')) {
                throw s.charAt(i) == f.grouping ? Errors.valueError("Cannot specify '%s' with '%s'.", f.grouping, s.charAt(i))
                        : Errors.valueError("Cannot specify both ',' and '_'.");
            }
        }
        if (i < n && s.charAt(i) == '.') {
            from = ++i;
            while (i < n && Character.isDigit(s.charAt(i))) {
                i++;
            }
            if (i == from) {
                throw Errors.valueError("Format specifier missing precision");
            }
            f.precision = number(s.substring(from, i));
        }
        if (i < n) {
            f.type = s.charAt(i++);
        }
        if (i < n) {
            throw Errors.valueError("Invalid format specifier '%s' for object of type '%s'", s, typeName);
        }
        if (f.grouping != 0 && f.type != 0 && "deEfFgG%".indexOf(f.type) < 0
                && !(f.grouping == '_' && "boxX".indexOf(f.type) >= 0)) {
            throw Errors.valueError("Cannot specify '%s' with '%s'.", f.grouping, f.type);
        }
        return f;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw Errors.valueError("Too many decimal digits in format string");
        }
    }

    String text(String s) {
        if (signGiven) {
            throw Errors.valueError(sign == ' ' ? "Space not allowed in string format specifier"
                    : "Sign not allowed in string format specifier");
        }
        if (alternate) {
            throw Errors.valueError("Alternate form (#) not allowed in string format specifier");
        }
        if (grouping != 0) {
            throw Errors.valueError("Cannot specify '%s' with 's'.", grouping);
        }
        if (align == '=') {
            throw Errors.valueError("'=' alignment not allowed in string format specifier");
        }
        String cut = precision >= 0 && s.codePointCount(0, s.length()) > precision
                ? s.substring(0, s.offsetByCodePoints(0, precision)) : s;
        return pad("", cut, align == 0 ? '<' : align);
    }

    /** Fills up to the width; the sign or prefix stays before the fill of {@code =}. */
    private String pad(String prefix, String body, char where) {
        int length = prefix.length() + body.codePointCount(0, body.length());
        int missing = width - length;
        if (missing <= 0) {
            return prefix + body;
        }
        return switch (where) {
            case '<' -> prefix + body + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + prefix + body + fill.repeat(missing - missing / 2);
            case '=' -> prefix + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + prefix + body;
        };
    }

    private String signOf(boolean negative) {
        return negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    }

    String integer(BigInteger value, String typeName) {
        int radix = switch (type) {
            case 0, 'd', 'n' -> 10;
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x', 'X' -> 16;
            case 'c' -> {
                if (sign != '-' || alternate) {
                    throw Errors.valueError(alternate ? "Alternate form (#) not allowed with integer format specifier 'c'"
                            : "Sign not allowed with integer format specifier 'c'");
                }
                if (value.bitLength() > 63) {
                    throw Errors.overflow("Python int too large to convert to C long");
                }
                if (value.signum() < 0 || value.bitLength() > 21 || !Character.isValidCodePoint(value.intValue())) {
                    throw Errors.of(Types.OVERFLOW_ERROR, "%s", "%c arg not in range(0x110000)");
                }
                yield 0;
            }
            default -> throw Errors.valueError("Unknown format code '%s' for object of type '%s'", type, typeName);
        };
        if (precision >= 0) {
            throw Errors.valueError("Precision not allowed in integer format specifier");
        }
        if (radix == 0) {
            return pad("", Character.toString(value.intValue()), align == 0 ? '<' : align);
        }
        BigInteger size = value.abs();
        String digits = radix == 10 ? Text.decimal(size) : size.toString(radix);
        if (type == 'X') {
            digits = digits.toUpperCase(java.util.Locale.ROOT);
        }
        String prefix = signOf(value.signum() < 0) + (alternate && radix != 10 ? "0" + type : "");
        return grouped(prefix, digits, "", radix == 10 ? 3 : 4);
    }

    /** Puts separators between groups of digits, of the fill's zeros too, and pads. */
    private String grouped(String prefix, String digits, String rest, int group) {
        boolean zeros = fill.equals("0") && (align == 0 && zero || align == '=');
        if (grouping == 0) {
            return pad(prefix, digits + rest, zeros ? '=' : align == 0 ? '>' : align);
        }
        String body = digits;
        if (zeros) {
            int room = width - prefix.length() - rest.length();
            while (separated(body, group).length() < room) {
                body = "0" + body;
            }
            if (separated(body, group).length() > room && body.length() > digits.length() && room > 0
                    && separated(body, group).length() - room == 1 && separated(body, group).charAt(1) == grouping) {
                // A separator cannot come first: one digit more than asked for stays, as in CPython.
                return prefix + separated(body, group) + rest;
            }
            return prefix + separated(body, group) + rest;
        }
        return pad(prefix, separated(body, group) + rest, align == 0 ? '>' : align);
    }

    private String separated(String digits, int group) {
        StringBuilder out = new StringBuilder();
        int n = digits.length();
        for (int i = 0; i < n; i++) {
            if (i > 0 && (n - i) % group == 0) {
                out.append(grouping);
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    String real(double value, String typeName) {
        if (type != 0 && "eEfFgGn%".indexOf(type) < 0) {
            throw Errors.valueError("Unknown format code '%s' for object of type '%s'", type, typeName);
        }
        boolean percent = type == '%';
        double v = percent ? value * 100 : value;
        String digits;
        String suffix = percent ? "%" : "";
        boolean negative = v < 0 || v == 0 && 1 / v < 0;
        if (Double.isNaN(v) || Double.isInfinite(v)) {
            digits = Double.isNaN(v) ? "nan" : "inf";
            if (type == 'F' || type == 'E' || type == 'G') {
                digits = digits.toUpperCase(java.util.Locale.ROOT);
            }
            negative = v < 0;
            return pad(signOf(negative), digits + suffix,
                    align == 0 ? fill.equals("0") ? '=' : '>' : align);
        }
        digits = digits(Math.abs(v), typeName);
        if (noNegativeZero && negative && digits.chars().noneMatch(c -> c >= '1' && c <= '9')) {
            negative = false;
        }
        int split = 0;
        while (split < digits.length() && Character.isDigit(digits.charAt(split))) {
            split++;
        }
        return grouped(signOf(negative), digits.substring(0, split), digits.substring(split) + suffix, 3);
    }

    /** The digits of a number that is not negative. */
    String digits(double v, String typeName) {
        int p = precision < 0 ? DEFAULT_PRECISION : precision;
        return switch (type) {
            case 'f', 'F', '%' -> fixed(v, p, alternate);
            case 'e' -> exponent(v, p, 'e', alternate);
            case 'E' -> exponent(v, p, 'E', alternate);
            case 'g', 'n' -> general(v, p, 'e', alternate);
            case 'G' -> general(v, p, 'E', alternate);
            case 0 -> {
                if (precision < 0) {
                    yield Numbers.repr(v);
                }
                String g = general(v, p, 'e', alternate);
                // Without a type there is at least one digit after the point, and large numbers turn exponential one earlier.
                yield plainPrecision(v, p, g);
            }
            default -> throw Errors.valueError("Unknown format code '%s' for object of type '%s'", type, typeName);
        };
    }

    private String plainPrecision(double v, int p, String g) {
        int digits = Math.max(1, p);
        if (v != 0) {
            BigDecimal rounded = new BigDecimal(v).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            int exponent = rounded.precision() - rounded.scale() - 1;
            if (exponent < -4 || exponent >= digits) {
                return g.indexOf('e') >= 0 ? g : exponent(v, digits - 1, 'e', false);
            }
            if (exponent == digits - 1) {
                return stripExponent(exponent(v, digits - 1, 'e', false));
            }
        }
        return g.indexOf('.') < 0 && g.indexOf('e') < 0 ? g + ".0" : g;
    }

    private static String stripExponent(String s) {
        int e = s.indexOf('e');
        String mantissa = s.substring(0, e);
        if (mantissa.indexOf('.') >= 0) {
            mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return mantissa + s.substring(e);
    }

    static String fixed(double v, int p, boolean point) {
        String s = new BigDecimal(v).setScale(p, RoundingMode.HALF_EVEN).toPlainString();
        return p == 0 && point ? s + "." : s;
    }

    static String exponent(double v, int p, char e, boolean point) {
        if (v == 0) {
            return "0" + (p > 0 ? "." + "0".repeat(p) : point ? "." : "") + e + "+00";
        }
        BigDecimal d = new BigDecimal(v).round(new MathContext(p + 1, RoundingMode.HALF_EVEN));
        String digits = d.unscaledValue().toString();
        int exponent = digits.length() - 1 - d.scale();
        digits = digits.length() < p + 1 ? digits + "0".repeat(p + 1 - digits.length()) : digits.substring(0, p + 1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return digits.charAt(0) + (p > 0 ? "." + digits.substring(1) : point ? "." : "") + e + (exponent < 0 ? "-" : "+") + size;
    }

    static String general(double v, int precision, char e, boolean keepZeros) {
        int p = precision == 0 ? 1 : precision;
        if (v == 0) {
            return keepZeros ? "0." + "0".repeat(p - 1) : "0";
        }
        BigDecimal d = new BigDecimal(v).round(new MathContext(p, RoundingMode.HALF_EVEN));
        int exponent = d.precision() - d.scale() - 1;
        if (exponent < -4 || exponent >= p) {
            String s = exponent(v, p - 1, e, keepZeros);
            if (keepZeros) {
                return s;
            }
            int at = s.indexOf(e);
            String mantissa = s.substring(0, at);
            if (mantissa.indexOf('.') >= 0) {
                mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
            }
            return mantissa + s.substring(at);
        }
        String s = d.setScale(Math.max(0, p - 1 - exponent), RoundingMode.HALF_EVEN).toPlainString();
        if (keepZeros && s.indexOf('.') < 0) {
            return s + ".";
        }
        if (!keepZeros && s.indexOf('.') >= 0) {
            s = s.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return s;
    }

    /** A complex number as {@code repr} writes it, with a sign or a precision if asked for. */
    private String plainComplex(ComplexValue c) {
        String im = part(c.im(), c.re() == 0 && 1 / c.re() > 0 ? sign : '+') + "j";
        return c.re() == 0 && 1 / c.re() > 0 ? im : "(" + part(c.re(), sign) + im + ")";
    }

    private String part(double value, char signFor) {
        double size = Math.abs(value);
        String digits = precision < 0 ? Numbers.repr(size) : Double.isFinite(size) ? general(size, precision, 'e', alternate)
                : Double.isNaN(size) ? "nan" : "inf";
        if (precision < 0 && digits.endsWith(".0")) {
            digits = digits.substring(0, digits.length() - 2);
        }
        boolean negative = value < 0 || value == 0 && 1 / value < 0;
        return (negative ? "-" : signFor == '-' ? "" : String.valueOf(signFor)) + digits;
    }

    String complex(ComplexValue c) {
        if (type != 0 && "eEfFgGn".indexOf(type) < 0) {
            throw Errors.valueError("Unknown format code '%s' for object of type 'complex'", type);
        }
        if (zero || fill.equals("0") && align == '=') {
            throw Errors.valueError("Zero padding is not allowed in complex format specifier");
        }
        if (align == '=') {
            throw Errors.valueError("'=' alignment flag is not allowed in complex format specifier");
        }
        if (type == 0) {
            return pad("", plainComplex(c), align == 0 ? '>' : align);
        }
        FormatSpec part = new FormatSpec();
        part.precision = precision;
        part.type = type;
        part.sign = sign;
        part.alternate = alternate;
        FormatSpec second = new FormatSpec();
        second.precision = precision;
        second.type = type;
        second.sign = '+';
        second.alternate = alternate;
        String body = part.real(c.re(), "complex") + second.real(c.im(), "complex") + "j";
        return pad("", body, align == 0 ? '>' : align);
    }
}
