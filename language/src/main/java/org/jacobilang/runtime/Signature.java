package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * The parameters of a function, in this order: {@code positional} ones (the first {@code positionalOnly} of them by
 * position only), {@code *args} if {@code variadic}, the keyword-only ones, {@code **kwargs} if {@code keywords}.
 * Bound arguments lie in an array in the same order.
 */
public record Signature(TruffleString[] names, int positionalOnly, int positional, boolean variadic, int keywordOnly,
                boolean keywords) {
    public static final TruffleString[] NO_NAMES = {};

    public int count() {
        return names.length;
    }

    public int keywordOnlyStart() {
        return positional + (variadic ? 1 : 0);
    }

    /**
     * Binds arguments to the parameters; the last {@code keywordNames.length} arguments are by keyword.
     *
     * @param defaults one per parameter, null where there is none; null as a whole if no parameter has one
     * @param target where the bound arguments go, from {@code offset} on
     */
    @TruffleBoundary
    public void bind(String function, Object[] arguments, TruffleString[] keywordNames, Object[] defaults, Object[] target, int offset) {
        int given = arguments.length - keywordNames.length;
        int direct = Math.min(given, positional);
        System.arraycopy(arguments, 0, target, offset, direct);
        if (variadic) {
            target[offset + positional] = given > positional
                            ? new TupleObject(java.util.Arrays.copyOfRange(arguments, positional, given)) : TupleObject.EMPTY;
        }
        DictObject rest = null;
        if (keywords) {
            rest = new DictObject();
            target[offset + names.length - 1] = rest;
        }
        StringBuilder wrong = null;
        for (int k = 0; k < keywordNames.length; k++) {
            Object value = arguments[given + k];
            int slot = slot(keywordNames[k]);
            if (slot >= 0) {
                if (target[offset + slot] != null) {
                    throw Errors.typeError("%s() got multiple values for argument '%s'", function, Strings.java(keywordNames[k]));
                }
                target[offset + slot] = value;
            } else if (rest != null) {
                rest.put(keywordNames[k], value);
            } else {
                int only = positionalOnlySlot(keywordNames[k]);
                if (only >= 0) {
                    wrong = wrong == null ? new StringBuilder() : wrong.append(", ");
                    wrong.append(Strings.java(keywordNames[k]));
                    continue;
                }
                if (given > positional && !variadic) {
                    break;
                }
                throw Errors.typeError("%s() got an unexpected keyword argument '%s'%s", function,
                                Strings.java(keywordNames[k]), suggestion(keywordNames[k]));
            }
        }
        if (wrong != null) {
            throw Errors.typeError("%s() got some positional-only arguments passed as keyword arguments: '%s'", function, wrong);
        }
        if (given > positional && !variadic) {
            throw tooMany(function, given, defaults, target, offset);
        }
        missing(function, direct, positional, defaults, target, offset, "positional");
        missing(function, keywordOnlyStart(), keywordOnlyStart() + keywordOnly, defaults, target, offset, "keyword-only");
    }

    private String suggestion(TruffleString name) {
        String best = Suggestions.nearest(Strings.java(name), java.util.Arrays.stream(names).map(Strings::java).toList());
        return best == null ? "" : ". Did you mean '" + best + "'?";
    }

    private int slot(TruffleString name) {
        for (int i = positionalOnly; i < positional; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        for (int i = keywordOnlyStart(); i < keywordOnlyStart() + keywordOnly; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int positionalOnlySlot(TruffleString name) {
        for (int i = 0; i < positionalOnly; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void missing(String function, int from, int to, Object[] defaults, Object[] target, int offset, String kind) {
        java.util.List<String> absent = new java.util.ArrayList<>();
        for (int i = from; i < to; i++) {
            if (target[offset + i] == null) {
                if (defaults != null && defaults[i] != null) {
                    target[offset + i] = defaults[i];
                } else {
                    absent.add("'" + Strings.java(names[i]) + "'");
                }
            }
        }
        if (!absent.isEmpty()) {
            int n = absent.size();
            String list = n == 1 ? absent.get(0)
                            : n == 2 ? absent.get(0) + " and " + absent.get(1)
                                            : String.join(", ", absent.subList(0, n - 1)) + ", and " + absent.get(n - 1);
            throw Errors.typeError("%s() missing %d required %s argument%s: %s", function, n, kind, n == 1 ? "" : "s", list);
        }
    }

    private PythonException tooMany(String function, int given, Object[] defaults, Object[] target, int offset) {
        int optional = 0;
        for (int i = 0; i < positional; i++) {
            optional += defaults != null && defaults[i] != null ? 1 : 0;
        }
        String takes = optional > 0 ? "from " + (positional - optional) + " to " + positional : String.valueOf(positional);
        int keywordGiven = 0;
        for (int i = keywordOnlyStart(); i < keywordOnlyStart() + keywordOnly; i++) {
            keywordGiven += target[offset + i] != null ? 1 : 0;
        }
        String also = keywordGiven == 0 ? "" : " positional argument" + (given == 1 ? "" : "s") + " (and " + keywordGiven
                        + " keyword-only argument" + (keywordGiven == 1 ? "" : "s") + ")";
        return Errors.typeError("%s() takes %s positional argument%s but %d%s %s given", function, takes,
                        positional == 1 && optional == 0 ? "" : "s", given, also, given == 1 && keywordGiven == 0 ? "was" : "were");
    }
}
