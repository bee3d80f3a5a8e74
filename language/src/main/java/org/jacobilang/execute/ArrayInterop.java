package org.jacobilang.execute;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.math.BigInteger;
import java.util.Arrays;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.Shape;
import org.jacobilang.runtime.Interop;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

/**
 * Arrays as other languages see them: an array of rank 1 and more has array elements, which are arrays of one rank less or
 * numbers; an array of rank 0 is a number or a boolean. All have the attributes that a program sees.
 */
@ExportLibrary(value = InteropLibrary.class, receiverType = ArrayValue.class)
final class ArrayInterop {
    private ArrayInterop() {
    }

    /** The element of an array of rank 0 as a guest number, boolean or complex. */
    @TruffleBoundary
    private static Object item(ArrayValue a) {
        return Operations.call(Operations.getAttribute(a, "item"));
    }

    private static boolean scalar(ArrayValue a) {
        return a.shape().rank() == 0;
    }

    @ExportMessage
    static boolean hasArrayElements(ArrayValue a) {
        return !scalar(a);
    }

    @ExportMessage
    static long getArraySize(ArrayValue a) throws UnsupportedMessageException {
        if (scalar(a)) {
            throw UnsupportedMessageException.create();
        }
        return a.shape().dims()[0];
    }

    @ExportMessage
    static boolean isArrayElementReadable(ArrayValue a, long i) {
        return !scalar(a) && i >= 0 && i < a.shape().dims()[0];
    }

    @ExportMessage
    @TruffleBoundary
    static Object readArrayElement(ArrayValue a, long i) throws InvalidArrayIndexException, UnsupportedMessageException {
        if (scalar(a)) {
            throw UnsupportedMessageException.create();
        }
        if (!isArrayElementReadable(a, i)) {
            throw InvalidArrayIndexException.create(i);
        }
        Object data = a.data();
        int[] dims = a.shape().dims();
        if (dims.length == 1) {
            switch (data) {
                case float[] f when !a.dtype().isComplex() -> {
                    return (double) f[(int) i];
                }
                case double[] d when !a.dtype().isComplex() -> {
                    return d[(int) i];
                }
                case int[] n when a.dtype() == org.jacobilang.array.DType.INT32 -> {
                    return n[(int) i];
                }
                default -> {
                }
            }
        }
        int size = java.lang.reflect.Array.getLength(data) / dims[0];
        Object part = java.lang.reflect.Array.newInstance(data.getClass().getComponentType(), size);
        System.arraycopy(data, (int) i * size, part, 0, size);
        ArrayValue row = ArrayValue.of(new AbstractValue(a.dtype(), Shape.of(Arrays.copyOfRange(dims, 1, dims.length))), part);
        return dims.length == 1 ? Interop.export(item(row)) : row;
    }

    @ExportMessage
    static boolean isBoolean(ArrayValue a) {
        return scalar(a) && item(a) instanceof Boolean;
    }

    @ExportMessage
    static boolean asBoolean(ArrayValue a) throws UnsupportedMessageException {
        if (scalar(a) && item(a) instanceof Boolean b) {
            return b;
        }
        throw UnsupportedMessageException.create();
    }

    /** The number that an array of rank 0 is, or null. */
    private static Object number(ArrayValue a) {
        Object item = scalar(a) ? item(a) : null;
        return item instanceof Long || item instanceof Double || item instanceof BigInteger ? Interop.export(item) : null;
    }

    private static Object needed(ArrayValue a) throws UnsupportedMessageException {
        Object number = number(a);
        if (number == null) {
            throw UnsupportedMessageException.create();
        }
        return number;
    }

    @ExportMessage
    static boolean isNumber(ArrayValue a) {
        return number(a) != null;
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInByte(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInByte(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInShort(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInShort(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInInt(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInInt(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInLong(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInLong(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInBigInteger(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInBigInteger(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInFloat(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInFloat(n);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean fitsInDouble(ArrayValue a) {
        Object n = number(a);
        return n != null && InteropLibrary.getUncached().fitsInDouble(n);
    }

    @ExportMessage
    @TruffleBoundary
    static byte asByte(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asByte(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static short asShort(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asShort(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static int asInt(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asInt(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static long asLong(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asLong(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static BigInteger asBigInteger(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asBigInteger(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static float asFloat(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asFloat(needed(a));
    }

    @ExportMessage
    @TruffleBoundary
    static double asDouble(ArrayValue a) throws UnsupportedMessageException {
        return InteropLibrary.getUncached().asDouble(needed(a));
    }

    @ExportMessage
    static boolean hasMembers(@SuppressWarnings("unused") ArrayValue a) {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    static Object getMembers(ArrayValue a, @SuppressWarnings("unused") boolean includeInternal) {
        return Interop.array(Operations.directory(a).toArray());
    }

    @ExportMessage
    @TruffleBoundary
    static boolean isMemberReadable(ArrayValue a, String name) {
        return Operations.attributeOrNull(a, Strings.name(name)) != null;
    }

    @ExportMessage
    @TruffleBoundary
    static Object readMember(ArrayValue a, String name) throws UnknownIdentifierException {
        Object value = Operations.attributeOrNull(a, Strings.name(name));
        if (value == null) {
            throw UnknownIdentifierException.create(name);
        }
        return Interop.export(value);
    }

    @ExportMessage
    @TruffleBoundary
    static boolean isMemberInvocable(ArrayValue a, String name) {
        Object value = Operations.attributeOrNull(a, Strings.name(name));
        return value != null && Operations.callable(value);
    }

    @ExportMessage
    @TruffleBoundary
    static Object invokeMember(ArrayValue a, String name, Object... arguments) throws UnknownIdentifierException {
        if (!isMemberInvocable(a, name)) {
            throw UnknownIdentifierException.create(name);
        }
        return Interop.export(Operations.call(Operations.getAttribute(a, name), Interop.adoptAll(arguments)));
    }

    @ExportMessage
    static boolean hasMetaObject(@SuppressWarnings("unused") ArrayValue a) {
        return true;
    }

    @ExportMessage
    static Object getMetaObject(ArrayValue a) {
        return Operations.typeOf(a);
    }

    @ExportMessage
    @TruffleBoundary
    static Object toDisplayString(ArrayValue a, @SuppressWarnings("unused") boolean sideEffects) {
        return Strings.java(Operations.repr(a));
    }
}
