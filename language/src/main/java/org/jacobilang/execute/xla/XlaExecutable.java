package org.jacobilang.execute.xla;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DenseArray;
import org.jacobilang.execute.Engine;
import org.jacobilang.xla.PjrtBuffer;
import org.jacobilang.xla.PjrtExecutable;
import org.jacobilang.xla.XlaException;

/** A program that XLA compiled. Arrays that are on the device stay there; the others are copied to it for the call. */
final class XlaExecutable implements Engine.Executable {
    private final Xla xla;
    private final PjrtExecutable executable;
    /** For each parameter of the executable the argument that it takes, followed by the constants. */
    private final int[] taken;
    private final boolean[] donated;
    private final PjrtBuffer[] constants;
    private final AbstractValue[] outputs;

    /**
     * @param taken   the positions of the arguments that the program reads
     * @param donated which of these it may overwrite
     */
    XlaExecutable(Xla xla, PjrtExecutable executable, int[] taken, boolean[] donated, List<ArrayValue> constants,
                  List<AbstractValue> outputs) {
        this.xla = xla;
        this.executable = executable;
        this.taken = taken;
        this.donated = donated;
        this.constants = constants.stream().map(xla::upload).toArray(PjrtBuffer[]::new);
        this.outputs = outputs.toArray(new AbstractValue[0]);
    }

    @Override
    @TruffleBoundary
    public ArrayValue[] run(ArrayValue[] arguments) {
        PjrtBuffer[] in = new PjrtBuffer[taken.length + constants.length];
        boolean[] passing = new boolean[taken.length];
        try {
            for (int i = 0; i < taken.length; i++) {
                in[i] = argument(arguments[taken[i]], donated[i], passing, i);
            }
            System.arraycopy(constants, 0, in, taken.length, constants.length);
            PjrtBuffer[] out = executable.execute(kept(in), in);
            ArrayValue[] results = new ArrayValue[out.length];
            for (int i = 0; i < results.length; i++) {
                results[i] = result(outputs[i], out[i]);
            }
            return results;
        } catch (XlaException e) {
            throw Xla.failure(e);
        } finally {
            for (int i = 0; i < passing.length; i++) {
                if (passing[i]) {
                    in[i].close();
                }
            }
        }
    }

    /** A scalar that is there already is cheaper on the heap: somebody will look at it, and its buffer is free at once. */
    private static ArrayValue result(AbstractValue aval, PjrtBuffer buffer) {
        if (aval.shape().rank() > 0 || !buffer.isReady()) {
            return new DeviceArray(aval, buffer);
        }
        Object element = buffer.toArray();
        buffer.close();
        return ArrayValue.of(aval, element);
    }

    /** The buffer of an argument; {@code passing} says whether it is for this call only. */
    private PjrtBuffer argument(ArrayValue value, boolean donated, boolean[] passing, int i) {
        if (value instanceof DeviceArray d) {
            if (d.isDeleted()) {
                throw d.deleted();
            }
            if (d.device() != xla.device().id()) {
                passing[i] = true;
                return d.buffer().copyTo(xla.device());
            }
            return d.buffer();
        }
        if (!donated && value instanceof DenseArray dense && dense.shape().rank() > 0) {
            // An array that comes again is likely to come many times: a data set, a table of constants.
            if (dense.mirror() instanceof PjrtBuffer kept && !kept.isClosed()) {
                return kept;
            }
            PjrtBuffer fresh = xla.upload(value);
            if (dense.mirror() == null) {
                dense.mirror(SEEN);
                passing[i] = true;
            } else {
                dense.mirror(fresh);
            }
            return fresh;
        }
        passing[i] = true;
        return xla.upload(value);
    }

    /** The mirror of an array that has been copied to the device once. */
    private static final Object SEEN = new Object();

    /** Donated positions whose buffer is also another argument: XLA would refuse to overwrite what it still reads. */
    private int[] kept(PjrtBuffer[] in) {
        int[] found = null;
        for (int i = 0; i < donated.length; i++) {
            if (donated[i]) {
                for (int k = 0; k < in.length; k++) {
                    if (k != i && in[k] == in[i]) {
                        found = found == null ? new int[] {i} : append(found, i);
                        break;
                    }
                }
            }
        }
        return found;
    }

    private static int[] append(int[] a, int value) {
        int[] all = java.util.Arrays.copyOf(a, a.length + 1);
        all[a.length] = value;
        return all;
    }
}
