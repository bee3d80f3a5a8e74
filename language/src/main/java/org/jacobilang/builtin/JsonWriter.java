package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.ValueInstance;

/** Writes values as JSON, as CPython's encoder does. */
final class JsonWriter {
    /** The settings of {@code json.JSONEncoder}; {@code indent} null means one line. */
    record Settings(boolean skipKeys, boolean asciiOnly, boolean checkCircular, boolean allowNan, String indent, String itemSeparator,
            String keySeparator, boolean sortKeys, Object fallback) {
    }

    private static final int DEEPEST = 900;

    private final Settings s;
    private final StringBuilder out = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int depth;

    private JsonWriter(Settings settings) {
        this.s = settings;
    }

    static String write(Object value, Settings settings) {
        JsonWriter writer = new JsonWriter(settings);
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case TruffleString t -> quote(Strings.java(t), s.asciiOnly, out);
            case None n -> out.append("null");
            case Boolean b -> out.append(b);
            case Long n -> out.append((long) n);
            case java.math.BigInteger n -> out.append(n);
            case Double d -> out.append(real(d));
            case ListObject l -> array(value, l.toArray());
            case TupleObject t -> array(value, t.items);
            case DictObject d -> object(value, d);
            case ValueInstance v -> value(v.value);
            default -> {
                enter(value);
                value(Operations.call(s.fallback, value));
                leave(value);
            }
        }
    }

    private String real(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            if (!s.allowNan) {
                throw Errors.valueError("Out of range float values are not JSON compliant: %s", Numbers.repr(d));
            }
            return Double.isNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity";
        }
        return Numbers.repr(d);
    }

    private void enter(Object container) {
        if (s.checkCircular && !open.add(container)) {
            throw Errors.valueError("Circular reference detected");
        }
        if (++depth > DEEPEST) {
            throw Errors.recursionError("maximum recursion depth exceeded while encoding a JSON object");
        }
    }

    private void leave(Object container) {
        open.remove(container);
        depth--;
    }

    private void line(int level) {
        if (s.indent != null) {
            out.append('\n').append(s.indent.repeat(level));
        }
    }

    private int level;

    private void array(Object self, Object[] items) {
        if (items.length == 0) {
            out.append("[]");
            return;
        }
        enter(self);
        out.append('[');
        level++;
        for (int i = 0; i < items.length; i++) {
            if (i > 0) {
                out.append(s.itemSeparator);
            }
            line(level);
            value(items[i]);
        }
        level--;
        line(level);
        out.append(']');
        leave(self);
    }

    private String key(Object key) {
        return switch (key) {
            case TruffleString t -> Strings.java(t);
            case None n -> "null";
            case Boolean b -> b.toString();
            case Long n -> n.toString();
            case java.math.BigInteger n -> n.toString();
            case Double d -> real(d);
            case ValueInstance v -> key(v.value);
            default -> {
                if (s.skipKeys) {
                    yield null;
                }
                throw Errors.typeError("keys must be str, int, float, bool or None, not %s", Operations.typeOf(key).name());
            }
        };
    }

    private void object(Object self, DictObject dict) {
        if (dict.size() == 0) {
            out.append("{}");
            return;
        }
        enter(self);
        out.append('{');
        level++;
        List<Object> order = new ArrayList<>(Arrays.asList(dict.keyArray()));
        if (s.sortKeys) {
            Operations.sort(order, None.NONE, false);
        }
        boolean first = true;
        for (Object k : order) {
            String name = key(k);
            if (name == null) {
                continue;
            }
            if (!first) {
                out.append(s.itemSeparator);
            }
            first = false;
            line(level);
            quote(name, s.asciiOnly, out);
            out.append(s.keySeparator);
            value(dict.get(k));
        }
        level--;
        if (!first) {
            line(level);
        }
        out.append('}');
        leave(self);
    }

    /** A text in quotes, with escapes. */
    static void quote(String text, boolean asciiOnly, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < ' ' || asciiOnly && c > '~') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
