package org.jacobilang.program;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/**
 * Makes a program smaller without changing its results: equations on constants are evaluated, equal equations are
 * shared, what nothing reads is dropped. Effects stay, in their order.
 */
public final class Simplifier {
    /** Folding must not turn a cheap {@code iota} into a large literal of the program. */
    private static final long LARGEST_FOLDED = 64;

    private final IdentityHashMap<Program, Program> nested = new IdentityHashMap<>();

    private Simplifier() {
    }

    public static Program simplify(Program program) {
        return new Simplifier().program(program);
    }

    private Program program(Program p) {
        Program known = nested.get(p);
        if (known == null) {
            known = DeadCode.remove(shareAndFold(p));
            nested.put(p, known);
        }
        return known;
    }

    private record Key(Primitive primitive, Params params, List<Object> inputs) {
    }

    /** A constant as a key: small ones by value, large ones by identity. */
    private static Object key(Atom a) {
        return a instanceof Constant c ? constantKey(c.value()) : a;
    }

    private record Literal(AbstractValue aval, List<Object> elements) {
    }

    private record Identity(ArrayValue value) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Identity i && i.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    private static Object constantKey(ArrayValue v) {
        if (v.shape().size() > 4) {
            return new Identity(v);
        }
        Object data = v.data();
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(data); i++) {
            // Boxed floats compare by bits, which keeps the two zeros apart.
            elements.add(Array.get(data, i));
        }
        return new Literal(v.aval(), elements);
    }

    private Program shareAndFold(Program p) {
        Map<Variable, Atom> env = new HashMap<>();
        Map<Key, List<Atom>> seen = new HashMap<>();
        List<Equation> kept = new ArrayList<>();
        for (Equation original : p.equations()) {
            Equation eq = new Equation(original.primitive(), simplifyNested(original.params()),
                    original.inputs().stream().map(a -> resolve(env, a)).toList(), original.outputs(),
                    original.location());
            if (eq.primitive().effectful(eq.params())) {
                kept.add(eq);
                continue;
            }
            Atom same = eq.outputs().size() == 1 ? eq.primitive().forward(eq) : null;
            if (same != null && same.aval().equals(eq.output(0).aval())) {
                env.put(eq.output(0), same);
                continue;
            }
            List<Atom> folded = fold(eq);
            if (folded == null) {
                Key key = new Key(eq.primitive(), eq.params(), eq.inputs().stream().map(Simplifier::key).toList());
                folded = seen.get(key);
                if (folded == null) {
                    seen.put(key, List.copyOf(eq.outputs()));
                    kept.add(eq);
                    continue;
                }
            }
            for (int i = 0; i < folded.size(); i++) {
                env.put(eq.output(i), folded.get(i));
            }
        }
        return new Program(p.inputs(), kept, p.outputs().stream().map(a -> resolve(env, a)).toList());
    }

    private static Atom resolve(Map<Variable, Atom> env, Atom a) {
        return a instanceof Variable v ? env.getOrDefault(v, v) : a;
    }

    private Params simplifyNested(Params params) {
        if (params.programs().isEmpty()) {
            return params;
        }
        Params result = params;
        for (Map.Entry<String, Object> e : params.entries().entrySet()) {
            Object v = e.getValue();
            if (v instanceof Program p) {
                result = result.with(e.getKey(), program(p));
            } else if (v instanceof List<?> l && l.stream().anyMatch(x -> x instanceof Program)) {
                List<Object> copy = new ArrayList<>();
                for (Object x : l) {
                    copy.add(x instanceof Program p ? program(p) : x);
                }
                result = result.with(e.getKey(), copy);
            }
        }
        return result;
    }

    /** The results of an equation on small constants, or null. */
    private static List<Atom> fold(Equation eq) {
        if (eq.inputs().isEmpty() || !eq.params().programs().isEmpty()
                || !eq.inputs().stream().allMatch(a -> a instanceof Constant)) {
            return null;
        }
        for (Variable v : eq.outputs()) {
            if (v.aval().shape().size() > LARGEST_FOLDED) {
                return null;
            }
        }
        ArrayValue[] in = new ArrayValue[eq.inputs().size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = ((Constant) eq.input(i)).value();
        }
        ArrayValue[] out = eq.primitive().evaluate(eq.params(), in);
        List<Atom> result = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            if (!Objects.equals(out[i].aval(), eq.output(i).aval())) {
                return null;
            }
            result.add(new Constant(out[i]));
        }
        return result;
    }
}
