package org.jacobilang.execute.jvm;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RepeatingNode;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;

/** The structured control flow of programs. */
final class ControlNode {
    private ControlNode() {
    }

    /** {@code cond}: the branch by index, clamped as JAX does. */
    static final class Branch extends StepNode {
        private final Cell index;
        @Children private final StepNode[] branches;

        Branch(Cell index, StepNode[] branches) {
            this.index = index;
            this.branches = branches;
        }

        @Override
        @ExplodeLoop
        void execute(VirtualFrame frame) {
            long i = index.whole(frame);
            for (int k = 0; k < branches.length - 1; k++) {
                if (i <= k) {
                    branches[k].execute(frame);
                    return;
                }
            }
            branches[branches.length - 1].execute(frame);
        }
    }

    /** A loop whose carry lives in slots. */
    static final class While extends StepNode {
        @Child private LoopNode loop;

        While(StepNode test, Cell flag, StepNode body) {
            loop = Truffle.getRuntime().createLoopNode(new Turn(test, flag, body));
        }

        @Override
        void execute(VirtualFrame frame) {
            loop.execute(frame);
        }

        private static final class Turn extends Node implements RepeatingNode {
            @Child private StepNode test;
            private final Cell flag;
            @Child private StepNode body;

            Turn(StepNode test, Cell flag, StepNode body) {
                this.test = test;
                this.flag = flag;
                this.body = body;
            }

            @Override
            public boolean executeRepeating(VirtualFrame frame) {
                test.execute(frame);
                boolean more = flag.whole(frame) != 0;
                if (more) {
                    body.execute(frame);
                }
                return more;
            }
        }
    }

    /** {@code scan}: a counted loop that reads one row of each input and writes one row of each output a turn. */
    static final class Scan extends StepNode {
        private final Rows rows;
        @Child private LoopNode loop;

        Scan(Rows rows, StepNode body) {
            this.rows = rows;
            loop = Truffle.getRuntime().createLoopNode(new Turn(rows, body));
        }

        @Override
        void execute(VirtualFrame frame) {
            rows.begin(frame);
            loop.execute(frame);
            rows.end(frame);
        }

        private static final class Turn extends Node implements RepeatingNode {
            private final Rows rows;
            @Child private StepNode body;

            Turn(Rows rows, StepNode body) {
                this.rows = rows;
                this.body = body;
            }

            @Override
            public boolean executeRepeating(VirtualFrame frame) {
                long turn = frame.getLongStatic(rows.counter);
                if (turn >= rows.length) {
                    return false;
                }
                int row = (int) (rows.reverse ? rows.length - 1 - turn : turn);
                rows.read(frame, row);
                body.execute(frame);
                rows.write(frame, row);
                frame.setLongStatic(rows.counter, turn + 1);
                return true;
            }
        }
    }

    /** The rows that a scan reads and writes. */
    static final class Rows {
        final long length;
        final boolean reverse;
        final int counter;
        @CompilationFinal(dimensions = 1) final Cell[] sources;
        @CompilationFinal(dimensions = 1) final Cell[] elements;
        @CompilationFinal(dimensions = 1) final Cell[] results;
        /** Slots of the Java arrays that gather the results. */
        @CompilationFinal(dimensions = 1) final int[] buffers;
        @CompilationFinal(dimensions = 1) final Cell[] stacked;

        Rows(long length, boolean reverse, int counter, Cell[] sources, Cell[] elements, Cell[] results,
             int[] buffers, Cell[] stacked) {
            this.length = length;
            this.reverse = reverse;
            this.counter = counter;
            this.sources = sources;
            this.elements = elements;
            this.results = results;
            this.buffers = buffers;
            this.stacked = stacked;
        }

        @ExplodeLoop
        void begin(VirtualFrame frame) {
            frame.setLongStatic(counter, 0);
            for (int i = 0; i < buffers.length; i++) {
                frame.setObjectStatic(buffers[i], allocate(stacked[i].aval));
            }
        }

        @TruffleBoundary
        private static Object allocate(AbstractValue aval) {
            int n = aval.shape().length();
            return switch (aval.dtype()) {
                case BOOL, INT8, UINT8 -> new byte[n];
                case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[n];
                case INT32, UINT32 -> new int[n];
                case INT64, UINT64 -> new long[n];
                case FLOAT32 -> new float[n];
                case FLOAT64 -> new double[n];
                case COMPLEX64 -> new float[2 * n];
                case COMPLEX128 -> new double[2 * n];
            };
        }

        @ExplodeLoop
        void read(VirtualFrame frame, int row) {
            for (int i = 0; i < elements.length; i++) {
                Cell element = elements[i];
                Object data = sources[i].array(frame).data();
                switch (element.kind) {
                    case REAL -> element.real(frame, Scalars.realElement(data, row));
                    case WHOLE -> element.whole(frame, data instanceof int[] n ? n[row]
                            : Scalars.wholeElement(element.aval.dtype(), data, row));
                    case ARRAY -> element.array(frame, slice(element.aval, data, row));
                }
            }
        }

        @TruffleBoundary
        private static ArrayValue slice(AbstractValue aval, Object data, int row) {
            int n = java.lang.reflect.Array.getLength(allocate(aval));
            Object part = java.lang.reflect.Array.newInstance(data.getClass().getComponentType(), n);
            System.arraycopy(data, row * n, part, 0, n);
            return ArrayValue.of(aval, part);
        }

        @ExplodeLoop
        void write(VirtualFrame frame, int row) {
            for (int i = 0; i < results.length; i++) {
                Object buffer = frame.getObjectStatic(buffers[i]);
                if (buffer instanceof float[] f && results[i].kind == Cell.Kind.REAL) {
                    f[row] = (float) results[i].real(frame);
                } else if (buffer instanceof double[] d && results[i].kind == Cell.Kind.REAL) {
                    d[row] = results[i].real(frame);
                } else if (buffer instanceof int[] n && results[i].kind == Cell.Kind.WHOLE) {
                    n[row] = (int) results[i].whole(frame);
                } else {
                    store(buffer, results[i].array(frame), row);
                }
            }
        }

        @TruffleBoundary
        private static void store(Object buffer, ArrayValue value, int row) {
            Object data = value.data();
            int n = java.lang.reflect.Array.getLength(data);
            System.arraycopy(data, 0, buffer, row * n, n);
        }

        @ExplodeLoop
        void end(VirtualFrame frame) {
            for (int i = 0; i < buffers.length; i++) {
                stacked[i].array(frame, ArrayValue.of(stacked[i].aval, frame.getObjectStatic(buffers[i])));
                frame.setObjectStatic(buffers[i], null);
            }
        }
    }
}
