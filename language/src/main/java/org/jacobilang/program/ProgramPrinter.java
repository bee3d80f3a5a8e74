package org.jacobilang.program;

import static org.jacobilang.program.Layout.brk;
import static org.jacobilang.program.Layout.concat;
import static org.jacobilang.program.Layout.group;
import static org.jacobilang.program.Layout.join;
import static org.jacobilang.program.Layout.nest;
import static org.jacobilang.program.Layout.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayFormat;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;

/** Programs in the form of JAX's {@code make_jaxpr}, layout included. */
public final class ProgramPrinter {
    private static final int WIDTH = 80;
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
    private final Set<Atom> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Program, String> shared = new IdentityHashMap<>();
    private int next;

    private ProgramPrinter() {
    }

    public static String print(Program p) {
        ProgramPrinter printer = new ProgramPrinter();
        StringBuilder text = new StringBuilder();
        printer.shareRepeated(p).forEach((name, shared) -> {
            printer.shared.remove(shared);
            text.append("let ").append(name).append(" = ").append(printer.program(shared).format(WIDTH)).append(" in\n");
            printer.shared.put(shared, name);
        });
        return text.append(printer.program(p).format(WIDTH)).toString();
    }

    /** Functions that are called more than once, by the names under which they are written down in front. */
    private Map<String, Program> shareRepeated(Program p) {
        Map<String, List<Program>> calls = new java.util.LinkedHashMap<>();
        calls(p, calls);
        Map<String, Program> repeated = new java.util.LinkedHashMap<>();
        calls.forEach((key, programs) -> {
            if (programs.size() > 1) {
                String name = key.substring(0, key.indexOf(' '));
                String free = name;
                for (int i = 1; repeated.containsKey(free); i++) {
                    free = name + i;
                }
                repeated.put(free, programs.get(0));
                for (Program q : programs) {
                    shared.put(q, free);
                }
            }
        });
        return repeated;
    }

    private static void calls(Program p, Map<String, List<Program>> found) {
        for (Equation eq : p.equations()) {
            eq.params().programs().forEach(q -> calls(q, found));
            if (isCall(eq)) {
                Program q = eq.params().program("jaxpr");
                String key = eq.params().string("name") + " " + new ProgramPrinter().program(q).format(WIDTH);
                found.computeIfAbsent(key, k -> new ArrayList<>()).add(q);
            }
        }
    }

    private static boolean isCall(Equation eq) {
        return eq.primitive().name().equals("jit") && eq.params().has("name");
    }

    static String params(Params p) {
        return new ProgramPrinter().parameters(p).format(WIDTH);
    }

    private String fresh() {
        StringBuilder b = new StringBuilder();
        int n = next++;
        do {
            b.insert(0, (char) ('a' + n % 26));
            n /= 26;
        } while (n > 0);
        return b.toString();
    }

    private String name(Object key) {
        return names.computeIfAbsent(key, k -> fresh());
    }

    private Layout binders(List<String> shown) {
        return nest(2, group(join(group(brk(" ")), shown.stream().map(Layout::text).toList())));
    }

    private List<String> bound(List<Variable> variables) {
        return variables.stream().map(v -> name(v) + ":" + type(v.aval())).toList();
    }

    /** The results of an equation; one that nothing reads has no name. */
    private List<String> results(List<Variable> variables) {
        return variables.stream().map(v -> (read.contains(v) ? name(v) : "_") + ":" + type(v.aval())).toList();
    }

    private static void collect(Atom a, Map<ArrayValue, ArrayValue> into) {
        if (a instanceof Constant c && c.aval().shape().rank() > 0) {
            into.putIfAbsent(c.value(), c.value());
        }
    }

    private Layout program(Program p) {
        Map<ArrayValue, ArrayValue> constants = new IdentityHashMap<>();
        List<String> constantNames = new ArrayList<>();
        read.addAll(p.outputs());
        for (Equation eq : p.equations()) {
            read.addAll(eq.inputs());
            eq.inputs().forEach(a -> collect(a, constants));
            for (Atom a : eq.inputs()) {
                bindConstant(a, constants, constantNames);
            }
        }
        p.outputs().forEach(a -> collect(a, constants));
        p.outputs().forEach(a -> bindConstant(a, constants, constantNames));
        List<Layout> equations = new ArrayList<>();
        Layout inputs = binders(bound(p.inputs()));
        for (Equation eq : p.equations()) {
            equations.add(equation(eq));
        }
        Layout outputs = concat(text("("),
                nest(2, group(join(concat(text(","), group(brk(" "))), p.outputs().stream().map(this::atom).toList()))),
                text(p.outputs().size() == 1 ? ",)" : ")"));
        return concat(group(nest(2, concat(text("{ lambda "), binders(constantNames), text("; "), inputs,
                text(". let"), nest(2, concat(brk(" "), join(brk("; "), equations))), brk(" "), text("in "),
                outputs))), text(" }"));
    }

    private void bindConstant(Atom a, Map<ArrayValue, ArrayValue> constants, List<String> shown) {
        if (a instanceof Constant c && constants.remove(c.value()) != null && !names.containsKey(c.value())) {
            shown.add(name(c.value()) + ":" + type(c.aval()));
        }
    }

    private Layout equation(Equation eq) {
        List<Layout> parts = new ArrayList<>();
        if (!eq.outputs().isEmpty()) {
            parts.add(binders(results(eq.outputs())));
            parts.add(text(" = "));
        }
        if (isCall(eq) && !shared.containsKey(eq.params().program("jaxpr"))) {
            callNames(eq);
        }
        parts.add(text(eq.primitive().name()));
        parts.add(parameters(eq.primitive().shown(eq.params())));
        parts.add(text(" "));
        parts.add(nest(2, group(join(group(brk(" ")), eq.inputs().stream().map(this::atom).toList()))));
        return new Layout.Concat(parts);
    }

    /** A called function's variables are called as those that they are bound to. */
    private void callNames(Equation eq) {
        Program p = eq.params().program("jaxpr");
        for (int i = 0; i < p.inputs().size(); i++) {
            if (eq.input(i) instanceof Variable v) {
                names.put(p.inputs().get(i), name(v));
            }
        }
        for (int i = 0; i < p.outputs().size(); i++) {
            if (p.outputs().get(i) instanceof Variable v && read.contains(eq.output(i)) && !p.inputs().contains(v)) {
                names.putIfAbsent(v, name(eq.output(i)));
            }
        }
    }

    private Layout atom(Atom a) {
        if (a instanceof Variable v) {
            return text(name(v));
        }
        Constant c = (Constant) a;
        return text(c.aval().shape().rank() > 0 ? name(c.value()) : literal(c.value()) + ":" + type(c.aval()));
    }

    /** A scalar as it stands in an equation: as Python would show it, so with the digits of 64 bits. */
    private static String literal(ArrayValue value) {
        DType d = value.dtype();
        return d.isInexact() && !d.isComplex() ? ArrayFormat.number(DType.FLOAT64, Elements.real(d, value.data(), 0))
                : ArrayFormat.str(value);
    }

    private Layout parameters(Params p) {
        if (p.entries().isEmpty()) {
            return concat();
        }
        List<String> keys = new ArrayList<>(p.entries().keySet());
        if (!keys.get(0).equals("name")) {
            // JAX sorts the parameters, but shows the name of a called function first.
            keys.sort(null);
        }
        List<Layout> shown = new ArrayList<>();
        for (String k : keys) {
            shown.add(concat(text(k + "="), value(p.get(k))));
        }
        return group(concat(nest(2, concat(text("["), brk(""), join(brk(" "), shown))), brk(""), text("]")));
    }

    private Layout value(Object v) {
        if (v instanceof Program p) {
            return shared.containsKey(p) ? text(shared.get(p)) : program(p);
        }
        if (v instanceof List<?> l && !l.isEmpty() && l.stream().allMatch(e -> e instanceof Program)) {
            return group(concat(nest(2, concat(text("("), brk(""),
                    join(brk(" "), l.stream().map(e -> program((Program) e)).toList()))), brk(""), text(")")));
        }
        return text(plain(v));
    }

    private static String plain(Object v) {
        return switch (v) {
            case null -> "None";
            case Boolean f -> f ? "True" : "False";
            case int[] a -> tuple(Arrays.stream(a).mapToObj(Integer::toString).toList());
            case Shape s -> s.toString();
            case List<?> l -> tuple(l.stream().map(ProgramPrinter::plain).toList());
            case DType d -> d.jaxName();
            default -> v.toString();
        };
    }

    private static String tuple(List<String> items) {
        return "(" + String.join(", ", items) + (items.size() == 1 ? ",)" : ")");
    }

    /** JAX's short type, for example {@code f32[2,3]} or {@code i32[]}. */
    public static String type(AbstractValue a) {
        return shortName(a.dtype()) + Arrays.stream(a.shape().dims()).mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String shortName(DType d) {
        String n = d.jaxName();
        return n.equals("bool") ? "bool" : n.equals("bfloat16") ? "bf16"
                : n.replace("uint", "u").replace("int", "i").replace("float", "f").replace("complex", "c");
    }
}
