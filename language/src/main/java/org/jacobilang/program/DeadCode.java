package org.jacobilang.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes out of programs what nothing reads: equations, the outputs of branches, and what loops carry for nobody. */
final class DeadCode {
    /**
     * What is left of a program for some of its outputs. A loop is looked at once for each set of results that is found to be live,
     * and so is each loop in it: without memory the work would grow with a power of the depth.
     */
    private final Map<Part, Program> known = new HashMap<>();

    private DeadCode() {
    }

    static Program remove(Program p) {
        return new DeadCode().reduced(p);
    }

    /** Some outputs of a list of equations; the list is meant by identity. */
    private record Part(List<Equation> equations, List<Atom> outputs) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Part p && p.equations == equations && p.outputs.equals(outputs);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(equations) * 31 + outputs.hashCode();
        }
    }

    private Program reduced(Program p) {
        Set<Atom> used = new HashSet<>();
        p.outputs().forEach(a -> mark(used, a));
        List<Equation> kept = new ArrayList<>();
        for (Equation eq : p.equations().reversed()) {
            if (eq.primitive().effectful(eq.params()) || eq.outputs().stream().anyMatch(used::contains)) {
                Equation less = reduced(eq, used);
                kept.add(less);
                less.inputs().forEach(a -> mark(used, a));
            }
        }
        return new Program(p.inputs(), kept.reversed(), p.outputs());
    }

    private static void mark(Set<Atom> used, Atom a) {
        if (a instanceof Variable) {
            used.add(a);
        }
    }

    /** The equation without the results that nobody reads. */
    private Equation reduced(Equation eq, Set<Atom> used) {
        boolean[] wanted = new boolean[eq.outputs().size()];
        boolean all = true;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = used.contains(eq.output(i));
            all &= wanted[i];
        }
        if (all) {
            return eq;
        }
        return switch (eq.primitive().name()) {
            case "cond" -> branches(eq, wanted);
            case "while" -> loop(eq, wanted);
            case "scan" -> scan(eq, wanted);
            default -> eq;
        };
    }

    private static <T> List<T> only(List<T> list, boolean[] wanted) {
        return IntStream.range(0, list.size()).filter(i -> wanted[i]).mapToObj(list::get).toList();
    }

    private Program outputs(Program p, List<Atom> outputs) {
        Part part = new Part(p.equations(), outputs);
        Program less = known.get(part);
        if (less == null) {
            less = reduced(new Program(p.inputs(), p.equations(), outputs));
            known.put(part, less);
        }
        return less;
    }

    private Equation branches(Equation eq, boolean[] wanted) {
        List<Program> programs = eq.params().programList("branches").stream().map(p -> outputs(p, only(p.outputs(), wanted))).toList();
        return new Equation(eq.primitive(), eq.params().with("branches", programs), eq.inputs(), only(eq.outputs(), wanted), eq.location());
    }

    /** The inputs that a program's wanted outputs and effects depend on. */
    private boolean[] reads(Program p, List<Atom> outputs) {
        Set<Atom> used = new HashSet<>();
        outputs.forEach(a -> mark(used, a));
        for (Equation eq : outputs(p, outputs).equations()) {
            eq.inputs().forEach(a -> mark(used, a));
        }
        boolean[] read = new boolean[p.inputs().size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = used.contains(p.inputs().get(i));
        }
        return read;
    }

    /** Marks what is carried for the marked results; {@code from} is the index of the first carried input of the body. */
    private void carried(Program body, int from, int carry, boolean[] live) {
        boolean changed = true;
        while (changed) {
            changed = false;
            boolean[] read = reads(body, only(body.outputs(), live));
            for (int i = 0; i < carry; i++) {
                if (read[from + i] && !live[i]) {
                    live[i] = true;
                    changed = true;
                }
            }
        }
    }

    private static boolean[] keep(int before, boolean[] live, int after) {
        boolean[] keep = new boolean[before + live.length + after];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = i < before || i >= before + live.length || live[i - before];
        }
        return keep;
    }

    private static boolean isAll(boolean[] live) {
        for (boolean b : live) {
            if (!b) {
                return false;
            }
        }
        return true;
    }

    private Equation loop(Equation eq, boolean[] wanted) {
        Program test = eq.params().program("cond_jaxpr");
        Program body = eq.params().program("body_jaxpr");
        int t = eq.params().integer("cond_nconsts");
        int k = eq.params().integer("body_nconsts");
        boolean[] live = wanted.clone();
        boolean[] tested = reads(test, test.outputs());
        for (int i = 0; i < live.length; i++) {
            live[i] |= tested[t + i];
        }
        carried(body, k, live.length, live);
        if (isAll(live)) {
            return eq;
        }
        Program less = outputs(body, only(body.outputs(), live));
        Params params = eq.params().with("cond_jaxpr", new Program(only(test.inputs(), keep(t, live, 0)), test.equations(), test.outputs()))
                .with("body_jaxpr", new Program(only(body.inputs(), keep(k, live, 0)), less.equations(), less.outputs()));
        return new Equation(eq.primitive(), params, only(eq.inputs(), keep(t + k, live, 0)), only(eq.outputs(), live), eq.location());
    }

    private Equation scan(Equation eq, boolean[] wanted) {
        Program body = eq.params().program("jaxpr");
        int k = eq.params().integer("num_consts");
        int c = eq.params().integer("num_carry");
        int rows = eq.inputs().size() - k - c;
        boolean[] live = wanted.clone();
        carried(body, k, c, live);
        if (isAll(live)) {
            return eq;
        }
        boolean[] carry = java.util.Arrays.copyOf(live, c);
        Program less = outputs(body, only(body.outputs(), live));
        int left = (int) IntStream.range(0, c).filter(i -> carry[i]).count();
        Params params = eq.params().with("jaxpr", new Program(only(body.inputs(), keep(k, carry, rows)), less.equations(), less.outputs()))
                .with("num_carry", left);
        return new Equation(eq.primitive(), params, only(eq.inputs(), keep(k, carry, rows)), only(eq.outputs(), live), eq.location());
    }
}
