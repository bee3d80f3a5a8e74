package org.jacobilang.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/**
 * The static parameters of an equation, in declaration order; immutable, equal by value. Values are Long, Boolean,
 * Double, String, DType, Shape, int[] (a tuple), List, Program, null, or any object with value equality.
 */
public final class Params {
    public static final Params NONE = new Params(new LinkedHashMap<>());

    private final LinkedHashMap<String, Object> map;

    private Params(LinkedHashMap<String, Object> map) {
        this.map = map;
    }

    /** {@code Params.of("axes", new int[]{0}, "keepdims", false)}. */
    public static Params of(Object... pairs) {
        LinkedHashMap<String, Object> m = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            m.put((String) pairs[i], normalize(pairs[i + 1]));
        }
        return new Params(m);
    }

    private static Object normalize(Object v) {
        return v instanceof Integer i ? (Object) (long) i : v;
    }

    /** A copy with one value replaced or added. */
    public Params with(String key, Object value) {
        LinkedHashMap<String, Object> m = new LinkedHashMap<>(map);
        m.put(key, normalize(value));
        return new Params(m);
    }

    /** A copy without one of the parameters. */
    public Params without(String key) {
        LinkedHashMap<String, Object> m = new LinkedHashMap<>(map);
        m.remove(key);
        return new Params(m);
    }

    public Map<String, Object> entries() {
        return java.util.Collections.unmodifiableMap(map);
    }

    public boolean has(String key) {
        return map.containsKey(key);
    }

    public Object get(String key) {
        if (!map.containsKey(key)) {
            throw new IllegalArgumentException("no parameter " + key + " in " + this);
        }
        return map.get(key);
    }

    @SuppressWarnings("unchecked")
    public <T> T get(String key, Class<T> type) {
        return (T) type.cast(get(key));
    }

    public int integer(String key) {
        return Math.toIntExact((Long) get(key));
    }

    public long longValue(String key) {
        return (Long) get(key);
    }

    public double real(String key) {
        return ((Number) get(key)).doubleValue();
    }

    public boolean flag(String key) {
        return (Boolean) get(key);
    }

    public String string(String key) {
        return (String) get(key);
    }

    public int[] ints(String key) {
        Object v = get(key);
        return v instanceof Shape s ? s.dims() : (int[]) v;
    }

    public DType dtype(String key) {
        return (DType) get(key);
    }

    public Shape shape(String key) {
        return (Shape) get(key);
    }

    public Program program(String key) {
        return (Program) get(key);
    }

    @SuppressWarnings("unchecked")
    public List<Program> programList(String key) {
        return (List<Program>) get(key);
    }

    /** A copy with each program among the values, inside lists too, replaced. */
    public Params map(java.util.function.UnaryOperator<Program> f) {
        LinkedHashMap<String, Object> m = new LinkedHashMap<>(map);
        m.replaceAll((key, v) -> v instanceof Program p ? f.apply(p)
                : v instanceof List<?> l ? l.stream().map(e -> e instanceof Program p ? f.apply(p) : e).toList() : v);
        return new Params(m);
    }

    /** All programs among the values, inside lists too. */
    public List<Program> programs() {
        List<Program> found = new ArrayList<>();
        for (Object v : map.values()) {
            if (v instanceof Program p) {
                found.add(p);
            } else if (v instanceof List<?> l) {
                for (Object e : l) {
                    if (e instanceof Program p) {
                        found.add(p);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public boolean equals(Object o) {
        if (!(o instanceof Params p) || p.map.size() != map.size()) {
            return false;
        }
        for (Map.Entry<String, Object> e : map.entrySet()) {
            if (!p.map.containsKey(e.getKey()) || !same(e.getValue(), p.map.get(e.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Object a, Object b) {
        return a instanceof int[] x && b instanceof int[] y ? Arrays.equals(x, y) : java.util.Objects.deepEquals(a, b);
    }

    @Override
    public int hashCode() {
        int h = 1;
        for (Map.Entry<String, Object> e : map.entrySet()) {
            Object v = e.getValue();
            h = 31 * h + e.getKey().hashCode() * 17 + (v instanceof int[] a ? Arrays.hashCode(a)
                    : v == null ? 0 : v instanceof Object[] o ? Arrays.deepHashCode(o) : v.hashCode());
        }
        return h;
    }

    @Override
    public String toString() {
        return ProgramPrinter.params(this);
    }
}
