package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassMethod;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ComplexValue;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;
import org.jacobilang.runtime.UnaryOp;
import org.jacobilang.runtime.ValueInstance;

/** Constructors and methods of int, float and complex. */
final class NumberMethods {
    private static final BinaryOp[] ARITHMETIC = {BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.FLOORDIV,
        BinaryOp.MOD, BinaryOp.POW};

    private NumberMethods() {
    }

    /** The value, or an instance of a user subclass around it. */
    static Object of(Object type, ClassObject plain, Object value) {
        return type == plain ? value : new ValueInstance((ClassObject) type, value);
    }

    private static Object base(Object o) {
        return TypeTables.base(o);
    }

    static void ints(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, x=0, /, base=)", a -> of(a[0], Types.INT, parseInt(a[1], a[2]))));
        TypeTables.operators(t, ARITHMETIC);
        TypeTables.operators(t, BinaryOp.AND, BinaryOp.OR, BinaryOp.XOR, BinaryOp.LSHIFT, BinaryOp.RSHIFT);
        TypeTables.comparisons(t);
        TypeTables.unary(t, UnaryOp.values());
        t.method("__pow__(self, value, mod=None, /)", "Return pow(self, value, mod).", a -> a[2] == None.NONE
                ? TypeTables.tryBinary(BinaryOp.POW, a[0], a[1])
                : Operations.call(Builtins.module().get(Strings.name("pow")), base(a[0]), base(a[1]), base(a[2])));
        divmod(t);
        t.method("__hash__(self, /)", null, a -> Operations.hash(base(a[0])));
        t.method("__repr__(self, /)", null, a -> Operations.repr(base(a[0])));
        t.method("__bool__(self, /)", null, a -> Operations.truth(base(a[0])));
        t.method("__int__(self, /)", null, a -> Operations.integer(base(a[0])));
        t.method("__index__(self, /)", null, a -> Operations.integer(base(a[0])));
        t.method("__float__(self, /)", null, a -> Numbers.toDouble(base(a[0])));
        t.method("__format__(self, spec, /)", null, a -> Operations.format(base(a[0]), (TruffleString) a[1]));
        t.method("__round__(self, ndigits=None, /)", null, a -> round(base(a[0]), a[1]));
        for (String name : new String[] {"__trunc__", "__floor__", "__ceil__", "conjugate"}) {
            t.method(name + "(self, /)", null, a -> Operations.integer(base(a[0])));
        }
        t.method("bit_length(self, /)", "Number of bits necessary to represent self in binary.",
                a -> (long) Numbers.big(base(a[0])).abs().bitLength());
        t.method("bit_count(self, /)", "Number of ones in the binary representation of the absolute value of self.",
                a -> (long) Numbers.big(base(a[0])).abs().bitCount());
        t.method("as_integer_ratio(self, /)", "A pair of integers whose ratio is the int.",
                a -> new TupleObject(Operations.integer(base(a[0])), 1L));
        t.method("is_integer(self, /)", "Returns True.", a -> true);
        t.method("to_bytes(self, length=1, byteorder='big', *, signed=False)", "An array of bytes representing an integer.",
                a -> toBytes(Numbers.big(base(a[0])), (int) Operations.index(a[1]), Strings.java((TruffleString) a[2]),
                        Operations.truth(a[3])));
        t.attribute("from_bytes", new ClassMethod(new BuiltinFunction(
                "from_bytes(cls, bytes, byteorder='big', *, signed=False)", "The integer represented by the bytes.", a -> {
                    byte[] data = BytesMethods.like(a[1]).clone();
                    if (Strings.java((TruffleString) a[2]).equals("little")) {
                        reverse(data);
                    }
                    return of(a[0], Types.INT, Numbers.normal(Operations.truth(a[3]) ? data.length == 0 ? BigInteger.ZERO : new BigInteger(data)
                            : new BigInteger(1, data)));
                })));
        t.attribute("real", TypeTables.property(a -> Operations.integer(base(a[0]))));
        t.attribute("imag", TypeTables.property(a -> 0L));
        t.attribute("numerator", TypeTables.property(a -> Operations.integer(base(a[0]))));
        t.attribute("denominator", TypeTables.property(a -> 1L));
    }

    private static void divmod(ClassObject t) {
        t.method("__divmod__(self, value, /)", "Return divmod(self, value).", a -> pair(a[0], a[1]));
        t.method("__rdivmod__(self, value, /)", "Return divmod(value, self).", a -> pair(a[1], a[0]));
    }

    private static Object pair(Object x, Object y) {
        Object quotient = TypeTables.tryBinary(BinaryOp.FLOORDIV, x, y);
        return quotient == org.jacobilang.runtime.NotImplemented.NOT_IMPLEMENTED ? quotient
                : new TupleObject(quotient, Operations.binary(BinaryOp.MOD, base(x), base(y)));
    }

    private static void reverse(byte[] data) {
        for (int i = 0; i < data.length / 2; i++) {
            byte b = data[i];
            data[i] = data[data.length - 1 - i];
            data[data.length - 1 - i] = b;
        }
    }

    private static BytesObject toBytes(BigInteger n, int length, String order, boolean signed) {
        if (!signed && n.signum() < 0) {
            throw Errors.overflow("can't convert negative int to unsigned");
        }
        if (signed ? n.bitLength() >= 8 * length : n.bitLength() > 8 * length) {
            throw Errors.overflow("int too big to convert");
        }
        byte[] out = new byte[length];
        BigInteger rest = n;
        for (int i = length - 1; i >= 0; i--) {
            out[i] = rest.byteValue();
            rest = rest.shiftRight(8);
        }
        if (order.equals("little")) {
            reverse(out);
        }
        return new BytesObject(out);
    }

    static Object parseInt(Object value, Object base) {
        Object x = base(value);
        if (base != null) {
            if (!(x instanceof TruffleString) && !(x instanceof BytesObject)) {
                throw Errors.typeError("int() can't convert non-string with explicit base");
            }
            long radix = Operations.index(base);
            if (radix != 0 && (radix < 2 || radix > 36)) {
                throw Errors.valueError("int() base must be >= 2 and <= 36, or 0");
            }
            return parseInt(x instanceof TruffleString s ? Strings.java(s)
                    : new String(((BytesObject) x).data(), java.nio.charset.StandardCharsets.ISO_8859_1), (int) radix, value);
        }
        if (Numbers.isInt(x)) {
            return Operations.integer(x);
        }
        if (x instanceof Double d) {
            if (Double.isNaN(d)) {
                throw Errors.valueError("cannot convert float NaN to integer");
            }
            if (Double.isInfinite(d)) {
                throw Errors.overflow("cannot convert float infinity to integer");
            }
            return Math.abs(d) < 9e18 ? (Object) d.longValue() : Numbers.normal(new BigDecimal(d).toBigInteger());
        }
        if (x instanceof TruffleString s) {
            return parseInt(Strings.java(s), 10, value);
        }
        if (x instanceof BytesObject b) {
            return parseInt(new String(b.data(), java.nio.charset.StandardCharsets.ISO_8859_1), 10, value);
        }
        if (Operations.ownsArray(x)) {
            Object traced = Operations.arrays().tracedNumber(x, Types.INT);
            return traced != null ? traced : parseInt(Operations.arrays().number(x), null);
        }
        for (String name : new String[] {"__int__", "__index__", "__trunc__"}) {
            Object method = Operations.specialMethod(value, Strings.name(name));
            if (method != null) {
                Object result = Operations.call(method);
                if (!Numbers.isInt(base(result))) {
                    throw Errors.typeError("%s returned non-int (type %s)", name, Operations.typeOf(result).name());
                }
                return Operations.integer(base(result));
            }
        }
        throw Errors.typeError("int() argument must be a string, a bytes-like object or a real number, not '%s'",
                Operations.typeOf(value).name());
    }

    private static Object parseInt(String text, int radix, Object shown) {
        String s = text.strip();
        boolean negative = s.startsWith("-");
        String digits = negative || s.startsWith("+") ? s.substring(1) : s;
        int r = radix;
        boolean zeroBase = radix == 0;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            int named = switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 0;
            };
            if (named != 0 && (r == 0 || r == named)) {
                r = named;
                digits = digits.substring(2);
                if (digits.startsWith("_")) {
                    digits = digits.substring(1);
                }
            }
        }
        r = r == 0 ? 10 : r;
        boolean valid = !digits.isEmpty() && !digits.startsWith("_") && !digits.endsWith("_") && !digits.contains("__");
        if (valid && zeroBase && r == 10 && digits.length() > 1 && digits.startsWith("0")) {
            valid = digits.chars().allMatch(c -> c == '0' || c == '_');
        }
        digits = digits.replace("_", "");
        for (int i = 0; valid && i < digits.length(); i++) {
            valid = Character.digit(digits.charAt(i), r) >= 0;
        }
        if (!valid) {
            throw Errors.valueError("invalid literal for int() with base %d: %s", radix, Strings.java(Operations.repr(shown)));
        }
        if (digits.length() > 4300 && (r & r - 1) != 0) {
            throw Errors.valueError("Exceeds the limit (4300 digits) for integer string conversion: value has %d digits; "
                    + "use sys.set_int_max_str_digits() to increase the limit", digits.length());
        }
        BigInteger n = new BigInteger(digits, r);
        return Numbers.normal(negative ? n.negate() : n);
    }

    static double parseFloat(Object value) {
        Object x = base(value);
        if (!(x instanceof TruffleString) && !(x instanceof BytesObject)) {
            if (x instanceof Double || Numbers.isInt(x) || Operations.ownsArray(x)
                    || Operations.specialMethod(value, Strings.name("__float__")) != null
                    || Operations.specialMethod(value, Strings.name("__index__")) != null) {
                return Operations.real(value);
            }
            throw Errors.typeError("float() argument must be a string or a real number, not '%s'",
                    Operations.typeOf(value).name());
        }
        String s = x instanceof TruffleString text ? Strings.java(text)
                : new String(((BytesObject) x).data(), java.nio.charset.StandardCharsets.ISO_8859_1);
        Double d = parseFloat(s.strip());
        if (d == null) {
            throw Errors.valueError("could not convert string to float: %s", Strings.java(Operations.repr(value)));
        }
        return d;
    }

    private static Double parseFloat(String s) {
        String lower = s.toLowerCase(java.util.Locale.ROOT);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (unsigned.equals("nan")) {
            return Double.NaN;
        }
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            boolean digitsAround = c != '_' || i > 0 && i + 1 < lower.length() && Character.isDigit(lower.charAt(i - 1))
                    && Character.isDigit(lower.charAt(i + 1));
            if (!digitsAround || "0123456789+-._e".indexOf(c) < 0 && !Character.isDigit(c)) {
                return null;
            }
        }
        try {
            return Double.parseDouble(lower.replace("_", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static Object round(Object value, Object digits) {
        if (Numbers.isInt(value)) {
            if (digits == None.NONE) {
                return Operations.integer(value);
            }
            long n = Operations.index(digits);
            if (n >= 0) {
                return Operations.integer(value);
            }
            BigDecimal d = new BigDecimal(Numbers.big(value)).setScale((int) Math.max(n, -100_000), RoundingMode.HALF_EVEN);
            return Numbers.normal(d.toBigInteger());
        }
        double d = (Double) value;
        if (digits == None.NONE) {
            return parseInt(Math.rint(d), null);
        }
        long n = Operations.index(digits);
        if (Double.isNaN(d) || Double.isInfinite(d) || n > 323) {
            return d;
        }
        if (n < -308) {
            return Math.copySign(0.0, d);
        }
        double r = new BigDecimal(d).setScale((int) n, RoundingMode.HALF_EVEN).doubleValue();
        return r == 0 ? Math.copySign(0.0, d) : r;
    }

    static void floats(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, x=0.0, /)", a -> {
            Object traced = Operations.ownsArray(a[1]) ? Operations.arrays().tracedNumber(a[1], Types.FLOAT) : null;
            return traced != null ? traced : of(a[0], Types.FLOAT, parseFloat(a[1]));
        }));
        TypeTables.operators(t, ARITHMETIC);
        TypeTables.comparisons(t);
        TypeTables.unary(t, UnaryOp.NEG, UnaryOp.POS, UnaryOp.ABS);
        divmod(t);
        t.method("__hash__(self, /)", null, a -> Operations.hash(base(a[0])));
        t.method("__repr__(self, /)", null, a -> Operations.repr(base(a[0])));
        t.method("__bool__(self, /)", null, a -> Operations.truth(base(a[0])));
        t.method("__int__(self, /)", null, a -> parseInt(base(a[0]), null));
        t.method("__trunc__(self, /)", null, a -> parseInt(base(a[0]), null));
        t.method("__floor__(self, /)", null, a -> parseInt(Math.floor((Double) base(a[0])), null));
        t.method("__ceil__(self, /)", null, a -> parseInt(Math.ceil((Double) base(a[0])), null));
        t.method("__float__(self, /)", null, a -> base(a[0]));
        t.method("__format__(self, spec, /)", null, a -> Operations.format(base(a[0]), (TruffleString) a[1]));
        t.method("__round__(self, ndigits=None, /)", null, a -> round(base(a[0]), a[1]));
        t.method("conjugate(self, /)", null, a -> base(a[0]));
        t.method("is_integer(self, /)", "Return True if the float is an integer.", a -> {
            double d = (Double) base(a[0]);
            return d == Math.rint(d) && !Double.isInfinite(d);
        });
        t.method("as_integer_ratio(self, /)", "A pair of integers whose ratio is exactly the float.", a -> {
            double d = (Double) base(a[0]);
            if (Double.isNaN(d)) {
                throw Errors.valueError("cannot convert NaN to integer ratio");
            }
            if (Double.isInfinite(d)) {
                throw Errors.overflow("cannot convert Infinity to integer ratio");
            }
            BigDecimal exact = new BigDecimal(d);
            BigInteger n = exact.unscaledValue();
            BigInteger m = BigInteger.ONE;
            if (exact.scale() >= 0) {
                m = BigInteger.TEN.pow(exact.scale());
            } else {
                n = n.multiply(BigInteger.TEN.pow(-exact.scale()));
            }
            BigInteger g = n.gcd(m);
            return new TupleObject(Numbers.normal(n.divide(g)), Numbers.normal(m.divide(g)));
        });
        t.method("hex(self, /)", "A hexadecimal representation of the float.", a -> {
            double d = (Double) base(a[0]);
            if (d == 0) {
                return Strings.of(1 / d < 0 ? "-0x0.0p+0" : "0x0.0p+0");
            }
            String s = Double.toHexString(d);
            int p = s.indexOf('p');
            String mantissa = s.substring(0, p);
            int dot = mantissa.indexOf('.');
            String fraction = mantissa.substring(dot + 1);
            fraction += "0".repeat(13 - fraction.length());
            return Strings.of(mantissa.substring(0, dot + 1) + fraction + "p" + (s.charAt(p + 1) == '-' ? "" : "+")
                    + s.substring(p + 1));
        });
        t.attribute("fromhex", new ClassMethod(new BuiltinFunction("fromhex(cls, string, /)", null, a -> {
            String s = Strings.java((TruffleString) a[1]).strip();
            return Double.parseDouble(s.contains("p") || s.contains("P") ? s : s + "p0");
        })));
        t.attribute("real", TypeTables.property(a -> base(a[0])));
        t.attribute("imag", TypeTables.property(a -> 0.0));
    }

    static void complexes(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, real=0, imag=)", a -> of(a[0], Types.COMPLEX, complex(a[1], a[2]))));
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.POW);
        TypeTables.unary(t, UnaryOp.NEG, UnaryOp.POS, UnaryOp.ABS);
        t.method("conjugate(self, /)", "The complex conjugate.", a -> {
            ComplexValue c = (ComplexValue) base(a[0]);
            return new ComplexValue(c.re(), -c.im());
        });
        t.method("__complex__(self, /)", null, a -> base(a[0]));
        t.attribute("real", TypeTables.property(a -> ((ComplexValue) base(a[0])).re()));
        t.attribute("imag", TypeTables.property(a -> ((ComplexValue) base(a[0])).im()));
    }

    static ComplexValue complex(Object re, Object im) {
        Object x = base(re);
        if (x instanceof TruffleString s) {
            if (im != null) {
                throw Errors.typeError("complex() can't take second arg if first is a string");
            }
            return parseComplex(Strings.java(s));
        }
        ComplexValue a = toComplex(x);
        if (im == null) {
            return a;
        }
        if (base(im) instanceof TruffleString) {
            throw Errors.typeError("complex() second arg can't be a string");
        }
        ComplexValue b = toComplex(base(im));
        if (!(x instanceof ComplexValue) && !(base(im) instanceof ComplexValue)) {
            return new ComplexValue(a.re(), b.re());
        }
        return new ComplexValue(a.re() - b.im(), a.im() + b.re());
    }

    private static ComplexValue toComplex(Object x) {
        if (x instanceof ComplexValue c) {
            return c;
        }
        if (Operations.ownsArray(x)) {
            Object n = Operations.arrays().number(x);
            return n instanceof ComplexValue c ? c : new ComplexValue(Numbers.toDouble(n), 0);
        }
        Object method = Operations.specialMethod(x, Strings.name("__complex__"));
        if (method != null) {
            return (ComplexValue) Operations.call(method);
        }
        if (!Numbers.isInt(x) && !(x instanceof Double) && Operations.specialMethod(x, Strings.name("__float__")) == null
                && Operations.specialMethod(x, Strings.name("__index__")) == null) {
            throw Errors.typeError("complex() first argument must be a string or a number, not '%s'", Operations.typeOf(x).name());
        }
        return new ComplexValue(Operations.real(x), 0);
    }

    private static ComplexValue parseComplex(String text) {
        String s = text.strip();
        if (s.startsWith("(") && s.endsWith(")")) {
            s = s.substring(1, s.length() - 1).strip();
        }
        try {
            if (!s.endsWith("j") && !s.endsWith("J")) {
                Double d = parseFloat(s);
                if (d != null) {
                    return new ComplexValue(d, 0);
                }
            } else {
                String body = s.substring(0, s.length() - 1);
                int split = -1;
                for (int i = 1; i < body.length(); i++) {
                    char c = body.charAt(i);
                    char before = Character.toLowerCase(body.charAt(i - 1));
                    if ((c == '+' || c == '-') && before != 'e') {
                        split = i;
                    }
                }
                String im = split < 0 ? body : body.substring(split);
                if (im.isEmpty() || im.equals("+") || im.equals("-")) {
                    im += "1";
                }
                Double i = parseFloat(im);
                Double r = split < 0 ? Double.valueOf(0) : parseFloat(body.substring(0, split));
                if (i != null && r != null) {
                    return new ComplexValue(r, i);
                }
            }
        } catch (NumberFormatException e) {
            // Falls through to the message.
        }
        throw Errors.valueError("complex() arg is a malformed string");
    }
}
