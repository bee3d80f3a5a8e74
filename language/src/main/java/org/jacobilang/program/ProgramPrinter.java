package org.jacobilang.program;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;

/** Programs in the form of JAX's {@code make_jaxpr}. */
public final class ProgramPrinter {
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
    private int next;

    private ProgramPrinter() {
    }

    public static String print(Program p) {
        return new ProgramPrinter().program(p, "", true);
    }

    static String params(Params p) {
        return new ProgramPrinter().parameters(p, "");
    }

    private String fresh() {
        StringBuilder b = new StringBuilder();
        int n = next++;
        do {
            b.insert(0, (char) ('a' + n % 26));
            n = n / 26 - 1;
        } while (n >= 0);
        return b.toString();
    }

    private String bind(Variable v) {
        return names.computeIfAbsent(v, k -> fresh()) + ":" + type(v.aval());
    }

    private void collect(Atom a, Map<ArrayValue, String> into) {
        if (a instanceof Constant c && c.aval().shape().rank() > 0) {
            names.computeIfAbsent(c.value(), k -> fresh());
            into.putIfAbsent(c.value(), names.get(c.value()));
        }
    }

    private String program(Program p, String indent, boolean top) {
        Map<ArrayValue, String> consts = new LinkedHashMap<>();
        for (Equation eq : p.equations()) {
            eq.inputs().forEach(a -> collect(a, consts));
        }
        p.outputs().forEach(a -> collect(a, consts));
        StringBuilder b = new StringBuilder("{ lambda ");
        b.append(consts.entrySet().stream().map(e -> e.getValue() + ":" + type(e.getKey().aval()))
                .collect(Collectors.joining(" ")));
        b.append("; ");
        b.append(p.inputs().stream().map(this::bind).collect(Collectors.joining(" ")));
        b.append(". let");
        if (p.equations().isEmpty()) {
            b.append(" ");
        } else {
            String deeper = indent + "    ";
            for (Equation eq : p.equations()) {
                String in = eq.inputs().stream().map(this::atom).collect(Collectors.joining(" "));
                String out = eq.outputs().stream().map(this::bind).collect(Collectors.joining(" "));
                b.append('\n').append(deeper).append(out).append(" = ").append(eq.primitive().name())
                        .append(parameters(eq.params(), deeper));
                if (!in.isEmpty()) {
                    b.append(' ').append(in);
                }
            }
            b.append('\n').append(indent).append("  ");
        }
        b.append("in (").append(p.outputs().stream().map(this::atom).collect(Collectors.joining(", ")));
        b.append(p.outputs().size() == 1 ? ",) }" : ") }");
        return b.toString();
    }

    private String atom(Atom a) {
        if (a instanceof Variable v) {
            return names.computeIfAbsent(v, k -> fresh());
        }
        Constant c = (Constant) a;
        return c.aval().shape().rank() > 0 ? names.computeIfAbsent(c.value(), k -> fresh())
                : c.value() + ":" + type(c.aval());
    }

    private String parameters(Params p, String indent) {
        if (p.entries().isEmpty()) {
            return "";
        }
        String flat = p.entries().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + value(e.getValue(), indent + "  ")).collect(Collectors.joining(" "));
        if (p.entries().size() == 1 && p.programs().isEmpty()) {
            return "[" + flat + "]";
        }
        return "[\n" + p.entries().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> indent + "  " + e.getKey() + "=" + value(e.getValue(), indent + "  "))
                .collect(Collectors.joining("\n")) + "\n" + indent + "]";
    }

    private String value(Object v, String indent) {
        return switch (v) {
            case null -> "None";
            case Boolean f -> f ? "True" : "False";
            case int[] a -> tuple(java.util.Arrays.stream(a).mapToObj(Integer::toString).toList());
            case Shape s -> tuple(java.util.Arrays.stream(s.dims()).mapToObj(Integer::toString).toList());
            case Program p -> program(p, indent, false);
            case List<?> l -> tuple(l.stream().map(e -> value(e, indent)).toList());
            case DType d -> d.jaxName();
            default -> v.toString();
        };
    }

    private static String tuple(List<String> items) {
        return "(" + String.join(", ", items) + (items.size() == 1 ? ",)" : ")");
    }

    /** JAX's short type, for example {@code f32[2,3]} or {@code i32[]}. */
    public static String type(AbstractValue a) {
        return shortName(a.dtype()) + java.util.Arrays.stream(a.shape().dims()).mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String shortName(DType d) {
        String n = d.jaxName();
        return n.equals("bool") ? "bool" : n.equals("bfloat16") ? "bf16"
                : n.replace("uint", "u").replace("int", "i").replace("float", "f").replace("complex", "c");
    }
}
