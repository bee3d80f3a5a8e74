package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.BoolScalar;
import org.jacobilang.array.DType;
import org.jacobilang.execute.Bind;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.program.Variable;
import org.jacobilang.runtime.Strings;

/** The outputs that two arms of a branch have in common, and the equation that chooses between them. */
final class Join {
    /** Larger values are not selected element by element where one of two is meant. */
    private static final int MOST_SELECTED = 1024;

    private final ProgramBuilder first;
    private final ProgramBuilder second;
    private final ArrayLike flag;
    private final List<Atom> firstOut = new ArrayList<>();
    private final List<Atom> secondOut = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private boolean absentFirst;
    private boolean absentSecond;

    /** A leaf of a merged value on its way, and in which arms it must not be used, if that is known. */
    private record Open(Merged owner, int position, LeafType type, boolean wrongFirst, boolean wrongSecond) {
    }

    /** @param flag whether the first arm runs */
    Join(ProgramBuilder first, ProgramBuilder second, ArrayLike flag) {
        this.first = first;
        this.second = second;
        this.flag = flag;
    }

    /** A merged value: available once the equation is recorded. */
    static final class Merged {
        private final Structure structure;
        private final List<Object> leaves = new ArrayList<>();
        private final Object same;

        Merged(Structure structure, Object same) {
            this.structure = structure;
            this.same = same;
        }

        Object value() {
            return structure == null ? same : Structure.rebuild(structure, leaves.iterator());
        }
    }

    /** Says that the values added now are missing in an arm, where using them must leave the program. */
    void absent(boolean inFirst, boolean inSecond) {
        absentFirst = inFirst;
        absentSecond = inSecond;
    }

    /** As {@link #add}, but values that can't be merged make the local unbound: perhaps nothing reads it. */
    Merged addLenient(Object a, Object b) {
        try {
            return add(a, b, "");
        } catch (NotStageable e) {
            return null;
        }
    }

    /** A null value is absent: any will do there. */
    Merged add(Object a, Object b, String what) {
        if (Structure.same(a, b)) {
            return new Merged(null, a);
        }
        if (a instanceof TruffleString s && b instanceof TruffleString t && !TracedText.isMarked(s) && !TracedText.isMarked(t)) {
            return new Merged(null, Strings.of(TracedText.choice(flag, s, t)));
        }
        List<Object> la = new ArrayList<>();
        List<Object> lb = new ArrayList<>();
        Structure sa = a == null ? null : Structure.of(a, la);
        Structure sb = b == null ? null : Structure.of(b, lb);
        if (sa != null && sb != null && !sa.equals(sb)) {
            throw Trace.refuse(what + " is " + Staging.show(a) + " in one arm and " + Staging.show(b) + " in the other");
        }
        if ((absentFirst || absentSecond) && la.isEmpty() && lb.isEmpty()) {
            return new Merged(null, null);
        }
        Merged merged = new Merged(sa == null ? sb : sa, null);
        int n = Math.max(la.size(), lb.size());
        // Refused before anything is added.
        List<LeafType> types = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            types.add(type(sa == null ? null : la.get(i), sb == null ? null : lb.get(i), what));
        }
        for (int i = 0; i < n; i++) {
            Object x = sa == null ? null : la.get(i);
            Object y = sb == null ? null : lb.get(i);
            if (types.get(i) == null) {
                merged.leaves.add(x);
                continue;
            }
            merged.leaves.add(null);
            LeafType type = types.get(i);
            boolean exact = Trace.current().exact();
            boolean wrongFirst = absentFirst || exact && x != null && LeafType.of(x).shows(type);
            boolean wrongSecond = absentSecond || exact && y != null && LeafType.of(y).shows(type);
            open.add(new Open(merged, i, type, wrongFirst, wrongSecond));
            type.atoms(first, x, wrongFirst, firstOut);
            type.atoms(second, y, wrongSecond, secondOut);
        }
        return merged;
    }

    /** The type of a leaf, or null where both arms have the same value. */
    private static LeafType type(Object x, Object y, String what) {
        if (x != null && Structure.same(x, y)) {
            return null;
        }
        LeafType tx = x == null ? null : LeafType.of(x);
        LeafType ty = y == null ? null : LeafType.of(y);
        if (tx == null || ty == null) {
            return tx == null ? ty : tx;
        }
        LeafType common = tx.join(ty, what);
        if (!Trace.current().exact() && tx.isBool() != ty.isBool() && (tx.number() || ty.number())) {
            throw Trace.refuse(what + " is a bool on one path and a number on another");
        }
        return common;
    }

    /** Records the choice in the builder around the arms. */
    void emit(ProgramBuilder parent) {
        if (firstOut.isEmpty() && !Staging.effectful(first) && !Staging.effectful(second)) {
            return;
        }
        List<Tracer> out = new ArrayList<>();
        for (Atom a : isPlain() ? select(parent) : cond(parent)) {
            out.add(new Tracer(a, parent));
        }
        var next = out.iterator();
        for (Open o : open) {
            Tracer value = next.next();
            ArrayLike invalid = o.type.flagged() ? next.next() : !o.wrongFirst && !o.wrongSecond ? null
                    : o.wrongFirst && o.wrongSecond ? BoolScalar.of(true) : o.wrongFirst ? flag : (ArrayLike) Staging.not(flag);
            o.owner.leaves.set(o.position, o.type.guest(value, invalid));
        }
    }

    /** Whether nothing is computed in either arm. */
    private boolean isPlain() {
        return first.equations().isEmpty() && second.equations().isEmpty()
                && firstOut.stream().allMatch(a -> a.aval().shape().size() <= MOST_SELECTED);
    }

    private Atom[] select(ProgramBuilder parent) {
        Atom[] out = new Atom[firstOut.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = parent.emit1(Primitives.get("select_n"), Params.NONE, Bind.atom(parent, flag),
                    outer(second, secondOut.get(i), parent), outer(first, firstOut.get(i), parent));
        }
        return out;
    }

    /** An arm's atom as one of the builder around it. */
    private static Atom outer(ProgramBuilder arm, Atom a, ProgramBuilder parent) {
        for (Tracer t : arm.captures()) {
            if (arm.lift(t) == a) {
                return Bind.atom(parent, t.valid());
            }
        }
        return a;
    }

    private Atom[] cond(ProgramBuilder parent) {
        // Outer tracers that either arm reads are the operands of both.
        IdentityHashMap<Atom, Tracer> seen = new IdentityHashMap<>();
        List<Tracer> captured = new ArrayList<>();
        for (ProgramBuilder b : List.of(first, second)) {
            for (Tracer t : b.captures()) {
                if (seen.putIfAbsent(t.atom(), t) == null) {
                    captured.add(t);
                }
            }
        }
        Program p = program(first, captured, firstOut);
        Program q = program(second, captured, secondOut);
        Atom[] in = new Atom[captured.size() + 1];
        try (TraceStack.Scope scope = TraceStack.enter(parent, false)) {
            in[0] = Bind.atom(parent, Bind.convert(flag, DType.INT32, false));
        }
        for (int i = 0; i < captured.size(); i++) {
            in[i + 1] = Bind.atom(parent, captured.get(i).valid());
        }
        return parent.emit(Primitives.get("cond"), Params.of("branches", List.of(q, p)), in);
    }

    private static Program program(ProgramBuilder b, List<Tracer> captured, List<Atom> outputs) {
        List<Variable> inputs = new ArrayList<>();
        for (Tracer t : captured) {
            inputs.add((Variable) b.lift(t));
        }
        return new Program(inputs, b.equations(), outputs);
    }
}
