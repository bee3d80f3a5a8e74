package org.jacobilang.program;

import java.util.List;
import org.jacobilang.array.AbstractValue;

/** One step of a program: {@code outputs = primitive[params] inputs}. */
public record Equation(Primitive primitive, Params params, List<Atom> inputs, List<Variable> outputs,
                       SourceSpan location) {
    public Equation {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Atom input(int i) {
        return inputs.get(i);
    }

    public Variable output(int i) {
        return outputs.get(i);
    }

    public List<AbstractValue> inputAvals() {
        return inputs.stream().map(Atom::aval).toList();
    }

    public List<AbstractValue> outputAvals() {
        return outputs.stream().<AbstractValue>map(Variable::aval).toList();
    }
}
