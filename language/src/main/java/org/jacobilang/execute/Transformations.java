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
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.transform.Jvp;
import org.jacobilang.transform.Linear;
import org.jacobilang.transform.Vjp;

/** The transformations by which a program of the language gets compiled or differentiated. */
public final class Transformations {
    /** {@code jax.disable_jit}: jitted functions run in the interpreter. */
    static boolean jitDisabled;

    private Transformations() {
    }

    /** Parameters of a function, by position and by name. */
    record Marked(Set<Integer> positions, Set<TruffleString> names) {
    }

    /** {@code jax.jit}; a call may overwrite the arrays of the donated parameters. */
    static TransformedFunction jit(Object function, Marked statics, Marked donated, boolean strict) {
        TransformedFunction t = new TransformedFunction("jit", function, List.of("jit", statics, donated));
        Signatures.Test isStatic = parameters(function, statics);
        Signatures.Test isDonated = parameters(function, donated);
        return t.body((arguments, names) -> {
            if (jitDisabled) {
                return Operations.call(function, arguments, names);
            }
            Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), arguments, names, isStatic);
            Traced.Body body = inputs -> Traced.call(function, in.with(inputs), names);
            if (in.anyTraced() || TraceStack.current() != null) {
                return nestedCall(t, in, body);
            }
            Compiled.Call call = t.compiled.find(in.key(), function, varying -> {
                Traced traced = Traced.of(function, in.avals(), true, varying, body);
                // What may be computed again by the interpreter must not be overwritten.
                Set<Integer> overwritten = traced.exits ? Set.of() : in.leavesOf(isDonated);
                return new Compiled.Entry(traced, Engine.choose(traced.program, overwritten), null);
            });
            if (call.traced() == null && strict) {
                throw refusal(call.entry());
            }
            List<ArrayValue> out = call.run(in.leaves);
            return out == null ? plain(function, in, names) : call.traced().result(out);
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
    public static TransformedFunction gradient(Object function, Object argnums, boolean hasAux, boolean holomorphic, boolean allowInt,
                                               boolean valueToo) {
        TransformedFunction t = new TransformedFunction(valueToo ? "value_and_grad" : "grad", function,
                List.of("grad", argnums instanceof Long n ? n : Strings.java(Operations.repr(argnums)), hasAux, holomorphic, allowInt, valueToo));
        return t.body((arguments, names) -> {
            int positional = arguments.length - names.length;
            int[] which = positions(argnums, positional, valueToo ? "value_and_grad" : "grad");
            Signatures.Arguments in = split(function, arguments, names, which);
            boolean[] active = active(in, which);
            checkInputs(in, active, holomorphic, allowInt);
            Traced.Body body = inputs -> Traced.call(function, in.with(inputs), names);
            List<? extends ArrayLike> out;
            Traced traced;
            if (in.anyTraced() || TraceStack.current() != null) {
                traced = TraceStack.isTape() ? tape(function, in, names) : Traced.of(function, in.avals(), false, body);
                Program p = gradientProgram(traced, active, hasAux, holomorphic);
                ProgramBuilder b = TraceStack.current();
                Atom[] atoms = traced.atoms(b, in.leaves);
                out = traced.settle(() -> Traced.tracers(b, b.inline(p, atoms)));
            } else {
                Compiled.Call call = t.compiled.find(List.of(in.key(), Arrays.toString(which)), function, varying -> {
                    Traced made = Traced.of(function, in.avals(), false, varying, body);
                    return new Compiled.Entry(made, Engine.choose(gradientProgram(made, active, hasAux, holomorphic), Set.of()), null);
                });
                traced = call.traced();
                out = call.run(in.leaves);
                if (out == null) {
                    traced = tape(function, in, names);
                    out = Arrays.asList(gradientProgram(traced, active, hasAux, holomorphic).evaluate(Traced.values(in.leaves)));
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
    private static Program gradientProgram(Traced traced, boolean[] active, boolean hasAux, boolean holomorphic) {
        int value = checkScalar(traced, hasAux, holomorphic);
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
    private static int checkScalar(Traced traced, boolean hasAux, boolean holomorphic) {
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
            List<AbstractValue> types = traced.resultAvals().subList(0, Math.min(tree.leaves(), traced.results));
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output was %s.", Strings.java(Operations.repr(
                    Pytree.unflatten(tree, types.size() == tree.leaves() ? types.stream().map(TypeObject::new).toList()
                            : java.util.Collections.nCopies(tree.leaves(), None.NONE)))));
        }
        if (traced.fixed[0] != null) {
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output was %s.",
                    traced.fixed[0] instanceof Template.Fixed f ? Strings.java(Operations.repr(f.value()))
                            : "an object that the function made");
        }
        AbstractValue a = traced.program.outputAvals().get(0);
        if (a.shape().rank() != 0) {
            throw Errors.typeError("Gradient only defined for scalar-output functions. Output had shape: %s. "
                    + "To get the gradient, reduce the output to a scalar with output.sum(), or use jax.jacobian to "
                    + "differentiate a function with a non-scalar output.", a.shape());
        }
        if (holomorphic && !a.dtype().isComplex()) {
            throw Errors.typeError("grad with holomorphic=True requires outputs with complex dtype, but got %s.", a.dtype().jaxName());
        }
        if (!holomorphic && !a.dtype().isFloating()) {
            throw Errors.typeError("grad requires real-valued outputs (output dtype that is a sub-dtype of np.floating), "
                    + "but got %s. %s", a.dtype().jaxName(), a.dtype().isComplex() ? "For holomorphic differentiation, pass "
                    + "holomorphic=True. For differentiation of non-holomorphic functions involving complex outputs, use jax.vjp "
                    + "directly." : "For differentiation of functions with integer outputs, use jax.vjp directly.");
        }
        return 0;
    }

    /** Only the arguments in {@code which} and other arrays become inputs of the program; other numbers stay as they are. */
    private static Signatures.Arguments split(Object function, Object[] arguments, TruffleString[] names, int[] which) {
        return Signatures.arraysOf(TransformedFunction.name(function), arguments, names,
                (i, name) -> Arrays.stream(which).noneMatch(w -> w == i));
    }

    private static boolean[] active(Signatures.Arguments in, int[] which) {
        boolean[] active = new boolean[in.leaves.size()];
        for (int w : which) {
            int from = in.offset(w);
            Arrays.fill(active, from, from + in.trees[w].leaves(), true);
        }
        return active;
    }

    private static void checkInputs(Signatures.Arguments in, boolean[] active, boolean holomorphic, boolean allowInt) {
        for (int i = 0; i < active.length; i++) {
            DType d = in.leaves.get(i).dtype();
            if (active[i] && holomorphic && !d.isComplex()) {
                throw Errors.typeError("grad with holomorphic=True requires inputs with complex dtype, but got %s.", d.jaxName());
            }
            if (active[i] && !d.isInexact() && !allowInt) {
                throw Errors.typeError("grad requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), "
                        + "but got %s. If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.",
                        d.jaxName());
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
                        Strings.java(Operations.repr(all[i])));
            }
            long at = n < 0 ? n + count : n;
            if (at < 0 || at >= count) {
                throw Errors.typeError("differentiating with respect to argnums=%d requires at least %d positional arguments to be passed "
                        + "by the caller, but got only %d positional arguments.", n, n < 0 ? -n : n + 1, count);
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
        checkTangents(in, dot);
        Traced traced;
        List<? extends ArrayLike> out;
        if (TraceStack.current() == null && !in.anyTraced() && !dot.anyTraced()) {
            Compiled.Call call = Compiled.of(function, "jvp").find(in.key(), function, varying -> {
                Traced made = Traced.of(function, in.avals(), false, varying, body(function, in));
                return new Compiled.Entry(made, Engine.choose(tangents(made, in), Set.of()), null);
            });
            traced = call.traced();
            out = call.run(in.leaves, dot.leaves);
        } else {
            traced = traceNow(function, in, Signature.NO_NAMES);
            Program p = tangents(traced, in);
            List<ArrayLike> all = new ArrayList<>(in.leaves);
            all.addAll(traced.captures);
            all.addAll(dot.leaves);
            out = traced.settle(() -> apply(p, all));
        }
        if (out == null) {
            traced = tape(function, in, Signature.NO_NAMES);
            List<ArrayLike> all = new ArrayList<>(in.leaves);
            all.addAll(dot.leaves);
            out = apply(tangents(traced, in), all);
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

    private static Traced.Body body(Object function, Signatures.Arguments in) {
        return inputs -> Traced.call(function, in.with(inputs), Signature.NO_NAMES);
    }

    /** A traced program with the tangents of its outputs, from tangents of the arguments. */
    private static Program tangents(Traced traced, Signatures.Arguments in) {
        boolean[] active = new boolean[traced.program.inputs().size()];
        Arrays.fill(active, 0, in.leaves.size(), true);
        return Jvp.of(traced.program, active);
    }

    private static void checkTangents(Signatures.Arguments in, Signatures.Arguments dot) {
        if (!Arrays.equals(in.trees, dot.trees)) {
            throw Errors.typeError("primal and tangent arguments to jax.jvp must have the same tree structure; primals have "
                    + "tree structure %s whereas tangents have tree structure %s.", show(in), show(dot));
        }
        for (int i = 0; i < in.leaves.size(); i++) {
            ArrayLike p = in.leaves.get(i);
            ArrayLike d = dot.leaves.get(i);
            if (p.dtype() != d.dtype() && p.dtype().isInexact()) {
                throw Errors.typeError("primal and tangent arguments to jax.jvp do not match; dtypes must be equal, or in "
                        + "case of int/bool primal dtype the tangent dtype must be float0. Got primal dtype %s and so "
                        + "expected tangent dtype %s, but got tangent dtype %s instead.", p.dtype().jaxName(),
                        p.dtype().jaxName(), d.dtype().jaxName());
            }
            if (!p.shape().equals(d.shape())) {
                throw Errors.valueError("jvp called with different primal and tangent shapes; Got primal shape %s and "
                        + "tangent shape as %s", p.shape(), d.shape());
            }
        }
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
        Linearized at = linearize(function, in, hasAux);
        Traced traced = at.traced;
        Program back = Linear.transpose(at.split.linear(), at.tangents());
        TransformedFunction pull = new TransformedFunction("vjp", function).body((arguments, names) -> {
            if (arguments.length != 1) {
                throw Errors.typeError("\nThe function returned by `jax.vjp` applied to %s was called with %d arguments,\n"
                        + "but functions returned by `jax.vjp` must be called with a single argument\ncorresponding to the single "
                        + "value returned by the function being differentiated\n(even if that returned value is a tuple or other "
                        + "container).", TransformedFunction.name(function), arguments.length);
            }
            List<ArrayLike> given = at.checked(function, arguments[0]);
            List<ArrayLike> inputs = new ArrayList<>(at.residuals);
            for (int i = 0; i < at.nonzero.length; i++) {
                if (at.nonzero[i]) {
                    inputs.add(i < given.size() ? given.get(i) : Bind.full(traced.program.outputAvals().get(i), 0));
                }
            }
            return new TupleObject(in.with(apply(back, inputs).subList(0, in.leaves.size())));
        });
        return hasAux ? new TupleObject(at.main(), pull, at.aux()) : new TupleObject(at.value, pull);
    }

    /** {@code jax.linearize}: the function's value and the linear function from tangents to the tangent of the value. */
    public static Object linearize(Object function, Object[] primals, boolean hasAux) {
        Signatures.Arguments in = Signatures.split(TransformedFunction.name(function), primals, Signature.NO_NAMES,
                (i, n) -> false);
        Linearized at = linearize(function, in, hasAux);
        Traced traced = at.traced;
        TransformedFunction push = new TransformedFunction("linearize", function).body((arguments, names) -> {
            Signatures.Arguments dot = Signatures.split("jvp", arguments, Signature.NO_NAMES, (i, n) -> false);
            checkTangents(in, dot);
            List<ArrayLike> inputs = new ArrayList<>(at.residuals);
            inputs.addAll(dot.leaves);
            List<? extends ArrayLike> tangents = apply(at.split.linear(), inputs);
            List<ArrayLike> all = new ArrayList<>();
            int k = 0;
            for (int i = 0; i < at.nonzero.length; i++) {
                all.add(at.nonzero[i] ? tangents.get(k++) : Bind.full(traced.program.outputAvals().get(i), 0));
            }
            Object result = traced.result(all);
            return hasAux ? ((TupleObject) result).items[0] : result;
        });
        return hasAux ? new TupleObject(at.main(), push, at.aux()) : new TupleObject(at.value, push);
    }

    /** A function at a point: its value there, and the linear part of its derivative with what it needs of the point. */
    private record Linearized(Traced traced, Linear.Split split, boolean[] nonzero, List<ArrayLike> residuals, Object value,
                              boolean hasAux) {
        boolean[] tangents() {
            boolean[] marks = new boolean[split.linear().inputs().size()];
            Arrays.fill(marks, split.residuals(), marks.length, true);
            return marks;
        }

        Object main() {
            return ((TupleObject) value).items[0];
        }

        Object aux() {
            return ((TupleObject) value).items[1];
        }

        /** The leaves of a cotangent, of the types of the function's outputs. */
        List<ArrayLike> checked(Object function, Object cotangent) {
            Pytree.Definition main = hasAux && traced.tree instanceof Pytree.Branch b ? b.children.get(0) : traced.tree;
            List<Object> leaves = new ArrayList<>();
            Pytree.Definition tree = Pytree.flatten(cotangent, leaves);
            if (!tree.equals(main)) {
                throw Errors.valueError("unexpected tree structure.\n\nThe argument to a VJP function returned by `jax.vjp` must match "
                        + "the pytree\nstructure of the differentiated function %s.\n\nBut the tree structures differ:\n"
                        + "  * the output was PyTreeDef(%s), but the argument is PyTreeDef(%s).",
                        TransformedFunction.name(function), Pytree.show(main), Pytree.show(tree));
            }
            List<ArrayLike> result = new ArrayList<>();
            for (int i = 0; i < leaves.size(); i++) {
                AbstractValue want = traced.program.outputAvals().get(i);
                ArrayLike c = Bind.lift(leaves.get(i));
                if (c == null || !c.shape().equals(want.shape()) || c.dtype() != want.dtype() && want.dtype().isInexact()) {
                    throw Errors.valueError("unexpected JAX type (e.g. shape/dtype) for argument to VJP function: got %s, but expected "
                            + "%s because the corresponding output of the differentiated function had JAX type %s",
                            c == null ? Strings.java(Operations.repr(leaves.get(i))) : c.aval(), want, want);
                }
                result.add(Bind.convert(c, want.dtype(), want.weak()));
            }
            return result;
        }
    }

    /** A program's jvp cut into what depends on the point alone and what is linear in the tangents. */
    private record Cut(Linear.Split split, boolean[] nonzero) {
        static Cut of(Traced traced, Signatures.Arguments in) {
            Program p = traced.program;
            int outputs = p.outputs().size();
            int inputs = p.inputs().size();
            boolean[] active = new boolean[inputs];
            Arrays.fill(active, 0, in.leaves.size(), true);
            Jvp.Result jvp = Jvp.of(p, active, new boolean[outputs]);
            boolean[] unknownIn = new boolean[jvp.program().inputs().size()];
            Arrays.fill(unknownIn, inputs, unknownIn.length, true);
            boolean[] unknownOut = new boolean[jvp.program().outputs().size()];
            Arrays.fill(unknownOut, outputs, unknownOut.length, true);
            return new Cut(Linear.split(jvp.program(), unknownIn, unknownOut), jvp.outputs());
        }
    }

    private static Linearized linearize(Object function, Signatures.Arguments in, boolean hasAux) {
        Traced traced;
        Cut cut;
        List<? extends ArrayLike> out;
        if (TraceStack.current() == null && !in.anyTraced()) {
            Compiled.Call call = Compiled.of(function, "linearize").find(in.key(), function, varying -> {
                Traced made = Traced.of(function, in.avals(), false, varying, body(function, in));
                Cut parts = Cut.of(made, in);
                return new Compiled.Entry(made, Engine.choose(parts.split.known(), Set.of()), parts);
            });
            traced = call.traced();
            cut = (Cut) call.entry().extra;
            out = call.run(in.leaves);
        } else {
            traced = traceNow(function, in, Signature.NO_NAMES);
            cut = Cut.of(traced, in);
            Program known = cut.split.known();
            List<ArrayLike> all = new ArrayList<>(in.leaves);
            all.addAll(traced.captures);
            out = traced.settle(() -> apply(known, all));
        }
        if (out == null) {
            traced = tape(function, in, Signature.NO_NAMES);
            cut = Cut.of(traced, in);
            out = apply(cut.split.known(), in.leaves);
        }
        if (hasAux && !(traced.tree instanceof Pytree.Branch b && b.children.size() == 2)) {
            throw Errors.typeError("expected function with aux output to return a two-element tuple, but got %s",
                    Pytree.show(traced.tree));
        }
        return new Linearized(traced, cut.split, cut.nonzero, new ArrayList<>(out.subList(traced.program.outputs().size(), out.size())),
                traced.result(out), hasAux);
    }

    /**
     * A function that is compiled as a whole where nothing is traced around it, for those that are written over the
     * transformations. Arguments of arrays alone, and those that {@code numbers} names, are inputs of the program.
     */
    static TransformedFunction cached(String kind, Object function, Set<Integer> numbers) {
        TransformedFunction t = new TransformedFunction(kind, function, List.of(kind, numbers));
        return t.body((arguments, names) -> {
            if (TraceStack.current() != null) {
                // On a tape the values are known, and nothing is staged.
                return Trace.current() == null ? Operations.call(function, arguments, names)
                        : Traced.call(function, arguments, names);
            }
            int positional = arguments.length - names.length;
            Signatures.Arguments in = Signatures.arraysOf(kind, arguments, names,
                    (i, name) -> !(i >= 0 && (numbers.contains(i) || numbers.contains(i - positional))));
            if (in.anyTraced()) {
                return Operations.call(function, arguments, names);
            }
            Signatures.Key key;
            try {
                key = in.key();
            } catch (PythonException e) {
                // Something that is no array and can't be found again.
                return Operations.call(function, arguments, names);
            }
            Compiled.Call call = t.compiled.find(key, function, varying -> {
                Traced traced = Traced.of(function, in.avals(), false, varying,
                        inputs -> Traced.call(function, in.with(inputs), names));
                return new Compiled.Entry(traced, Engine.choose(traced.program, Set.of()), null);
            });
            List<ArrayValue> out = call.run(in.leaves);
            return out == null ? Operations.call(function, arguments, names) : call.traced().result(out);
        });
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
            t.guards.all().forEach(g -> text.append("guarded: ").append(g.description()).append('\n'));
            t.writes.forEach(w -> text.append("written at each call: ").append(w.place().describe()).append('\n'));
            if (t.program.effectful()) {
                text.append("effects: done at each call, in order\n");
            }
            if (t.exits) {
                text.append("left: where an exception is raised or a value has another type, the interpreter does the call\n");
            }
            text.append("compiled: ").append(t.program.size()).append(" equations");
        } catch (NotStageable e) {
            text.append("runs in the interpreter: ").append(e.getMessage());
        } catch (PythonException e) {
            text.append("raises ").append(e.getMessage());
        }
        return text.toString();
    }
}
