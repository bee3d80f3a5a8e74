package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.concurrent.ConcurrentHashMap;

/** Guest strings are Truffle strings in UTF-32, so that an index is a code point. */
public final class Strings {
    public static final TruffleString.Encoding ENCODING = TruffleString.Encoding.UTF_32;
    private static final ConcurrentHashMap<String, TruffleString> NAMES = new ConcurrentHashMap<>();
    public static final TruffleString EMPTY = of("");

    private Strings() {
    }

    @TruffleBoundary
    public static TruffleString of(String text) {
        return TruffleString.fromJavaStringUncached(text, TruffleString.Encoding.UTF_32);
    }

    /** The one shared string of a name: attribute keys are interned, so that object shapes share them. */
    @TruffleBoundary
    public static TruffleString name(String text) {
        return NAMES.computeIfAbsent(text, Strings::of);
    }

    @TruffleBoundary
    public static TruffleString name(TruffleString text) {
        return name(java(text));
    }

    @TruffleBoundary
    public static String java(TruffleString text) {
        return text.toJavaStringUncached();
    }

    /** The number of code points. */
    public static int length(TruffleString text) {
        return text.byteLength(ENCODING) >> 2;
    }

    /** The strings of one Latin-1 character. */
    private static final TruffleString[] SINGLE = new TruffleString[256];

    static {
        for (int c = 0; c < SINGLE.length; c++) {
            SINGLE[c] = TruffleString.fromCodePointUncached(c, ENCODING, true);
        }
    }

    public static TruffleString codePoint(int c) {
        return c < SINGLE.length ? SINGLE[c] : other(c);
    }

    @TruffleBoundary
    private static TruffleString other(int c) {
        return TruffleString.fromCodePointUncached(c, ENCODING, true);
    }

    @TruffleBoundary
    public static TruffleString concat(TruffleString a, TruffleString b) {
        return a.concatUncached(b, ENCODING, true);
    }

    @TruffleBoundary
    public static int[] codePoints(TruffleString text) {
        int n = length(text);
        int[] result = new int[n];
        for (int i = 0; i < n; i++) {
            result[i] = text.codePointAtIndexUncached(i, ENCODING);
        }
        return result;
    }

    @TruffleBoundary
    public static TruffleString ofCodePoints(int[] points) {
        return TruffleString.fromIntArrayUTF32Uncached(points);
    }
}
