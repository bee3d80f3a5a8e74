package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.Params;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.transform.Batch;

/**
 * {@code vmap}. A mapped axis is an input of the traced program: the index of the example, which is batched by this map and
 * by no other. A collective operation takes it as an operand, so it is resolved by the map it names, however deep it
 * stands.
 */
final class Vectorize {
    private static final ThreadLocal<Deque<Axis>> AXES = ThreadLocal.withInitial(ArrayDeque::new);

    /** A named axis while the function mapped over it is traced. */
    private record Axis(String name, ArrayLike index, int size) {
    }

    private Vectorize() {
    }

    static void install(ModuleObject m) {
        m.function("vmap(fun, args, axes, size, name, /)",
                "The function mapped over axes of its arguments' leaves, and the mapped axis of each result; None where that can't be traced.",
                a -> map(a[0], Operations.items(a[1]), Operations.items(a[2]), Math.toIntExact((Long) a[3]), a[4] instanceof TruffleString s
                        ? Strings.java(s) : null));
        m.function("axis_index(name, /)", "The number of the example along a mapped axis.",
                a -> find(Strings.java((TruffleString) a[0])).index);
        m.function("axis_size(name, /)", "The number of examples along a mapped axis.",
                a -> (long) find(Strings.java((TruffleString) a[0])).size);
    }

    private static Axis find(String name) {
        for (Axis a : AXES.get()) {
            if (a.name.equals(name)) {
                return a;
            }
        }
        throw Errors.nameError("unbound axis name: %s", name);
    }

    private static Object map(Object function, Object[] arguments, Object[] given, int size, String name) {
        Signatures.Arguments in = Signatures.split("vmap", arguments, Signature.NO_NAMES, (i, n) -> false);
        int[] axes = new int[given.length];
        List<AbstractValue> avals = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            ArrayLike leaf = in.leaves.get(i);
            if (given[i] == None.NONE) {
                axes[i] = -1;
                avals.add(leaf.aval());
                continue;
            }
            long axis = (Long) given[i];
            axes[i] = (int) (axis < 0 ? axis + leaf.shape().rank() : axis);
            int[] rest = new int[leaf.shape().rank() - 1];
            for (int k = 0, at = 0; k <= rest.length; k++) {
                if (k != axes[i]) {
                    rest[at++] = leaf.shape().dim(k);
                }
            }
            avals.add(leaf.aval().withShape(Shape.of(rest)));
        }
        List<ArrayLike> inputs = new ArrayList<>(in.leaves);
        if (name != null) {
            axes = Arrays.copyOf(axes, axes.length + 1);
            avals.add(AbstractValue.scalar(DType.INT32));
            inputs.add(indices(size));
        }
        int explicit = axes.length;
        Traced traced;
        try {
            traced = Traced.of(function, avals, false, x -> {
                if (name == null) {
                    return Traced.call(function, in.with(x), Signature.NO_NAMES);
                }
                AXES.get().push(new Axis(name, x.get(explicit - 1), size));
                try {
                    return Traced.call(function, in.with(x.subList(0, explicit - 1)), Signature.NO_NAMES);
                } finally {
                    AXES.get().pop();
                }
            });
        } catch (NotStageable | org.jacobilang.runtime.PythonException e) {
            // An enclosing trace gives up too, and comes back here with values.
            if (Trace.current() != null) {
                throw e;
            }
            return None.NONE;
        }
        if (!traced.isPlain()) {
            if (Trace.current() != null) {
                throw Trace.refuse("a mapped function writes something outside itself, or gives a text or an object");
            }
            return None.NONE;
        }
        int[] all = Arrays.copyOf(axes, traced.program.inputs().size());
        Arrays.fill(all, explicit, all.length, -1);
        Batch.Result batched = Batch.of(traced.program, all, size);
        inputs.addAll(traced.captures);
        List<ArrayLike> out = traced.settle(() -> Transformations.apply(batched.program(), inputs));
        if (out == null) {
            return None.NONE;
        }
        Object[] mapped = new Object[traced.results];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = batched.axes()[i] < 0 ? None.NONE : (Object) (long) batched.axes()[i];
        }
        return new TupleObject(traced.result(out), new ListObject(mapped));
    }

    private static ArrayValue indices(int size) {
        int[] n = new int[size];
        for (int i = 0; i < size; i++) {
            n[i] = i;
        }
        return ArrayValue.of(new AbstractValue(DType.INT32, Shape.of(size)), n);
    }
}
