package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;

/** Values on their way to and from other languages. */
public final class Interop {
    private Interop() {
    }

    /** Whether a value is an object of another language. */
    public static boolean isForeign(Object value) {
        return value instanceof TruffleObject && !(value instanceof InstanceObject) && !(value instanceof BytesObject)
                && !(value instanceof ComplexValue) && !(value instanceof TruffleString) && !(value instanceof PythonException)
                && !Operations.ownsArray(value);
    }

    /** A guest value as other languages may see it: small ints as theirs, huge ones as numbers of their own class. */
    public static Object export(Object value) {
        return switch (value) {
            case Long n when n == (int) (long) n -> (int) (long) n;
            case BigInteger n -> new BigNumber(n);
            default -> value;
        };
    }

    /** A value of another language as a guest value. */
    @TruffleBoundary
    public static Object adopt(Object value) {
        return switch (value) {
            case null -> None.NONE;
            case Integer i -> (long) i;
            case Short i -> (long) i;
            case Byte i -> (long) i;
            case Float f -> (double) f;
            case String s -> Strings.of(s);
            case Character c -> Strings.of(c.toString());
            case TruffleString s -> s.switchEncodingUncached(Strings.ENCODING);
            case InstanceObject o -> o;
            case BigNumber n -> n.value();
            default -> isForeign(value) ? foreign(value) : value;
        };
    }

    private static Object foreign(Object value) {
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            if (interop.isNull(value)) {
                return None.NONE;
            }
            if (interop.isBoolean(value)) {
                return interop.asBoolean(value);
            }
            if (interop.fitsInLong(value)) {
                return value instanceof Double ? value : (Object) interop.asLong(value);
            }
            if (interop.fitsInBigInteger(value) && !(value instanceof Double)) {
                return Numbers.normal(interop.asBigInteger(value));
            }
            if (interop.fitsInDouble(value)) {
                return interop.asDouble(value);
            }
            if (interop.isString(value)) {
                return interop.asTruffleString(value).switchEncodingUncached(Strings.ENCODING);
            }
        } catch (UnsupportedMessageException e) {
            throw Errors.typeError("the foreign value changed its kind");
        }
        return value;
    }

    public static Object[] adoptAll(Object[] values) {
        Object[] result = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = adopt(values[i]);
        }
        return result;
    }

    /** The items as an array that other languages can read. */
    public static TruffleObject array(Object[] items) {
        return new TupleObject(items);
    }
}
