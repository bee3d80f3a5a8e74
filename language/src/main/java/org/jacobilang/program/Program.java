package org.jacobilang.program;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/** A closed, typed straight-line program; control flow lives in equations whose params hold programs. */
public record Program(List<Variable> inputs, List<Equation> equations, List<Atom> outputs) {
    public Program {
        inputs = List.copyOf(inputs);
        equations = List.copyOf(equations);
        outputs = List.copyOf(outputs);
    }

    public List<AbstractValue> inputAvals() {
        return inputs.stream().<AbstractValue>map(Variable::aval).toList();
    }

    public List<AbstractValue> outputAvals() {
        return outputs.stream().map(Atom::aval).toList();
    }

    /** True when some equation, nested ones included, has an ordered effect. */
    public boolean effectful() {
        for (Equation eq : equations) {
            if (eq.primitive().effectful(eq.params())) {
                return true;
            }
        }
        return false;
    }

    /** True when some equation, nested ones included, needs the JVM: it calls the language around the program, or has no other way. */
    public boolean callsHost() {
        for (Equation eq : equations) {
            if (eq.primitive().hostOnly() || eq.params().has("call") && eq.params().get("call") instanceof HostCall) {
                return true;
            }
            for (Program p : eq.params().programs()) {
                if (p.callsHost()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same results without the effects, for a second run of what has run before. */
    public Program silent() {
        if (!effectful()) {
            return this;
        }
        List<Equation> kept = new ArrayList<>();
        for (Equation eq : equations) {
            if (!eq.primitive().effectful(eq.params())) {
                kept.add(eq);
            } else if (!eq.outputs().isEmpty()) {
                kept.add(new Equation(eq.primitive(), eq.params().map(Program::silent), eq.inputs(), eq.outputs(), eq.location()));
            }
        }
        return new Program(inputs, kept, outputs);
    }

    /** Runs the equations one by one through their kernels: the reference that executors are tested against. */
    public ArrayValue[] evaluate(ArrayValue... arguments) {
        if (arguments.length != inputs.size()) {
            throw new IllegalArgumentException(arguments.length + " arguments for " + inputs.size() + " inputs");
        }
        IdentityHashMap<Variable, ArrayValue> env = new IdentityHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            env.put(inputs.get(i), arguments[i]);
        }
        for (Equation eq : equations) {
            ArrayValue[] results = eq.primitive().evaluate(eq.params(), read(eq.inputs(), env));
            for (int i = 0; i < results.length; i++) {
                env.put(eq.output(i), results[i]);
            }
        }
        return read(outputs, env);
    }

    private static ArrayValue[] read(List<Atom> atoms, IdentityHashMap<Variable, ArrayValue> env) {
        ArrayValue[] values = new ArrayValue[atoms.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = atoms.get(i) instanceof Constant c ? c.value() : env.get((Variable) atoms.get(i));
        }
        return values;
    }

    /** Equations, nested programs included. */
    public int size() {
        int n = 0;
        for (Equation eq : equations) {
            n++;
            for (Program p : eq.params().programs()) {
                n += p.size();
            }
        }
        return n;
    }

    // A program is compared by identity: two traces of one function are different programs.
    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return ProgramPrinter.print(this);
    }
}
