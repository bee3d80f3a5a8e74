package org.jacobilang.program;

import java.util.List;
import org.jacobilang.array.AbstractValue;

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
