package org.jacobilang.numpy;

import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Elements;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Numbers;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The streams of {@code numpy.random}, as objects that its modules draw from. */
final class HostRandom {
    private static final ClassObject STREAM = ClassObject.inModule("_numpy", "Stream");

    private HostRandom() {
    }

    private static final class Stream extends InstanceObject {
        Bits bits;
        Distributions distributions;
        final boolean legacy;

        Stream(boolean legacy) {
            super(STREAM);
            this.legacy = legacy;
        }

        void use(Bits b) {
            bits = b;
            distributions = new Distributions(b, legacy);
        }

        long below(long max) {
            return legacy ? bits.masked(max) : bits.bounded(max);
        }
    }

    private static void opaque(ModuleObject m, String declaration, String documentation, BuiltinFunction.Body body) {
        m.function(declaration, documentation, body);
        ((BuiltinFunction) m.get(Strings.name(declaration.substring(0, declaration.indexOf('('))))).effect(BuiltinFunction.Effect.OPAQUE);
    }

    static void functions(ModuleObject m) {
        m.function("twister(seed, /)", "A stream of MT19937 from a number or a list of numbers.", a -> {
            Stream s = new Stream(true);
            Bits.Twister t = new Bits.Twister();
            if (Numbers.isInt(a[0])) {
                BigInteger n = Numbers.big(a[0]);
                if (n.signum() < 0 || n.bitLength() > 32) {
                    throw Errors.valueError("Seed must be between 0 and 2**32 - 1");
                }
                t.core.start(n.intValue());
            } else {
                Object[] items = Operations.items(a[0]);
                int[] key = new int[items.length];
                for (int i = 0; i < key.length; i++) {
                    key[i] = Numbers.big(Operations.integer(items[i])).intValue();
                }
                t.core.start(key);
            }
            s.use(t);
            return s;
        });
        m.function("pcg(seed, spawn, /)", "A stream of PCG64 from a number and the path of its ancestors.", a -> {
            Stream s = new Stream(false);
            BigInteger n = Numbers.big(Operations.integer(a[0]));
            if (n.signum() < 0) {
                throw Errors.valueError("expected non-negative integer");
            }
            s.use(new Bits.Pcg64(Bits.spread(n, HostOperations.ints(a[1]), 4)));
            return s;
        });
        opaque(m, "draw(stream, name, size, a, b, c, whole, /)", "Random numbers of a distribution; one where size is None.", a -> {
            Stream s = (Stream) a[0];
            String name = Strings.java((TruffleString) a[1]);
            boolean whole = Operations.truth(a[6]);
            boolean varied = a[3] instanceof HostArray || a[4] instanceof HostArray || a[5] instanceof HostArray;
            if (a[2] == None.NONE && !varied) {
                double v = s.distributions.draw(name, Operations.real(a[3]), Operations.real(a[4]), Operations.real(a[5]));
                return whole ? (Object) (long) v : (Object) v;
            }
            int[] dims = HostOperations.ints(a[2]);
            int n = Shape.of(dims).length();
            double[][] p = new double[3][];
            for (int k = 0; k < 3; k++) {
                p[k] = a[3 + k] instanceof HostArray h ? (double[]) h.copyData() : new double[]{Operations.real(a[3 + k])};
            }
            HostArray out = HostArray.zeros(whole ? DType.INT64 : DType.FLOAT64, dims);
            for (int i = 0; i < n; i++) {
                double v = s.distributions.draw(name, p[0][p[0].length == 1 ? 0 : i], p[1][p[1].length == 1 ? 0 : i], p[2][p[2].length == 1 ? 0 : i]);
                if (whole) {
                    ((long[]) out.buffer.data)[i] = (long) v;
                } else {
                    ((double[]) out.buffer.data)[i] = v;
                }
            }
            return out;
        });
        opaque(m, "integers(stream, low, max, size, dtype, /)", "Random integers of low to max; one where size is None.", a -> {
            Stream s = (Stream) a[0];
            long low = Numbers.big(Operations.integer(a[1])).longValue();
            long range = Numbers.big(Operations.integer(a[2])).longValue() - low;
            if (a[3] == None.NONE) {
                return low + s.below(range);
            }
            int[] dims = HostOperations.ints(a[3]);
            DType d = NumpyModule.numpyType(a[4]);
            HostArray out = HostArray.zeros(d, dims);
            int n = out.size();
            // Narrow integers are cut from words of 32 bits.
            int per = d.bytes() == 1 ? 4 : d.bytes() == 2 ? 2 : 1;
            if (per > 1 && s.legacy) {
                narrow(s, out, low, range, per);
                return out;
            }
            for (int i = 0; i < n; i++) {
                Elements.setWhole(d, out.buffer.data, i, low + s.below(range));
            }
            return out;
        });
        opaque(m, "shuffled(stream, n, first, masked=True, /)", "The numbers below n, exchanged at random from the end down to first.", a -> {
            Stream s = (Stream) a[0];
            int n = Math.toIntExact(Operations.index(a[1]));
            long[] out = new long[n];
            for (int i = 0; i < n; i++) {
                out[i] = i;
            }
            boolean masked = Operations.truth(a[3]);
            for (int i = n - 1; i >= Operations.index(a[2]); i--) {
                int j = (int) (masked ? s.bits.masked(i) : s.bits.bounded(i));
                long t = out[i];
                out[i] = out[j];
                out[j] = t;
            }
            return HostArray.of(DType.INT64, new int[]{n}, out);
        });
        opaque(m, "sampled(stream, n, count, shuffle, /)", "So many different numbers below n, by Floyd's algorithm.", a -> {
            Stream s = (Stream) a[0];
            long n = Operations.index(a[1]);
            int count = Math.toIntExact(Operations.index(a[2]));
            java.util.Set<Long> seen = new java.util.HashSet<>();
            long[] out = new long[count];
            for (long j = n - count; j < n; j++) {
                long v = s.below(j);
                v = seen.add(v) ? v : j;
                seen.add(v);
                out[(int) (j - n + count)] = v;
            }
            if (Operations.truth(a[3])) {
                for (int i = count - 1; i >= 1; i--) {
                    int j = (int) s.below(i);
                    long t = out[i];
                    out[i] = out[j];
                    out[j] = t;
                }
            }
            return HostArray.of(DType.INT64, new int[]{count}, out);
        });
        opaque(m, "random_bytes(stream, n, /)", "So many random bytes.", a -> {
            Stream s = (Stream) a[0];
            byte[] out = new byte[Math.toIntExact(Operations.index(a[1]))];
            for (int i = 0; i < out.length; i += 4) {
                int word = s.bits.next32();
                for (int k = i; k < Math.min(out.length, i + 4); k++, word >>>= 8) {
                    out[k] = (byte) word;
                }
            }
            return new org.jacobilang.runtime.BytesObject(out);
        });
        m.function("twister_state(stream, state, /)", "The words and the position of MT19937; sets them where given.", a -> {
            Stream s = (Stream) a[0];
            org.jacobilang.array.kernel.MersenneTwister core = ((Bits.Twister) s.bits).core;
            if (a[1] != None.NONE) {
                Object[] items = Operations.items(a[1]);
                for (int i = 0; i < core.state.length; i++) {
                    core.state[i] = Numbers.big(Operations.integer(items[i])).intValue();
                }
                core.index = Math.toIntExact(Operations.index(items[core.state.length]));
                s.use(s.bits);
            }
            Object[] words = new Object[core.state.length + 1];
            for (int i = 0; i < core.state.length; i++) {
                words[i] = core.state[i] & 0xFFFFFFFFL;
            }
            words[core.state.length] = (long) core.index;
            return new ListObject(words);
        });
        m.set("Stream", STREAM);
        m.set("empty", TupleObject.EMPTY);
    }

    private static void narrow(Stream s, HostArray out, long low, long range, int per) {
        int width = 32 / per;
        long mask = range == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(range);
        int word = 0;
        int left = 0;
        for (int i = 0; i < out.size(); i++) {
            long v = 0;
            while (range != 0) {
                if (left == 0) {
                    word = s.bits.next32();
                    left = per;
                }
                v = word & (1L << width) - 1 & mask;
                word >>>= width;
                left--;
                if (v <= range) {
                    break;
                }
            }
            Elements.setWhole(out.dtype, out.buffer.data, i, low + v);
        }
    }
}
