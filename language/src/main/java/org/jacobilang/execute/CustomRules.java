package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.LazyProgram;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.transform.Linear;

/**
 * Functions with derivatives of their own. A rule is traced only when something is differentiated, as if it stood where the
 * function was called: it may read the outer tracers that the function reads.
 */
final class CustomRules {
    /** The call of a function with a rule: the outer builder, and the outer tracers that the function reads. */
    private record Site(ProgramBuilder builder, List<Tracer> captures, List<AbstractValue> arguments, Pytree.Definition tree) {
        static Site of(TracedProgram p, List<ArrayLike> arguments, Object tree) {
            return new Site(TraceStack.current(), p.traced.captures, arguments.stream().map(ArrayLike::aval).toList(),
                    ((TreeDefinition) tree).definition);
        }

        /** The types of the equation's operands: the arguments, then the captured values. */
        List<AbstractValue> operands() {
            List<AbstractValue> all = new ArrayList<>(arguments);
            captures.forEach(t -> all.add(t.aval()));
            return all;
        }
    }

    private CustomRules() {
    }

    static void install(ModuleObject m) {
        m.function("custom_jvp_call(program, name, rule, operands, tree, /)", "A call whose derivative a rule gives.", a -> {
            TracedProgram p = (TracedProgram) a[0];
            List<ArrayLike> in = JaxModule.arrays(a[3]);
            LazyProgram jvp = forwardRule(a[2], Site.of(p, in, a[4]));
            return call(p, in, "custom_jvp_call", Params.of("name", Strings.java((TruffleString) a[1]), "call_jaxpr",
                    p.traced.program, "jvp", jvp, "symbolic_zeros", false));
        });
        m.function("custom_vjp_call(program, name, forward, backward, operands, tree, /)", "A call whose pullback two rules give.",
                a -> {
            TracedProgram p = (TracedProgram) a[0];
            List<ArrayLike> in = JaxModule.arrays(a[4]);
            LazyProgram[] rules = reverseRules(a[2], a[3], Site.of(p, in, a[5]), p.traced.program.outputs().size());
            return call(p, in, "custom_vjp_call", Params.of("name", Strings.java((TruffleString) a[1]), "bwd", rules[1],
                    "call_jaxpr", p.traced.program, "fwd", rules[0], "symbolic_zeros", false));
        });
        m.function("custom_linear_solve(matvec, solve, transpose_solve, b, /)", "The solution of a linear system, found by any means.",
                a -> linearSolve((TracedProgram) a[0], (TracedProgram) a[1], a[2], JaxModule.arrays(a[3])));
    }

    /**
     * {@code custom_linear_solve}: constants are the outer tracers that the operator or the solver reads; the transposed solver may
     * read the same ones.
     */
    private static Object linearSolve(TracedProgram matvec, TracedProgram solve, Object transposeSolve, List<ArrayLike> right) {
        List<Tracer> constants = new ArrayList<>();
        for (TracedProgram p : List.of(matvec, solve)) {
            for (Tracer t : p.traced.captures) {
                if (constants.stream().noneMatch(c -> c.atom() == t.atom())) {
                    constants.add(t);
                }
            }
        }
        List<AbstractValue> types = right.stream().map(ArrayLike::aval).toList();
        Site site = new Site(TraceStack.current(), constants, types, matvec.traced.tree);
        Program operator = constantsFirst(matvec.traced, site, types);
        boolean[] linear = new boolean[constants.size() + right.size()];
        Arrays.fill(linear, constants.size(), linear.length, true);
        LazyProgram back = transposeSolve == None.NONE ? null : new LazyProgram(TransformedFunction.name(transposeSolve),
                () -> constantsFirst(trace(transposeSolve, site, types, x -> new Object[] {Pytree.unflatten(site.tree, x)}), site, types));
        List<ArrayLike> in = new ArrayList<>(constants);
        in.addAll(right);
        ArrayLike[] out = Bind.all(Primitives.get("custom_linear_solve"), Params.of("matvec", operator, "num_b", right.size(), "solve",
                constantsFirst(solve.traced, site, types), "transpose_solve", back, "vecmat",
                new LazyProgram("vecmat", () -> Linear.transpose(operator, linear))), in.toArray(new ArrayLike[0]));
        return solve.traced.result(Arrays.asList(out));
    }

    private static Program constantsFirst(Traced t, Site site, List<AbstractValue> types) {
        ProgramBuilder b = new ProgramBuilder();
        List<Atom> constants = inputs(b, List.of(site.captures.stream().map(Tracer::aval).toList()));
        List<Atom> explicit = inputs(b, List.of(types));
        return b.build(inline(b, t, site, explicit, constants));
    }

    private static Object call(TracedProgram p, List<ArrayLike> in, String primitive, Params params) {
        List<ArrayLike> all = new ArrayList<>(in);
        all.addAll(p.traced.captures);
        return p.traced.result(Arrays.asList(Bind.all(Primitives.get(primitive), params, all.toArray(new ArrayLike[0]))));
    }

    /** Primals and tangents of all operands to primals and tangents of the results. */
    private static LazyProgram forwardRule(Object rule, Site site) {
        return new LazyProgram(TransformedFunction.name(rule), () -> {
            int n = site.arguments.size();
            int all = n + site.captures.size();
            List<AbstractValue> both = new ArrayList<>(site.arguments);
            both.addAll(site.arguments);
            Traced t = trace(rule, site, both, x -> new Object[] {Pytree.unflatten(site.tree, x.subList(0, n)),
                Pytree.unflatten(site.tree, x.subList(n, 2 * n))});
            ProgramBuilder b = new ProgramBuilder();
            List<Atom> in = inputs(b, Collections.nCopies(2, site.operands()));
            List<Atom> explicit = new ArrayList<>(in.subList(0, n));
            explicit.addAll(in.subList(all, all + n));
            return b.build(inline(b, t, site, explicit, in.subList(n, all)));
        });
    }

    /**
     * Forward: all operands to the outputs and the residuals, of which the last are the captured values. Backward: residuals and
     * cotangents of the outputs to cotangents of the arguments.
     */
    private static LazyProgram[] reverseRules(Object forward, Object backward, Site site, int outputs) {
        Traced[] made = new Traced[1];
        int n = site.arguments.size();
        int k = site.captures.size();
        LazyProgram fwd = new LazyProgram(TransformedFunction.name(forward), () -> {
            made[0] = trace(forward, site, site.arguments, x -> new Object[] {Pytree.unflatten(site.tree, x)});
            ProgramBuilder b = new ProgramBuilder();
            List<Atom> in = inputs(b, List.of(site.operands()));
            List<Atom> out = new ArrayList<>(Arrays.asList(inline(b, made[0], site, in.subList(0, n), in.subList(n, n + k))));
            out.addAll(in.subList(n, n + k));
            return b.build(out);
        });
        LazyProgram bwd = new LazyProgram(TransformedFunction.name(backward), () -> {
            List<AbstractValue> given = fwd.get().outputAvals();
            Traced f = made[0];
            int end = given.size() - k;
            List<AbstractValue> types = new ArrayList<>(given.subList(outputs, end));
            int residuals = types.size();
            types.addAll(given.subList(0, outputs));
            Traced t = trace(backward, site, types, x -> {
                // The forward rule's result is a pair: the outputs, and the residuals that this rule gets back.
                List<ArrayLike> ordered = new ArrayList<>(x.subList(residuals, x.size()));
                ordered.addAll(x.subList(0, residuals));
                TupleObject pair = (TupleObject) f.result(ordered);
                return new Object[] {pair.items[1], pair.items[0]};
            });
            ProgramBuilder b = new ProgramBuilder();
            List<Atom> in = inputs(b, List.of(given.subList(outputs, given.size()), given.subList(0, outputs)));
            List<Atom> explicit = new ArrayList<>(in.subList(0, residuals));
            explicit.addAll(in.subList(residuals + k, in.size()));
            return b.build(inline(b, t, site, explicit, in.subList(residuals, residuals + k)));
        });
        return new LazyProgram[] {fwd, bwd};
    }

    private static List<Atom> inputs(ProgramBuilder b, List<List<AbstractValue>> groups) {
        List<Atom> all = new ArrayList<>();
        groups.forEach(g -> g.forEach(t -> all.add(b.input(t))));
        return all;
    }

    /** The rule's equations; a tracer that the rule reads is among those that the function reads. */
    private static Atom[] inline(ProgramBuilder b, Traced t, Site site, List<Atom> explicit, List<Atom> captured) {
        List<Atom> in = new ArrayList<>(explicit);
        for (Tracer wanted : t.captures) {
            int at = -1;
            for (int i = 0; i < captured.size(); i++) {
                if (site.captures.get(i).atom() == wanted.atom()) {
                    at = i;
                }
            }
            if (at < 0) {
                throw Errors.typeError("The rule of a custom derivative reads a traced value from outside which the function itself "
                        + "does not read. Pass it as an argument of the function instead.");
            }
            in.add(captured.get(at));
        }
        return b.inline(t.program, in.toArray(new Atom[0]));
    }

    /** The arguments of the rule from the tracers that stand for the leaves. */
    @FunctionalInterface
    private interface ArgumentsOf {
        Object[] from(List<ArrayLike> leaves);
    }

    private static Traced trace(Object rule, Site site, List<AbstractValue> avals, ArgumentsOf arguments) {
        try (TraceStack.Scope scope = TraceStack.enter(site.builder, false)) {
            return Traced.of(rule, avals, false, x -> Traced.call(rule, arguments.from(x), Signature.NO_NAMES));
        } catch (NotStageable e) {
            throw Errors.typeError("The rule %s of a custom derivative can't be traced: %s", TransformedFunction.name(rule),
                    e.getMessage());
        }
    }
}
