package org.jacobilang.execute.jvm;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Constant;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Params;
import org.jacobilang.program.Program;
import org.jacobilang.program.ScalarKernel;
import org.jacobilang.program.Variable;

/**
 * Makes a call target of a program. Its arguments are one {@link ArrayValue} per input; it returns an
 * {@code ArrayValue[]}. Nested programs share the frame: static single assignment gives every variable a slot of its own.
 */
public final class JvmExecutor {
    private final FrameDescriptor.Builder frame = FrameDescriptor.newBuilder();
    private final Map<Variable, Cell> cells = new HashMap<>();

    private JvmExecutor() {
    }

    public static RootCallTarget compile(Program program) {
        JvmExecutor e = new JvmExecutor();
        Cell[] inputs = new Cell[program.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = e.declare(program.inputs().get(i));
        }
        StepNode body = e.block(program.equations());
        Cell[] outputs = e.cells(program.outputs());
        return new ProgramRoot(e.frame.build(), inputs, body, outputs).getCallTarget();
    }

    private static final class ProgramRoot extends RootNode {
        @CompilationFinal(dimensions = 1) private final Cell[] inputs;
        @Child private StepNode body;
        @CompilationFinal(dimensions = 1) private final Cell[] outputs;

        ProgramRoot(FrameDescriptor descriptor, Cell[] inputs, StepNode body, Cell[] outputs) {
            super(null, descriptor);
            this.inputs = inputs;
            this.body = body;
            this.outputs = outputs;
        }

        @Override
        @ExplodeLoop
        public Object execute(VirtualFrame frame) {
            Object[] arguments = frame.getArguments();
            for (int i = 0; i < inputs.length; i++) {
                inputs[i].array(frame, (ArrayValue) arguments[i]);
            }
            body.execute(frame);
            ArrayValue[] results = new ArrayValue[outputs.length];
            for (int i = 0; i < results.length; i++) {
                results[i] = outputs[i].array(frame);
            }
            return results;
        }

        @Override
        public String getName() {
            return "<program>";
        }
    }

    private int slot() {
        return frame.addSlot(FrameSlotKind.Static, null, null);
    }

    private Cell fresh(AbstractValue aval) {
        return new Cell(aval, slot());
    }

    private Cell declare(Variable v) {
        return cells.computeIfAbsent(v, k -> fresh(k.aval()));
    }

    private Cell cell(Atom a) {
        return a instanceof Constant c ? new Cell(c.value()) : cells.get((Variable) a);
    }

    private Cell[] cells(List<? extends Atom> atoms) {
        return atoms.stream().map(this::cell).toArray(Cell[]::new);
    }

    private Cell[] declareAll(List<Variable> variables) {
        return variables.stream().map(this::declare).toArray(Cell[]::new);
    }

    private StepNode block(List<Equation> equations) {
        List<StepNode> steps = new ArrayList<>();
        for (Equation eq : equations) {
            steps.add(step(eq));
        }
        return new StepNode.Block(steps.toArray(new StepNode[0]));
    }

    private StepNode step(Equation eq) {
        Cell[] in = cells(eq.inputs());
        Params params = eq.params();
        return switch (eq.primitive().name()) {
            case "while" -> loop(eq, in);
            case "cond" -> branch(eq, in);
            case "scan" -> scan(eq, in);
            case "jit", "pjit", "closed_call", "core_call", "remat2", "while_transpose" ->
                params.has("jaxpr") ? call(params.program("jaxpr"), in, declareAll(eq.outputs())) : kernel(eq, in);
            case "custom_jvp_call", "custom_vjp_call" -> params.has("call_jaxpr")
                    ? call(params.program("call_jaxpr"), in, declareAll(eq.outputs())) : kernel(eq, in);
            default -> kernel(eq, in);
        };
    }

    private StepNode kernel(Equation eq, Cell[] in) {
        Cell[] out = declareAll(eq.outputs());
        if (out.length == 1 && in.length >= 1) {
            ScalarKernel k = eq.primitive().scalarKernel(eq.params(), eq.inputAvals());
            if (k != null && StepNode.Scalar.fits(k, in, out[0])) {
                return new StepNode.Scalar(k, in, out[0]);
            }
        }
        return new StepNode.Kernel(eq, in, out);
    }

    /**
     * The equations of a nested program with its inputs standing for the given cells. One program may be nested at
     * several places, so its variables get new slots each time.
     */
    private StepNode call(Program program, Cell[] in, Cell[] out) {
        Cell[][] results = new Cell[1][];
        StepNode body = nested(program, in, results);
        return new StepNode.Block(new StepNode[]{body, move(results[0], out)});
    }

    private StepNode nested(Program program, Cell[] in, Cell[][] results) {
        Map<Variable, Cell> hidden = new HashMap<>();
        List<Variable> own = new ArrayList<>(program.inputs());
        for (Equation eq : program.equations()) {
            own.addAll(eq.outputs());
        }
        for (Variable v : own) {
            Cell before = cells.remove(v);
            if (before != null) {
                hidden.put(v, before);
            }
        }
        for (int i = 0; i < in.length; i++) {
            cells.put(program.inputs().get(i), in[i]);
        }
        StepNode body = block(program.equations());
        results[0] = cells(program.outputs());
        own.forEach(cells::remove);
        cells.putAll(hidden);
        return body;
    }

    private StepNode move(Cell[] from, Cell[] to) {
        boolean overlap = false;
        for (Cell f : from) {
            for (Cell t : to) {
                overlap |= f.slot >= 0 && f.slot == t.slot;
            }
        }
        Cell[] through = null;
        if (overlap) {
            through = new Cell[to.length];
            for (int i = 0; i < to.length; i++) {
                through[i] = fresh(to[i].aval);
            }
        }
        return new StepNode.Move(from, through, to);
    }

    private StepNode branch(Equation eq, Cell[] in) {
        Cell[] out = declareAll(eq.outputs());
        Cell[] operands = java.util.Arrays.copyOfRange(in, 1, in.length);
        List<Program> branches = eq.params().programList("branches");
        StepNode[] nodes = new StepNode[branches.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = call(branches.get(i), operands, out);
        }
        return new ControlNode.Branch(in[0], nodes);
    }

    private StepNode loop(Equation eq, Cell[] in) {
        Program test = eq.params().program("cond_jaxpr");
        Program body = eq.params().program("body_jaxpr");
        int testConstants = eq.params().integer("cond_nconsts");
        int bodyConstants = eq.params().integer("body_nconsts");
        Cell[] carry = declareAll(eq.outputs());
        Cell[] start = java.util.Arrays.copyOfRange(in, testConstants + bodyConstants, in.length);
        Cell[][] flag = new Cell[1][];
        StepNode testNode = nested(test, join(java.util.Arrays.copyOf(in, testConstants), carry), flag);
        if (flag[0][0].kind != Cell.Kind.WHOLE) {
            throw new IllegalArgumentException("the condition of a while must be a scalar bool");
        }
        StepNode bodyNode = call(body, join(java.util.Arrays.copyOfRange(in, testConstants,
                testConstants + bodyConstants), carry), carry);
        return new StepNode.Block(new StepNode[]{move(start, carry),
            new ControlNode.While(testNode, flag[0][0], bodyNode)});
    }

    private StepNode scan(Equation eq, Cell[] in) {
        Params p = eq.params();
        Program body = p.program("jaxpr");
        int constants = p.integer("num_consts");
        int carried = p.integer("num_carry");
        Cell[] out = declareAll(eq.outputs());
        Cell[] carry = java.util.Arrays.copyOf(out, carried);
        Cell[] stacked = java.util.Arrays.copyOfRange(out, carried, out.length);
        Cell[] start = java.util.Arrays.copyOfRange(in, constants, constants + carried);
        Cell[] sources = java.util.Arrays.copyOfRange(in, constants + carried, in.length);
        Cell[] elements = new Cell[sources.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = fresh(body.inputs().get(constants + carried + i).aval());
        }
        int[] buffers = new int[stacked.length];
        Cell[] results = new Cell[stacked.length];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = slot();
            results[i] = fresh(body.outputs().get(carried + i).aval());
        }
        StepNode bodyNode = call(body, join(join(java.util.Arrays.copyOf(in, constants), carry), elements),
                join(carry, results));
        ControlNode.Rows rows = new ControlNode.Rows(p.longValue("length"), p.flag("reverse"), slot(), sources,
                elements, results, buffers, stacked);
        return new StepNode.Block(new StepNode[]{move(start, carry), new ControlNode.Scan(rows, bodyNode)});
    }

    private static Cell[] join(Cell[] a, Cell[] b) {
        Cell[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
