package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.transform.Jvp;
import org.jacobilang.transform.Vjp;

/** The transformations by which a program of the language gets compiled or differentiated. */
public final class Transformations {
    private Transformations() {
    }

    /** Parameters of a function, by position and by name. */
    record Marked(Set<Integer> positions, Set<TruffleString> names) {
    }

    /** {@code jax.jit}; a call may overwrite the arrays of the donated parameters. */
    static TransformedFunction jit(Object function, Marked statics, Marked donated, boolean strict) {
        TransformedFunction t = new TransformedFunction("jit", function);
        Signatures.Test isStatic = parameters(function, statics);
        Signatures.Test isDonated = parameters(function, donated);
        return t.body((arguments, names) -> {
            Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), arguments, names, isStatic);
            Traced.Body body = inputs -> Traced.call(function, in.with(inputs), names);
            if (in.anyTraced() || TraceStack.current() != null) {
                return nestedCall(t, in, body);
            }
            Compiled.Entry entry = t.compiled.find(in.key(), () -> {
                Traced traced = Traced.of(function, in.avals(), true, body);
                // What may be computed again by the interpreter must not be overwritten.
                Set<Integer> overwritten = traced.exits ? Set.of() : in.leavesOf(isDonated);
                return new Compiled.Entry(traced, Engine.choose(traced.program, overwritten), null);
            });
            if (entry.traced == null) {
                if (strict) {
                    throw refusal(entry);
                }
                return plain(function, in, names);
            }
            List<ArrayValue> out = entry.run(in.leaves);
            return out == null ? plain(function, in, names) : entry.traced.result(out);
        });
    }

    private static RuntimeException refusal(Compiled.Entry entry) {
        return entry.cause instanceof PythonException e ? e
                : Errors.typeError("jit(strict=True): this can't be compiled: %s", entry.refusal);
    }

    /** A name marks the parameter of that name at its position too, and a position the keyword of its name. */
    private static Signatures.Test parameters(Object function, Marked marked) {
        Set<Integer> positions = marked.positions;
        Set<TruffleString> names = marked.names;
        if (positions.isEmpty() && names.isEmpty()) {
            return (i, name) -> false;
        }
        Set<Integer> at = new java.util.HashSet<>();
        Set<TruffleString> called = new java.util.HashSet<>(names);
        Object f = function instanceof org.jacobilang.runtime.BoundMethod m ? m.function : function;
        int shift = f == function ? 0 : 1;
        if (f instanceof org.jacobilang.runtime.FunctionObject g) {
            Signature s = g.code.signature;
            for (int i = shift; i < s.count(); i++) {
                if (names.contains(s.names()[i])) {
                    at.add(i - shift);
                }
                if (positions.contains(i - shift)) {
                    called.add(s.names()[i]);
                }
                if (positions.contains(i - s.positional())) {
                    at.add(i - shift);
                }
            }
        }
        at.addAll(positions);
        return (i, name) -> i >= 0 ? at.contains(i) : called.contains(name);
    }

    /** The function on arrays in the interpreter, with results as {@code jit} would give them. */
    private static Object plain(Object function, Signatures.Arguments in, TruffleString[] names) {
        Object result = Operations.call(function, in.with(in.leaves), names);
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition tree = Pytree.flatten(result, leaves);
        leaves.replaceAll(leaf -> {
            ArrayLike a = Bind.lift(leaf);
            return a == null ? leaf : a;
        });
        return Pytree.unflatten(tree, leaves);
    }

    /** Within another trace a jitted function is one equation that holds its program. */
    private static Object nestedCall(TransformedFunction t, Signatures.Arguments in, Traced.Body body) {
        if (TraceStack.isTape()) {
            return body.call(in.leaves);
        }
        Traced traced = Traced.of(t.function, in.avals(), true, body);
        ProgramBuilder b = TraceStack.current();
        Atom[] out = b.emit(Primitives.get("jit"), Params.of("name", TransformedFunction.name(t.function), "jaxpr",
                traced.program), traced.atoms(b, in.leaves));
        return traced.result(traced.settle(() -> Traced.tracers(b, out)));
    }

    /** {@code jax.value_and_grad} and, with {@code valueToo} false, {@code jax.grad}. */
    public static TransformedFunction gradient(Object function, Object argnums, boolean hasAux, boolean allowInt,
                                               boolean valueToo) {
        TransformedFunction t = new TransformedFunction(valueToo ? "value_and_grad" : "grad", function);
        return t.body((arguments, names) -> {
            int positional = arguments.length - names.length;
            int[] which = positions(argnums, positional, valueToo ? "value_and_grad" : "grad");
            Signatures.Arguments in = split(function, arguments, names, which, true);
            boolean[] active = active(in, which);
            checkInputs(in, active, allowInt, "grad");
            Traced.Body body = inputs -> Traced.call(function, in.with(inputs), names);
            List<? extends ArrayLike> out;
            Traced traced;
            if (in.anyTraced() || TraceStack.current() != null) {
                traced = TraceStack.isTape() ? tape(function, in, names) : Traced.of(function, in.avals(), false, body);
                Program p = gradientProgram(traced, in, active, hasAux);
                ProgramBuilder b = TraceStack.current();
                Atom[] atoms = traced.atoms(b, in.leaves);
                out = traced.settle(() -> Traced.tracers(b, b.inline(p, atoms)));
            } else {
                Compiled.Entry entry = t.compiled.find(List.of(in.key(), Arrays.toString(which)), () -> {
                    Traced made = Traced.of(function, in.avals(), false, body);
                    return new Compiled.Entry(made, Engine.choose(gradientProgram(made, in, active, hasAux), Set.of()), null);
                });
                traced = entry.traced;
                out = traced == null ? null : entry.run(in.leaves);
                if (out == null) {
                    traced = tape(function, in, names);
                    out = Arrays.asList(gradientProgram(traced, in, active, hasAux).evaluate(Traced.values(in.leaves)));
                }
                return gradientResult(traced, in, which, out, hasAux, valueToo, argnums);
            }
            return gradientResult(traced, in, which, out, hasAux, valueToo, argnums);
        });
    }

    private static Object gradientResult(Traced traced, Signatures.Arguments in, int[] which,
                                         List<? extends ArrayLike> out, boolean hasAux, boolean valueToo,
                                         Object argnums) {
        Object value = traced.result(out);
        int at = traced.program.outputs().size();
        Object[] gradients = new Object[which.length];
        for (int i = 0; i < which.length; i++) {
            Pytree.Definition tree = in.trees[which[i]];
            gradients[i] = Pytree.unflatten(tree, out.subList(at, at + tree.leaves()));
            at += tree.leaves();
        }
        Object g = argnums instanceof Long ? gradients[0] : new TupleObject(gradients);
        if (valueToo) {
            return new TupleObject(value, g);
        }
        return hasAux ? new TupleObject(g, ((TupleObject) value).items[1]) : g;
    }

    /** The traced program with the gradients after its outputs, in the order of {@code which}'s leaves. */
    private static Program gradientProgram(Traced traced, Signatures.Arguments in, boolean[] active, boolean hasAux) {
        int value = checkScalar(traced, hasAux);
        boolean[] all = Arrays.copyOf(active, traced.program.inputs().size());
        Program vjp = Vjp.of(traced.program, all);
        ProgramBuilder b = new ProgramBuilder();
        List<Atom> inputs = new ArrayList<>();
        for (AbstractValue a : traced.program.inputAvals()) {
            inputs.add(b.input(a));
        }
        List<AbstractValue> outs = traced.program.outputAvals();
        for (int i = 0; i < outs.size(); i++) {
            inputs.add(b.constant(Bind.full(outs.get(i), i == value ? 1 : 0)));
        }
        return b.build(b.inline(vjp, inputs.toArray(new Atom[0])));
    }

    /** The position of the differentiated output among the program's. */
    private static int checkScalar(Traced traced, boolean hasAux) {
        Pytree.Definition tree = traced.tree;
        if (hasAux) {
            if (!(tree instanceof Pytree.Branch b) || b.children.size() != 2
                    || b.type != org.jacobilang.runtime.Types.TUPLE) {
                throw Errors.typeError("expected function with aux output to return a two-element tuple, but got %s",
                        Pytree.show(tree));
            }
            tree = b.children.get(0);
        }
        if (!(tree instanceof Pytree.Leaf)) {
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output was %s.",
                    "a tree of structure " + Pytree.show(tree));
        }
        if (traced.fixed[0] != null) {
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output was %s.",
                    traced.fixed[0] instanceof Template.Fixed f ? org.jacobilang.runtime.Strings.java(Operations.repr(f.value()))
                            : "an object that the function made");
        }
        AbstractValue a = traced.program.outputAvals().get(0);
        if (a.shape().rank() != 0) {
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output had shape: %s. "
                    + "To get the gradient, reduce the output to a scalar with output.sum(), or use jax.jacobian to "
                    + "differentiate a function with a non-scalar output.", a.shape());
        }
        if (!a.dtype().isFloating()) {
            throw Errors.typeError("grad requires real-valued outputs (output dtype that is a sub-dtype of np.floating), "
                    + "but got %s. For differentiation of functions with %s outputs, use jax.vjp directly.",
                    a.dtype().jaxName(), a.dtype().isComplex() ? "complex" : "integer");
        }
        return 0;
    }

    /** Only the arguments in {@code which} (and arrays) become inputs of the program; other numbers stay as they are. */
    private static Signatures.Arguments split(Object function, Object[] arguments, TruffleString[] names, int[] which,
                                              boolean numbersStay) {
        return Signatures.split(TransformedFunction.name(function), arguments, names, (i, name) -> {
            for (int w : which) {
                if (w == i) {
                    return false;
                }
            }
            return numbersStay && !arraysOnly(i >= 0 ? arguments[i] : named(arguments, names, name));
        });
    }

    private static Object named(Object[] arguments, TruffleString[] names, TruffleString name) {
        int first = arguments.length - names.length;
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return arguments[first + i];
            }
        }
        return null;
    }

    private static boolean arraysOnly(Object value) {
        List<Object> leaves = new ArrayList<>();
        Pytree.flatten(value, leaves);
        return leaves.stream().allMatch(leaf -> leaf instanceof ArrayLike);
    }

    private static boolean[] active(Signatures.Arguments in, int[] which) {
        boolean[] active = new boolean[in.leaves.size()];
        for (int w : which) {
            int from = in.offset(w);
            Arrays.fill(active, from, from + in.trees[w].leaves(), true);
        }
        return active;
    }

    private static void checkInputs(Signatures.Arguments in, boolean[] active, boolean allowInt, String name) {
        for (int i = 0; i < active.length; i++) {
            DType d = in.leaves.get(i).dtype();
            if (active[i] && !d.isFloating() && !allowInt) {
                throw d.isComplex() ? Errors.typeError("%s requires real-valued inputs (input dtype that is a sub-dtype "
                        + "of np.floating), but got %s. For holomorphic differentiation, pass holomorphic=True. For "
                        + "differentiation of non-holomorphic functions involving complex inputs, use jax.vjp directly.",
                        name, d.jaxName())
                        : Errors.typeError("%s requires real- or complex-valued inputs (input dtype that is a sub-dtype "
                        + "of np.inexact), but got %s. If you want to use Boolean- or integer-valued inputs, use vjp or "
                        + "set allow_int to True.", name, d.jaxName());
            }
        }
    }

    static int[] positions(Object argnums, int count, String name) {
        Object[] all = argnums instanceof TupleObject t ? t.items
                : argnums instanceof org.jacobilang.runtime.ListObject l ? l.toArray() : new Object[]{argnums};
        int[] result = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            if (!(all[i] instanceof Long n)) {
                throw Errors.typeError("differentiated argnums must be an int or a tuple of ints, got %s",
                        org.jacobilang.runtime.Strings.java(Operations.repr(all[i])));
            }
            long at = n < 0 ? n + count : n;
            if (at < 0 || at >= count) {
                throw Errors.typeError("%s with argnums=%d requires at least %d positional arguments to be passed by the "
                        + "caller, but got only %d positional arguments.", name, n, n + 1, count);
            }
            result[i] = (int) at;
        }
        return result;
    }

    /**
     * Runs the function in the interpreter on tracers that carry their values: every branch is taken as it comes, and what
     * was computed on the way is the program.
     */
    private static Traced tape(Object function, Signatures.Arguments in, TruffleString[] names) {
        return Traced.tape(in.leaves, inputs -> Operations.call(function, in.with(inputs), names));
    }

    /** {@code jax.jvp}: the function's value and its derivative along the tangents. */
    public static Object jvp(Object function, Object[] primals, Object[] tangents, boolean hasAux) {
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), primals, Signature.NO_NAMES,
                (i, n) -> false);
        Signatures.Arguments dot = Signatures.split("jvp", tangents, Signature.NO_NAMES, (i, n) -> false);
        if (!Arrays.equals(in.trees, dot.trees)) {
            throw Errors.typeError("primal and tangent arguments to jax.jvp must have the same tree structure; primals have "
                    + "tree structure %s whereas tangents have tree structure %s.", show(in), show(dot));
        }
        for (int i = 0; i < in.leaves.size(); i++) {
            ArrayLike p = in.leaves.get(i);
            ArrayLike d = dot.leaves.get(i);
            if (p.dtype() != d.dtype()) {
                throw Errors.typeError("primal and tangent arguments to jax.jvp do not match; dtypes must be equal, or in "
                        + "case of int/bool primal dtype the tangent dtype must be float0.Got primal dtype %s and so "
                        + "expected tangent dtype %s, but got tangent dtype %s instead.", p.dtype().jaxName(),
                        p.dtype().jaxName(), d.dtype().jaxName());
            }
            if (!p.shape().equals(d.shape())) {
                throw Errors.valueError("jvp called with different primal and tangent shapes;Got primal shape %s and "
                        + "tangent shape as %s", p.shape(), d.shape());
            }
        }
        Traced traced = traceNow(function, in, Signature.NO_NAMES);
        boolean[] active = new boolean[traced.program.inputs().size()];
        Arrays.fill(active, 0, in.leaves.size(), true);
        Program p = Jvp.of(traced.program, active);
        List<ArrayLike> all = new ArrayList<>(in.leaves);
        all.addAll(traced.captures);
        all.addAll(dot.leaves);
        List<? extends ArrayLike> out = traced.settle(() -> apply(p, all));
        if (out == null) {
            traced = tape(function, in, Signature.NO_NAMES);
            out = apply(Jvp.of(traced.program, active), all);
        }
        Object value = traced.result(out);
        int n = traced.program.outputs().size();
        Object tangent = traced.result(out.subList(n, out.size()));
        if (hasAux) {
            return new TupleObject(((TupleObject) value).items[0], ((TupleObject) tangent).items[0],
                    ((TupleObject) value).items[1]);
        }
        return new TupleObject(value, tangent);
    }

    private static String show(Signatures.Arguments in) {
        List<String> parts = new ArrayList<>();
        for (Pytree.Definition d : in.trees) {
            parts.add(Pytree.show(d));
        }
        return "PyTreeDef((" + String.join(", ", parts) + (parts.size() == 1 ? ",))" : "))");
    }

    /** {@code jax.vjp}: the function's value and the function that pulls cotangents back. */
    public static Object vjp(Object function, Object[] primals, boolean hasAux) {
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), primals, Signature.NO_NAMES,
                (i, n) -> false);
        return vjp(function, in, traceNow(function, in, Signature.NO_NAMES), hasAux);
    }

    private static Object vjp(Object function, Signatures.Arguments in, Traced traced, boolean hasAux) {
        List<ArrayLike> all = new ArrayList<>(in.leaves);
        all.addAll(traced.captures);
        List<? extends ArrayLike> out = traced.settle(() -> apply(traced.program, all));
        if (out == null) {
            return vjp(function, in, tape(function, in, Signature.NO_NAMES), hasAux);
        }
        Object value = traced.result(out);
        boolean[] active = new boolean[traced.program.inputs().size()];
        Arrays.fill(active, 0, in.leaves.size(), true);
        Program back = Vjp.of(traced.program, active);
        Pytree.Definition main = hasAux && traced.tree instanceof Pytree.Branch b ? b.children.get(0) : traced.tree;
        TransformedFunction pull = new TransformedFunction("vjp", function).body((arguments, names) -> {
            if (arguments.length != 1) {
                throw Errors.typeError("The function returned by `jax.vjp` applied to %s was called with %d arguments, but "
                        + "functions returned by `jax.vjp` must be called with a single argument corresponding to the "
                        + "single value returned by %s.", TransformedFunction.name(function), arguments.length,
                        TransformedFunction.name(function));
            }
            List<Object> leaves = new ArrayList<>();
            Pytree.Definition tree = Pytree.flatten(arguments[0], leaves);
            if (!tree.equals(main)) {
                throw Errors.valueError("unexpected tree structure of argument to vjp function: got PyTreeDef(%s), but "
                        + "expected to match PyTreeDef(%s)", Pytree.show(tree), Pytree.show(main));
            }
            List<ArrayLike> inputs = new ArrayList<>(all);
            int given = 0;
            for (int i = 0; i < traced.program.outputs().size(); i++) {
                AbstractValue want = traced.program.outputAvals().get(i);
                if (given < leaves.size() && i < main.leaves()) {
                    ArrayLike c = Bind.lift(leaves.get(given++));
                    if (c == null || !c.shape().equals(want.shape())) {
                        throw Errors.valueError("Shape of cotangent input to vjp pullback function %s must be the same as "
                                + "the shape of corresponding primal input %s.", c == null ? "?" : c.shape(),
                                want.shape());
                    }
                    inputs.add(Bind.convert(c, want.dtype(), want.weak()));
                } else {
                    inputs.add(Bind.full(want, 0));
                }
            }
            List<? extends ArrayLike> result = apply(back, inputs);
            int n = traced.program.outputs().size();
            return new TupleObject(in.with(result.subList(n, n + in.leaves.size())));
        });
        return hasAux ? new TupleObject(((TupleObject) value).items[0], pull, ((TupleObject) value).items[1])
                : new TupleObject(value, pull);
    }

    /** Traces within or without an outer trace; what can't be staged is recorded on a tape. */
    static Traced traceNow(Object function, Signatures.Arguments in, TruffleString[] names) {
        if (TraceStack.isTape()) {
            return tape(function, in, names);
        }
        try {
            return Traced.of(function, in.avals(), false, inputs -> Traced.call(function, in.with(inputs), names));
        } catch (NotStageable e) {
            if (in.anyTraced() || Trace.current() != null) {
                throw e;
            }
            return tape(function, in, names);
        }
    }

    /** Runs a program on these values: now, or as a part of the program that is being traced. */
    static List<ArrayLike> apply(Program program, List<? extends ArrayLike> inputs) {
        boolean traced = TraceStack.current() != null && (program.effectful() || inputs.stream().anyMatch(a -> a instanceof Tracer));
        if (!traced) {
            return Arrays.asList(program.evaluate(Traced.values(inputs)));
        }
        ProgramBuilder b = TraceStack.current();
        Atom[] atoms = new Atom[inputs.size()];
        for (int i = 0; i < atoms.length; i++) {
            atoms[i] = Bind.atom(b, inputs.get(i));
        }
        Atom[] out = b.inline(program, atoms);
        if (!TraceStack.isTape()) {
            return Traced.tracers(b, out);
        }
        ArrayValue[] known = program.evaluate(inputs.stream().map(Ufuncs::concrete).toArray(ArrayValue[]::new));
        List<ArrayLike> result = new ArrayList<>();
        for (int i = 0; i < out.length; i++) {
            result.add(new Tracer(out[i], b, known[i]));
        }
        return result;
    }

    /** {@code jax.make_jaxpr}'s program. */
    public static Program program(Object function, Object[] arguments, TruffleString[] names) {
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), arguments, names,
                (i, n) -> false);
        try {
            return Traced.unrolled(function, in.avals(), inputs -> Traced.call(function, in.with(inputs), names)).program;
        } catch (NotStageable e) {
            throw Errors.typeError("this can't be traced: %s", e.getMessage());
        }
    }

    /** {@code jax.eval_shape}: the types of the results in the result's tree. */
    public static Object resultTypes(Object function, Object[] arguments, TruffleString[] names,
                                     java.util.function.Function<AbstractValue, Object> show) {
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), arguments, names,
                (i, n) -> false);
        Traced t = Traced.of(function, in.avals(), false, inputs -> Traced.call(function, in.with(inputs), names));
        List<Object> leaves = new ArrayList<>();
        int at = 0;
        for (Template f : t.fixed) {
            leaves.add(f instanceof Template.Fixed kept ? kept.value() : show.apply(t.program.outputAvals().get(at++)));
        }
        return Pytree.unflatten(t.tree, leaves);
    }

    /** {@code jax.explain(f)(x)}: what tracing made of the function, line by line. */
    public static String explain(Object function, Object[] arguments, TruffleString[] names) {
        Object inner = function instanceof TransformedFunction t ? t.function : function;
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(inner), arguments, names, (i, n) -> false);
        StringBuilder text = new StringBuilder();
        try {
            Traced t = Traced.of(inner, in.avals(), true, inputs -> Traced.call(inner, in.with(inputs), names));
            t.notes.forEach(note -> text.append(note).append('\n'));
            t.guards.forEach(g -> text.append("guarded: ").append(g.description()).append('\n'));
            t.writes.forEach(w -> text.append("written at each call: ").append(w.place().getClass().getSimpleName())
                    .append('\n'));
            text.append("compiled: ").append(t.program.size()).append(" equations");
        } catch (NotStageable e) {
            text.append("runs in the interpreter: ").append(e.getMessage());
        } catch (PythonException e) {
            text.append("raises ").append(e.getMessage());
        }
        return text.toString();
    }
}
