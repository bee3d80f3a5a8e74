package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;

/** Something that a trace read from outside its arguments, with the value it had. */
public record Guard(Place place, Object expected, String description) {
    /** Whether the place still holds what the trace saw. */
    public boolean holds() {
        Object now = place.get();
        return now == expected || now != null && expected != null && now.getClass() == expected.getClass()
                && (Structure.number(now) || now instanceof TruffleString || now instanceof java.math.BigInteger
                || place instanceof Place.Contents && sameContents(now, expected)) && contentsOrEqual(now, expected);
    }

    private boolean contentsOrEqual(Object now, Object before) {
        return place instanceof Place.Contents || now.equals(before);
    }

    private static boolean sameContents(Object now, Object before) {
        Object[] a = ((org.jacobilang.runtime.TupleObject) now).items;
        Object[] b = ((org.jacobilang.runtime.TupleObject) before).items;
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!Structure.same(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }
}
