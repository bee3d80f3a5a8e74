package org.jacobilang.execute.jvm;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.program.Equation;
import org.jacobilang.program.ScalarKernel;

/** One equation of a program, reading and writing cells of the frame. */
abstract class StepNode extends Node {
    abstract void execute(VirtualFrame frame);

    /** Steps one after the other. */
    static final class Block extends StepNode {
        @Children private final StepNode[] steps;

        Block(StepNode[] steps) {
            this.steps = steps;
        }

        @Override
        @ExplodeLoop
        void execute(VirtualFrame frame) {
            for (StepNode s : steps) {
                s.execute(frame);
            }
        }
    }

    /** A scalar equation on Java numbers. */
    static final class Scalar extends StepNode {
        private final ScalarKernel kernel;
        private final Cell a;
        private final Cell b;
        private final Cell c;
        private final Cell out;

        Scalar(ScalarKernel kernel, Cell[] in, Cell out) {
            this.kernel = kernel;
            this.a = in[0];
            this.b = in.length > 1 ? in[1] : null;
            this.c = in.length > 2 ? in[2] : null;
            this.out = out;
        }

        /** Whether the kernel's operands and result all live in primitive slots of the right kind. */
        static boolean fits(ScalarKernel kernel, Cell[] in, Cell out) {
            for (Cell cell : in) {
                if (cell.kind == Cell.Kind.ARRAY) {
                    return false;
                }
            }
            return switch (kernel) {
                case null -> false;
                case ScalarKernel.Real1 k -> all(Cell.Kind.REAL, in, 1) && out.kind == Cell.Kind.REAL;
                case ScalarKernel.Real2 k -> all(Cell.Kind.REAL, in, 2) && out.kind == Cell.Kind.REAL;
                case ScalarKernel.Whole1 k -> all(Cell.Kind.WHOLE, in, 1) && out.kind == Cell.Kind.WHOLE;
                case ScalarKernel.Whole2 k -> all(Cell.Kind.WHOLE, in, 2) && out.kind == Cell.Kind.WHOLE;
                case ScalarKernel.RealTest k -> all(Cell.Kind.REAL, in, 2) && out.aval.dtype() == DType.BOOL;
                case ScalarKernel.Select k -> in.length == 3 && in[0].aval.dtype() == DType.BOOL
                        && in[1].kind == out.kind && in[2].kind == out.kind;
                case ScalarKernel.Convert k -> in.length == 1 && out.kind != Cell.Kind.ARRAY;
            };
        }

        private static boolean all(Cell.Kind kind, Cell[] in, int count) {
            boolean result = in.length == count;
            for (Cell cell : in) {
                result &= cell.kind == kind;
            }
            return result;
        }

        @Override
        void execute(VirtualFrame frame) {
            switch (kernel) {
                case ScalarKernel.Real1 k -> out.real(frame, k.op().applyAsDouble(a.real(frame)));
                case ScalarKernel.Real2 k -> out.real(frame, k.op().applyAsDouble(a.real(frame), b.real(frame)));
                case ScalarKernel.Whole1 k -> out.whole(frame, k.op().applyAsLong(a.whole(frame)));
                case ScalarKernel.Whole2 k -> out.whole(frame, k.op().applyAsLong(a.whole(frame), b.whole(frame)));
                case ScalarKernel.RealTest k -> out.whole(frame, k.op().test(a.real(frame), b.real(frame)) ? 1 : 0);
                case ScalarKernel.Select k -> out.copy(frame, a.whole(frame) != 0 ? c : b);
                case ScalarKernel.Convert k -> convert(frame);
            }
        }

        private void convert(VirtualFrame frame) {
            if (out.kind == Cell.Kind.REAL) {
                out.real(frame, a.kind == Cell.Kind.REAL ? a.real(frame)
                        : Scalars.toReal(a.aval.dtype(), a.whole(frame)));
            } else {
                out.whole(frame, a.kind == Cell.Kind.WHOLE ? a.whole(frame)
                        : Scalars.toWhole(out.aval.dtype(), a.real(frame)));
            }
        }
    }

    /** An equation on arrays, by the primitive's kernel. */
    static final class Kernel extends StepNode {
        private final Equation equation;
        @CompilationFinal(dimensions = 1) private final Cell[] in;
        @CompilationFinal(dimensions = 1) private final Cell[] out;

        Kernel(Equation equation, Cell[] in, Cell[] out) {
            this.equation = equation;
            this.in = in;
            this.out = out;
        }

        @Override
        @ExplodeLoop
        void execute(VirtualFrame frame) {
            ArrayValue[] arguments = new ArrayValue[in.length];
            for (int i = 0; i < in.length; i++) {
                arguments[i] = in[i].array(frame);
            }
            ArrayValue[] results = evaluate(equation, arguments);
            for (int i = 0; i < out.length; i++) {
                out[i].array(frame, results[i]);
            }
        }

        @TruffleBoundary
        private static ArrayValue[] evaluate(Equation equation, ArrayValue[] arguments) {
            return equation.primitive().evaluate(equation.params(), arguments);
        }
    }

    /** Parallel assignment: all sources are read before the first target is written. */
    static final class Move extends StepNode {
        @CompilationFinal(dimensions = 1) private final Cell[] from;
        @CompilationFinal(dimensions = 1) private final Cell[] through;
        @CompilationFinal(dimensions = 1) private final Cell[] to;

        /** {@code through} is null where no target is also a source. */
        Move(Cell[] from, Cell[] through, Cell[] to) {
            this.from = from;
            this.through = through;
            this.to = to;
        }

        @Override
        @ExplodeLoop
        void execute(VirtualFrame frame) {
            if (through == null) {
                for (int i = 0; i < to.length; i++) {
                    to[i].copy(frame, from[i]);
                }
                return;
            }
            for (int i = 0; i < to.length; i++) {
                through[i].copy(frame, from[i]);
            }
            for (int i = 0; i < to.length; i++) {
                to[i].copy(frame, through[i]);
            }
        }
    }
}
