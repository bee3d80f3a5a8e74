package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.nodes.staging.NotStageable;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramPrinter;
import org.jacobilang.program.Variable;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * A function of the program after tracing, as a guest value: what {@code make_jaxpr} gives, and what the modules written in
 * the language build loops, branches and custom rules of. Its inputs are the leaves of the arguments; the outer tracers that
 * it reads are its constants.
 */
final class TracedProgram extends InstanceObject {
    private static final ClassObject CLASS = makeClass();
    final Traced traced;
    final int inputs;

    private TracedProgram(Traced traced, int inputs) {
        super(CLASS);
        this.traced = traced;
        this.inputs = inputs;
        own(Strings.name("out_tree"), new TreeDefinition(traced.tree));
        own(Strings.name("in_avals"), types(traced.program.inputAvals().subList(0, inputs)));
        own(Strings.name("out_avals"), types(traced.resultAvals()));
        own(Strings.name("consts"), new ListObject(traced.captures.toArray()));
    }

    private static ListObject types(List<AbstractValue> avals) {
        return new ListObject(avals.stream().map(TypeObject::new).toArray());
    }

    /** The equations as guest objects that say their primitive, operands, results and parameters. */
    private static ListObject equations(Program p) {
        return new ListObject(p.equations().stream().map(eq -> {
            InstanceObject e = new InstanceObject(EQUATION);
            InstanceObject primitive = new InstanceObject(PRIMITIVE);
            primitive.own(Strings.name("name"), Strings.of(eq.primitive().name()));
            e.own(Strings.name("primitive"), primitive);
            e.own(Strings.name("invars"), atoms(eq.inputs()));
            e.own(Strings.name("outvars"), atoms(eq.outputs()));
            DictObject params = new DictObject();
            eq.params().entries().forEach((k, v) -> params.put(Strings.of(k), switch (v) {
                case null -> None.NONE;
                case Long n -> n;
                case Boolean b -> b;
                case String s -> Strings.of(s);
                case int[] a -> new TupleObject(java.util.Arrays.stream(a).mapToObj(i -> (Object) (long) i).toArray());
                case Shape s -> TypeObject.shape(s);
                case DType d -> DTypeObject.of(d);
                default -> Strings.of(v.toString());
            }));
            e.own(Strings.name("params"), params);
            return e;
        }).toArray());
    }

    private static ListObject atoms(List<? extends Atom> atoms) {
        return new ListObject(atoms.stream().map(a -> {
            InstanceObject v = new InstanceObject(VARIABLE);
            v.own(Strings.name("aval"), new TypeObject(a.aval()));
            return v;
        }).toArray());
    }

    private static final ClassObject EQUATION = ClassObject.inModule("jax._src.core", "JaxprEqn");
    private static final ClassObject VARIABLE = ClassObject.inModule("jax._src.core", "Var");
    private static final ClassObject PRIMITIVE = ClassObject.inModule("jax._src.core", "Primitive")
            .method("__repr__(self, /)", "", a -> Operations.getAttribute(a[0], "name"))
            .method("__str__(self, /)", "", a -> Operations.getAttribute(a[0], "name"));

    /**
     * Traces a function of these arguments, whose leaves may be arrays or just types.
     *
     * @return null where the function can't be staged and no outer trace asks for it, and where it raises under a traced condition or
     *         writes to what was there before
     */
    static TracedProgram of(Object function, Object[] arguments, TruffleString[] names) {
        try {
            TracedProgram p = of(arguments, (avals, rebuild) -> Traced.of(function, avals, false,
                    inputs -> Traced.call(function, rebuild.apply(inputs), names)));
            return p.traced.writes.isEmpty() && !p.traced.exits ? p : null;
        } catch (NotStageable e) {
            if (Trace.current() != null) {
                throw e;
            }
            return null;
        }
    }

    /** Traces a function as JAX does, loops unrolled; what can't be traced is an error. */
    static TracedProgram unrolled(Object function, Object[] arguments, TruffleString[] names) {
        try {
            return of(arguments, (avals, rebuild) -> Traced.unrolled(function, avals,
                    inputs -> Traced.call(function, rebuild.apply(inputs), names)));
        } catch (NotStageable e) {
            throw Errors.typeError("this can't be traced: %s", e.getMessage());
        }
    }

    /** How to trace, from the types of the leaves and what makes arguments of tracers. */
    @FunctionalInterface
    private interface Tracing {
        Traced trace(List<AbstractValue> avals, Function<List<ArrayLike>, Object[]> arguments);
    }

    private static TracedProgram of(Object[] arguments, Tracing tracing) {
        List<Object> leaves = new ArrayList<>();
        Pytree.Definition[] trees = new Pytree.Definition[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            trees[i] = Pytree.flatten(arguments[i], leaves);
        }
        List<AbstractValue> avals = new ArrayList<>();
        for (Object leaf : leaves) {
            avals.add(TypeObject.of(leaf));
        }
        return new TracedProgram(tracing.trace(avals, inputs -> {
            Object[] values = new Object[trees.length];
            int at = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = Pytree.unflatten(trees[i], inputs.subList(at, at + trees[i].leaves()));
                at += trees[i].leaves();
            }
            return values;
        }), avals.size());
    }

    /** The leaf among the results that is no array, or null. */
    Object stranger() {
        for (Template f : traced.fixed) {
            if (f != null) {
                return f instanceof Template.Fixed kept ? kept.value() : f;
            }
        }
        return null;
    }

    /** The program with its constants before the other inputs. */
    Program constantsFirst() {
        Program p = traced.program;
        List<Variable> order = new ArrayList<>(p.inputs().subList(inputs, p.inputs().size()));
        order.addAll(p.inputs().subList(0, inputs));
        return new Program(order, p.equations(), p.outputs());
    }

    int constants() {
        return traced.captures.size();
    }

    /** The results for these leaves, as the function gives them. */
    Object call(List<? extends ArrayLike> leaves) {
        List<ArrayLike> all = new ArrayList<>(leaves);
        all.addAll(traced.captures);
        return traced.result(Transformations.apply(traced.program, all));
    }

    private static ClassObject makeClass() {
        return ClassObject.inModule("jax._src.core", "ClosedJaxpr")
                .method("__repr__(self, /)", "", a -> Strings.of(ProgramPrinter.print(((TracedProgram) a[0]).traced.program)))
                .method("__str__(self, /)", "", a -> Strings.of(ProgramPrinter.print(((TracedProgram) a[0]).traced.program)))
                .method("__getattr__(self, name, /)", "", a -> {
                    TracedProgram p = (TracedProgram) a[0];
                    return switch (Strings.java((TruffleString) a[1])) {
                        case "jaxpr" -> p;
                        case "eqns" -> equations(p.traced.program);
                        case "invars" -> atoms(p.traced.program.inputs().subList(0, p.inputs));
                        case "outvars" -> atoms(p.traced.program.outputs().subList(0, p.traced.results));
                        default -> throw Errors.attributeError(p, (TruffleString) a[1]);
                    };
                })
                .method("stranger(self, /)", "The leaf among the results that is no array, or None.", a -> {
                    Object s = ((TracedProgram) a[0]).stranger();
                    return s == null ? None.NONE : s;
                })
                .method("call_with(self, leaves, consts, /)", "The result for these leaves and values of the constants.", a -> {
                    TracedProgram p = (TracedProgram) a[0];
                    List<ArrayLike> all = JaxModule.arrays(a[1]);
                    all.addAll(JaxModule.arrays(a[2]));
                    return p.traced.result(Transformations.apply(p.traced.program, all));
                })
                .method("call(self, leaves, /)", "The result for these leaves.",
                        a -> ((TracedProgram) a[0]).call(JaxModule.arrays(a[1])));
    }
}
