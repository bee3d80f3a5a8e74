package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * Text with values in it that are known only when the program runs. Each stands in the text as a mark, a number between two code
 * points that no text has; what joins or prints text needs to know nothing of it, and what looks at the text ends the trace.
 */
public final class TracedText {
    private static final char OPEN = '\uFDD0';
    private static final char CLOSE = '\uFDD1';

    private TracedText() {
    }

    /** How a value becomes text. */
    public enum Form { STR, REPR, FORMAT, PERCENT, CHOICE }

    /** A traced value in a text. */
    public record Leaf(Object value, Form form, String spec) {
        /** The text of the value when it is known. */
        public String render(Object known) {
            if (form == Form.CHOICE) {
                int n = spec.indexOf(CLOSE);
                return Operations.truth(known) ? spec.substring(0, n) : spec.substring(n + 1);
            }
            return Strings.java(switch (form) {
                case STR -> Operations.str(known);
                case REPR -> Operations.repr(known);
                case FORMAT -> Operations.format(known, Strings.of(spec));
                case PERCENT -> (TruffleString) Operations.binary(org.jacobilang.runtime.BinaryOp.MOD, Strings.of(spec),
                        new TupleObject(known));
                case CHOICE -> throw new IllegalStateException("a choice is not formatted");
            });
        }
    }

    /** The mark that stands for a value in the texts of the current trace. */
    public static String mark(Object value, Form form, String spec) {
        return OPEN + Integer.toString(Trace.current().leaf(new Leaf(value, form, spec))) + CLOSE;
    }

    /** The mark of one of two texts. */
    static String choice(Object flag, TruffleString ifTrue, TruffleString ifFalse) {
        return mark(flag, Form.CHOICE, Strings.java(ifTrue) + CLOSE + Strings.java(ifFalse));
    }

    /** Whether there is a mark in a text. */
    public static boolean isMarked(String text) {
        return text.indexOf(OPEN) >= 0;
    }

    static boolean isMarked(Object value) {
        return value instanceof TruffleString s && s.intIndexOfAnyIntUTF32Uncached(0, s.byteLength(Strings.ENCODING) / 4,
                new int[] {OPEN}) >= 0;
    }

    /** A text's parts in order: strings, and leaves. */
    public static List<Object> parts(String text) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf(CLOSE, open);
            if (open > at) {
                parts.add(text.substring(at, open));
            }
            parts.add(Trace.current().leaf(Integer.parseInt(text.substring(open + 1, close))));
            at = close + 1;
        }
        if (at < text.length()) {
            parts.add(text.substring(at));
        }
        return parts;
    }
}
