package org.jacobilang.execute;

import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.program.Atom;
import org.jacobilang.program.HostCall;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.Program;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.program.Tracer;
import org.jacobilang.program.Variable;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The part of {@code _jax} that makes loops, branches and custom derivatives of functions after tracing. */
final class StructuredCalls {
    private StructuredCalls() {
    }

    static void install(ModuleObject m) {
        m.function("trace(fun, args, /)", "The program of a function, or None where it can't be staged.", a -> {
            TracedProgram p = TracedProgram.of(a[0], Operations.items(a[1]), Signature.NO_NAMES);
            return p == null ? None.NONE : p;
        });
        m.function("trace_unrolled(fun, args, kwargs, /)", "The program of a function with its loops unrolled, as JAX has it.", a -> {
            DictObject keywords = (DictObject) a[2];
            Object[] keys = keywords.keyArray();
            Object[] positional = Operations.items(a[1]);
            Object[] all = Arrays.copyOf(positional, positional.length + keys.length);
            TruffleString[] names = keys.length == 0 ? Signature.NO_NAMES : new TruffleString[keys.length];
            for (int i = 0; i < keys.length; i++) {
                names[i] = Strings.name((TruffleString) keys[i]);
                all[positional.length + i] = keywords.get(keys[i]);
            }
            return TracedProgram.unrolled(a[0], all, names);
        });
        m.function("stablehlo(program, /)", "The text of a program for XLA.", a -> Strings.of(org.jacobilang.program.StableHlo.module(
                org.jacobilang.program.Simplifier.simplify(((TracedProgram) a[0]).traced.program), "main").text()));
        m.function("typeof(x, /)", "The type of an array or number.", a -> new TypeObject(TypeObject.of(a[0])));
        m.function("tracing()", "Whether a program is being recorded.", a -> TraceStack.current() != null);
        m.function("is_tracer(x, /)", "Whether a value stands for one that only the program will have.",
                a -> a[0] instanceof Tracer t && t.concrete() == null);
        m.function("parameter_names(fun, /)", "The names of a function's parameters, or None.", a -> a[0] instanceof FunctionObject f
                ? new ListObject((Object[]) f.code.signature.names().clone()) : None.NONE);
        m.function("described(fun, /)", "A function's name and the place of its definition.", a -> {
            SourceSection s = a[0] instanceof FunctionObject f ? f.code.section() : null;
            return Strings.of(TransformedFunction.name(a[0]) + (s == null ? "" : " at " + s.getSource().getPath() + ":"
                    + s.getStartLine()));
        });
        m.function("scan(program, init, xs, length, reverse, unroll, /)", "A counted loop.", a -> {
            TracedProgram p = (TracedProgram) a[0];
            List<ArrayLike> init = JaxModule.arrays(a[1]);
            List<ArrayLike> in = new ArrayList<>(p.traced.captures);
            in.addAll(init);
            in.addAll(JaxModule.arrays(a[2]));
            Params params = Params.of("jaxpr", p.constantsFirst(), "length", a[3], "num_carry", init.size(), "num_consts",
                    p.constants(), "reverse", Operations.truth(a[4]), "unroll", a[5]);
            return list(run(Primitives.get("scan"), params, in));
        });
        m.function("while_loop(condition, body, init, /)", "A loop while a condition holds.", a -> {
            TracedProgram test = (TracedProgram) a[0];
            TracedProgram body = (TracedProgram) a[1];
            List<ArrayLike> in = new ArrayList<>(test.traced.captures);
            in.addAll(body.traced.captures);
            in.addAll(JaxModule.arrays(a[2]));
            Params params = Params.of("body_jaxpr", body.constantsFirst(), "body_nconsts", body.constants(), "cond_jaxpr",
                    test.constantsFirst(), "cond_nconsts", test.constants());
            return list(run(Primitives.get("while"), params, in));
        });
        m.function("cond(index, programs, operands, /)", "One of several programs.",
                a -> list(cond((ArrayLike) a[0], Operations.items(a[1]), JaxModule.arrays(a[2]))));
        m.function("checkpoint(program, operands, /)", "A call whose values are computed again when its derivative is.", a -> {
            TracedProgram p = (TracedProgram) a[0];
            List<ArrayLike> in = JaxModule.arrays(a[1]);
            in.addAll(p.traced.captures);
            ArrayLike[] out = Bind.all(Primitives.get("remat2"), Params.of("differentiated", false, "jaxpr", p.traced.program,
                    "policy", null, "prevent_cse", true), in.toArray(new ArrayLike[0]));
            return p.traced.result(Arrays.asList(out));
        });
        m.function("host_call(function, operands, types, ordered, method, /)",
                "A call out of the program; function takes and gives lists of arrays.", a -> {
            List<AbstractValue> types = new ArrayList<>();
            for (Object t : Operations.items(a[2])) {
                types.add(TypeObject.of(t).strong());
            }
            Object function = a[0];
            boolean onlyEffect = types.isEmpty() && Operations.truth(a[3]);
            HostCall host = in -> {
                ListObject values = new ListObject((Object[]) Arrays.copyOf(in, in.length, Object[].class));
                if (onlyEffect) {
                    Effects.perform(() -> Operations.call(function, values));
                    return new ArrayValue[0];
                }
                return JaxModule.arrays(Operations.call(function, values)).toArray(new ArrayValue[0]);
            };
            Params params = Params.of("name", TransformedFunction.name(function), "call", host, "results", types, "ordered",
                    Operations.truth(a[3]), "vmap_method", a[4] == None.NONE ? null : Strings.java((TruffleString) a[4]));
            return list(Bind.all(Primitives.get("host_call"), params, JaxModule.arrays(a[1]).toArray(new ArrayLike[0])));
        });
        CustomRules.install(m);
    }

    private static ListObject list(ArrayLike[] arrays) {
        return new ListObject((Object[]) Arrays.copyOf(arrays, arrays.length, Object[].class));
    }

    /** Concrete operands run through the executor, which keeps scalars of a loop in registers. */
    private static ArrayLike[] run(Primitive primitive, Params params, List<ArrayLike> in) {
        if (in.stream().anyMatch(x -> x instanceof Tracer)) {
            return Bind.all(primitive, params, in.toArray(new ArrayLike[0]));
        }
        ProgramBuilder b = new ProgramBuilder();
        Atom[] inputs = in.stream().map(x -> (Atom) b.input(x.aval())).toArray(Atom[]::new);
        Atom[] out = b.emit(primitive, params, inputs);
        try {
            return Engine.choose(b.build(out), java.util.Set.of()).run(Traced.values(in));
        } catch (Engine.Unfit e) {
            throw e.error();
        }
    }

    /** The operands of all branches are the captured values of any, each once, and then the given ones. */
    private static ArrayLike[] cond(ArrayLike index, Object[] programs, List<ArrayLike> operands) {
        IdentityHashMap<Atom, Integer> position = new IdentityHashMap<>();
        List<ArrayLike> in = new ArrayList<>(List.of(index));
        List<Tracer> captured = new ArrayList<>();
        for (Object o : programs) {
            for (Tracer t : ((TracedProgram) o).traced.captures) {
                if (position.putIfAbsent(t.atom(), captured.size()) == null) {
                    captured.add(t);
                }
            }
        }
        in.addAll(captured);
        in.addAll(operands);
        List<Program> branches = new ArrayList<>();
        for (Object o : programs) {
            TracedProgram p = (TracedProgram) o;
            Program q = p.traced.program;
            Variable[] inputs = new Variable[captured.size()];
            for (int i = 0; i < p.constants(); i++) {
                inputs[position.get(p.traced.captures.get(i).atom())] = q.inputs().get(p.inputs + i);
            }
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i] == null) {
                    inputs[i] = new Variable(captured.get(i).aval());
                }
            }
            List<Variable> all = new ArrayList<>(Arrays.asList(inputs));
            all.addAll(q.inputs().subList(0, p.inputs));
            branches.add(new Program(all, q.equations(), q.outputs()));
        }
        return Bind.all(Primitives.get("cond"), Params.of("branches", branches), in.toArray(new ArrayLike[0]));
    }
}
