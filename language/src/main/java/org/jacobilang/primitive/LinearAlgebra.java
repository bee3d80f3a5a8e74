package org.jacobilang.primitive;

import java.util.ArrayList;
import java.util.List;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;
import org.jacobilang.array.Shape;
import org.jacobilang.array.kernel.Factor;
import org.jacobilang.array.kernel.Orthogonal;
import org.jacobilang.array.kernel.Spectral;
import org.jacobilang.program.Atom;
import org.jacobilang.program.Equation;
import org.jacobilang.program.Lowering;
import org.jacobilang.program.Params;
import org.jacobilang.program.Primitive;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Sample;
import org.jacobilang.runtime.Errors;

/** Decompositions of matrices, each of a stack of them. The formulas of the derivatives are those of Giles and of JAX. */
final class LinearAlgebra {
    static final Primitive[] ALL = {new Cholesky(), new TriangularSolve(), new Lu(), new Qr(), new Eigh(), new Svd(), new Eig(),
        new Schur(), new Hessenberg()};

    private LinearAlgebra() {
    }

    static DType realPart(DType d) {
        return d == DType.COMPLEX64 ? DType.FLOAT32 : d == DType.COMPLEX128 ? DType.FLOAT64 : d;
    }

    private static DType complexOf(DType d) {
        return d == DType.FLOAT64 || d == DType.COMPLEX128 ? DType.COMPLEX128 : DType.COMPLEX64;
    }

    /** A function of a stack of matrices: batching adds to the stack. */
    private abstract static class Decomposition extends Primitive {
        Decomposition(String name) {
            super(name);
        }

        final boolean square() {
            return !(this instanceof Lu || this instanceof Qr || this instanceof Svd);
        }

        /** The results for matrices of this type. */
        abstract List<AbstractValue> types(Params p, AbstractValue a);

        /** The results' tangents, by the results and the tangent of the matrix. */
        abstract Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t);

        abstract ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a);

        @Override
        public List<AbstractValue> abstractEval(Params p, List<AbstractValue> in) {
            AbstractValue a = in.get(0).strong();
            DType d = a.dtype();
            if (d != DType.FLOAT32 && d != DType.FLOAT64 && !d.isComplex()) {
                throw Errors.typeError("%s does not accept dtype %s. Accepted dtypes are subtypes of floating, complexfloating.", name(),
                        d.jaxName());
            }
            if (a.shape().rank() < 2) {
                throw Errors.typeError("%s expects input with ndim >= 2, got ndim=%d", name(), a.shape().rank());
            }
            int rank = a.shape().rank();
            if (square() && a.shape().dim(rank - 1) != a.shape().dim(rank - 2)) {
                throw Errors.valueError("%s expects a square matrix, got shape %s", name(), a.shape());
            }
            return types(p, a);
        }

        @Override
        public ArrayValue[] evaluate(Params p, ArrayValue[] in) {
            return kernel(p, abstractEval(p, List.of(in[0].aval())), in[0]);
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Atom[] out = b.emit(this, eq.params(), primals);
            return new JvpResult(out, tangents(new MatrixOps(new Ops(b)), eq.params(), primals[0], out, tangents[0]));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            throw new IllegalStateException(name() + " is not linear");
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Atom[] out = b.emit(this, eq.params(), new Ops(b).moveAxis(inputs[0], axes[0], 0));
            return new BatchResult(out, new int[out.length]);
        }

        @Override
        public boolean hostOnly() {
            return true;
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            throw new IllegalStateException(name() + " runs on the JVM executor");
        }
    }

    /** {@code cholesky}: L with A = L L*, of which the lower triangle is read. */
    private static final class Cholesky extends Decomposition {
        Cholesky() {
            super("cholesky");
        }

        @Override
        public List<Sample> samples() {
            float[] positive = {4, 1, 0.5f, 1, 3, -1, 0.5f, -1, 2, 1, 0, 0, 0, 2, 0.5f, 0, 0.5f, 3};
            double[] large = new double[positive.length];
            for (int i = 0; i < large.length; i++) {
                large[i] = positive[i];
            }
            return List.of(Sample.of(Params.NONE, ArrayValue.of(new AbstractValue(DType.FLOAT32, Shape.of(2, 3, 3)), positive)),
                    Sample.of(Params.NONE, ArrayValue.of(new AbstractValue(DType.FLOAT64, Shape.of(2, 3, 3)), large)));
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            return List.of(a);
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return new ArrayValue[] {Factor.cholesky(out.get(0), a)};
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            Atom l = out[0];
            Atom inner = m.solve(l, m.solve(l, t, false, true, true, true, false), true, true, false, false, false);
            // Half of the diagonal.
            Atom half = m.o.mul(m.o.add(m.tril(inner, 0), m.tril(inner, -1)), 0.5);
            return new Atom[] {m.mm(l, half)};
        }

        @Override
        public boolean hostOnly() {
            return false;
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            AbstractValue a = eq.output(0).aval();
            String full = l.op("stablehlo.cholesky", a, "lower = true", operands);
            AbstractValue index = new AbstractValue(DType.INT32, a.shape());
            int rank = a.shape().rank();
            String row = l.op("stablehlo.iota", index, "iota_dimension = " + (rank - 2) + " : i64");
            String column = l.op("stablehlo.iota", index, "iota_dimension = " + (rank - 1) + " : i64");
            String below = l.op("stablehlo.compare", index.withDType(DType.BOOL),
                    "comparison_direction = #stablehlo<comparison_direction GE>", row, column);
            return new String[] {l.op("stablehlo.select", a, "", below, full, l.constant(a, 0.0))};
        }
    }

    /** {@code triangular_solve a b}: X with op(A) X = B, or X op(A) = B. */
    private static final class TriangularSolve extends Row {
        TriangularSolve() {
            super("triangular_solve");
        }

        private static Factor.Triangle triangle(Params p) {
            return new Factor.Triangle(p.flag("left_side"), p.flag("lower"), p.flag("transpose_a"), p.flag("conjugate_a"),
                    p.flag("unit_diagonal"));
        }

        @Override
        public List<Sample> samples() {
            Params p = Params.of("conjugate_a", false, "left_side", true, "lower", true, "transpose_a", false, "unit_diagonal", false);
            return List.of(Sample.of(p, Sample.any(DType.FLOAT32, 3, 3), Sample.any(DType.FLOAT32, 3, 2)).within(1, 2),
                    Sample.of(p.with("left_side", false).with("transpose_a", true).with("lower", false), Sample.any(DType.FLOAT32, 2, 3, 3),
                    Sample.any(DType.FLOAT32, 2, 4, 3)).within(1, 2));
        }

        @Override
        AbstractValue type(Params p, List<AbstractValue> in) {
            Shape a = in.get(0).shape();
            Shape b = in.get(1).shape();
            sameDType(name(), in, 0);
            if (a.rank() < 2 || a.dim(a.rank() - 1) != a.dim(a.rank() - 2)) {
                throw Errors.typeError("triangular_solve requires the last two dimensions of a to be equal in size, got a.shape of %s.", a);
            }
            if (a.rank() != b.rank()) {
                throw Errors.typeError("triangular_solve requires both arguments to have the same number of dimensions and equal batch "
                        + "dimensions, got %s and %s.", a, b);
            }
            int common = p.flag("left_side") ? b.rank() - 2 : b.rank() - 1;
            boolean stacked = true;
            for (int i = 0; i < a.rank() - 2; i++) {
                stacked &= a.dim(i) == b.dim(i);
            }
            if (!stacked || a.dim(a.rank() - 1) != b.dim(common)) {
                throw Errors.valueError("Incompatible shapes for arguments to triangular_solve: %s and %s.", a, b);
            }
            return in.get(1).strong();
        }

        @Override
        ArrayValue kernel(Params p, AbstractValue out, ArrayValue[] in) {
            return Factor.solve(out, in[0], in[1], triangle(p));
        }

        @Override
        public JvpResult jvp(ProgramBuilder b, Equation eq, Atom[] primals, Atom[] tangents) {
            Params p = eq.params();
            Atom x = b.emit1(this, p, primals);
            Ops o = new Ops(b);
            MatrixOps m = new MatrixOps(o);
            Atom right = tangents[1];
            if (tangents[0] != null) {
                int k = p.flag("unit_diagonal") ? 1 : 0;
                Atom da = o.neg(p.flag("lower") ? m.tril(tangents[0], -k) : m.triu(tangents[0], k));
                da = p.flag("conjugate_a") ? m.conj(da) : da;
                da = p.flag("transpose_a") ? m.t(da) : da;
                right = o.add(right, p.flag("left_side") ? m.mm(da, x) : m.mm(x, da));
            }
            return JvpResult.of(x, right == null ? null : b.emit1(this, p, primals[0], right));
        }

        @Override
        public Atom[] transpose(ProgramBuilder b, Equation eq, Atom[] inputs, Atom[] cotangents) {
            Params p = eq.params();
            return new Atom[] {null, cotangents[0] == null ? null
                    : b.emit1(this, p.with("transpose_a", !p.flag("transpose_a")), inputs[0], cotangents[0])};
        }

        @Override
        public BatchResult batch(ProgramBuilder b, Equation eq, Atom[] inputs, int[] axes, int size) {
            Ops o = new Ops(b);
            return BatchResult.of(b.emit1(this, eq.params(), o.front(inputs[0], axes[0], size), o.front(inputs[1], axes[1], size)), 0);
        }

        @Override
        public String[] lower(Lowering l, Equation eq, String[] operands) {
            Params p = eq.params();
            String kind = !p.flag("transpose_a") ? "NO_TRANSPOSE" : p.flag("conjugate_a") ? "ADJOINT" : "TRANSPOSE";
            String a = operands[0];
            if (p.flag("conjugate_a") && !p.flag("transpose_a") && eq.input(0).aval().dtype().isComplex()) {
                throw new IllegalStateException("a conjugated operand that is not transposed");
            }
            return lowered(l, eq, "stablehlo.triangular_solve", "left_side = " + p.flag("left_side") + ", lower = " + p.flag("lower")
                    + ", transpose_a = #stablehlo<transpose " + kind + ">, unit_diagonal = " + p.flag("unit_diagonal"), a, operands[1]);
        }
    }

    /** {@code lu}: L and U in one matrix, the row that each row was changed with, and the order of the rows. */
    private static final class Lu extends Decomposition {
        Lu() {
            super("lu");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            int rank = a.shape().rank();
            int m = a.shape().dim(rank - 2);
            int k = Math.min(m, a.shape().dim(rank - 1));
            return List.of(a, new AbstractValue(DType.INT32, MatrixOps.like(a.shape(), 2, k)),
                    new AbstractValue(DType.INT32, MatrixOps.like(a.shape(), 2, m)));
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Factor.lu(out, a);
        }

        @Override
        Atom[] tangents(MatrixOps x, Params p, Atom a, Atom[] out, Atom t) {
            int m = MatrixOps.rows(a);
            int n = MatrixOps.columns(a);
            int k = Math.min(m, n);
            Atom lu = out[0];
            Shape s = a.aval().shape();
            // Both factors are made square: beyond the decomposition they are the identity.
            Atom l = x.o.add(x.grown(x.tril(x.corner(lu, m, k), -1), m, m), x.eye(a.aval().withShape(MatrixOps.like(s, 2, m, m))));
            Atom u = x.grown(x.triu(x.corner(lu, k, n), 0), n, n);
            Atom beyond = x.eye(u.aval());
            if (k > 0) {
                beyond = x.o.sub(beyond, x.grown(x.eye(a.aval().withShape(MatrixOps.like(s, 2, k, k))), n, n));
            }
            u = x.o.add(u, beyond);
            Atom la = x.solve(l, x.permuted(t, out[2]), true, true, false, false, true);
            Atom lau = x.solve(u, la, false, false, false, false, false);
            Atom dl = x.mm(l, x.tril(lau, -1));
            Atom du = x.mm(x.triu(lau, 0), u);
            return new Atom[] {x.o.add(dl, du), null, null};
        }
    }

    /** {@code qr[full_matrices pivoting use_magma]}. */
    private static final class Qr extends Decomposition {
        Qr() {
            super("qr");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            int rank = a.shape().rank();
            int m = a.shape().dim(rank - 2);
            int n = a.shape().dim(rank - 1);
            int k = p.flag("full_matrices") ? m : Math.min(m, n);
            List<AbstractValue> out = new ArrayList<>(List.of(a.withShape(MatrixOps.like(a.shape(), 2, m, k)),
                    a.withShape(MatrixOps.like(a.shape(), 2, k, n))));
            if (p.flag("pivoting")) {
                out.add(new AbstractValue(DType.INT32, MatrixOps.like(a.shape(), 2, n)));
            }
            return out;
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Orthogonal.qr(out, a, p.flag("full_matrices"));
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            int rows = MatrixOps.rows(a);
            int columns = MatrixOps.columns(a);
            if (p.flag("full_matrices") && rows > columns) {
                throw Errors.notImplemented("Unimplemented case of QR decomposition derivative");
            }
            if (rows < columns) {
                return wide(m, p, out, t, rows, columns);
            }
            Atom q = out[0];
            Atom r = out[1];
            Atom dx = t;
            if (p.flag("pivoting")) {
                dx = m.t(m.permuted(m.t(t), out[2]));
            }
            Atom[] d = derivative(m, q, r, dx);
            return p.flag("pivoting") ? new Atom[] {d[0], d[1], null} : d;
        }

        /** The columns that are more than the rows follow those of a square decomposition. */
        private static Atom[] wide(MatrixOps m, Params p, Atom[] out, Atom t, int rows, int columns) {
            Atom q = out[0];
            Atom r = out[1];
            Atom dx = p.flag("pivoting") ? m.t(m.permuted(m.t(t), out[2])) : t;
            int last = r.aval().shape().rank() - 1;
            Atom[] first = derivative(m, q, m.o.sliceAxis(r, last, 0, rows), m.o.sliceAxis(dx, last, 0, rows));
            Atom rest = m.mm(m.h(q), m.o.sub(m.o.sliceAxis(dx, last, rows, columns), m.mm(first[0], m.o.sliceAxis(r, last, rows, columns))));
            Atom dr = m.o.concatenate(last, first[1], rest);
            return p.flag("pivoting") ? new Atom[] {first[0], dr, null} : new Atom[] {first[0], dr};
        }

        private static Atom[] derivative(MatrixOps m, Atom q, Atom r, Atom dx) {
            Atom scaled = m.solve(r, dx, false, false, false, false, false);
            Atom turned = m.mm(m.h(q), scaled);
            Atom lower = m.tril(turned, -1);
            Atom skew = m.o.sub(lower, m.h(lower));
            if (q.aval().dtype().isComplex()) {
                Atom imaginary = m.o.sub(turned, m.o.convert(m.real(turned), turned.aval().dtype()));
                skew = m.o.add(skew, m.o.mul(m.eye(turned.aval()), imaginary));
            }
            Atom dq = m.o.add(m.mm(q, m.o.sub(skew, turned)), scaled);
            Atom dr = m.mm(m.o.sub(turned, skew), r);
            return new Atom[] {dq, dr};
        }
    }

    /** {@code eigh[lower]}: eigenvectors and rising eigenvalues of a Hermitian matrix. */
    private static final class Eigh extends Decomposition {
        Eigh() {
            super("eigh");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            return List.of(a, new AbstractValue(realPart(a.dtype()), MatrixOps.like(a.shape(), 1)));
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Orthogonal.eigh(out, a, p.flag("lower"));
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            Atom v = out[0];
            Atom w = m.o.convert(out[1], a.aval().dtype());
            Shape s = a.aval().shape();
            Atom eye = m.eye(a.aval());
            Atom gaps = m.o.add(eye, m.o.sub(m.spread(w, s, true), m.spread(w, s, false)));
            Atom f = m.o.sub(m.o.div(m.o.full(a.aval(), 1), gaps), eye);
            Atom turned = m.mm(m.h(v), m.mm(t, v));
            return new Atom[] {m.mm(v, m.o.mul(f, turned)), m.real(m.diagonal(turned))};
        }
    }

    /** {@code svd[compute_uv full_matrices]}: singular values, and U and V*. */
    private static final class Svd extends Decomposition {
        Svd() {
            super("svd");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            int rank = a.shape().rank();
            int m = a.shape().dim(rank - 2);
            int n = a.shape().dim(rank - 1);
            int k = Math.min(m, n);
            boolean full = p.flag("full_matrices");
            AbstractValue s = new AbstractValue(realPart(a.dtype()), MatrixOps.like(a.shape(), 2, k));
            return !p.flag("compute_uv") ? List.of(s) : List.of(s, a.withShape(MatrixOps.like(a.shape(), 2, m, full ? m : k)),
                    a.withShape(MatrixOps.like(a.shape(), 2, full ? n : k, n)));
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Orthogonal.svd(out, a, p.flag("full_matrices"));
        }

        @Override
        Atom[] tangents(MatrixOps x, Params p, Atom a, Atom[] out, Atom t) {
            int m = MatrixOps.rows(a);
            int n = MatrixOps.columns(a);
            boolean vectors = p.flag("compute_uv");
            if (vectors && p.flag("full_matrices") && m != n) {
                throw Errors.notImplemented("Singular value decomposition JVP not implemented for full matrices");
            }
            Ops o = x.o;
            Atom s = out[0];
            Atom u;
            Atom vt;
            if (vectors) {
                u = out[1];
                vt = out[2];
            } else {
                Atom[] all = o.b.emit(this, p.with("compute_uv", true).with("full_matrices", false), a);
                s = all[0];
                u = all[1];
                vt = all[2];
            }
            Atom v = x.h(vt);
            Atom ds = x.mm(x.mm(x.h(u), t), v);
            Atom values = x.real(x.diagonal(ds));
            if (!vectors) {
                return new Atom[] {values};
            }
            Shape square = ds.aval().shape();
            Atom c = o.convert(s, a.aval().dtype());
            Atom row = x.spread(c, square, true);
            Atom column = x.spread(c, square, false);
            Atom gaps = o.mul(o.add(row, column), o.sub(row, column));
            Atom same = o.convert(o.one("eq", gaps, o.zeros(gaps.aval())), gaps.aval().dtype());
            Atom one = o.full(gaps.aval(), 1);
            Atom f = o.sub(o.div(one, o.add(gaps, same)), same);
            Atom dss = o.mul(row, ds);
            Atom sds = o.mul(column, ds);
            Atom none = o.convert(o.one("eq", c, o.zeros(c.aval())), c.aval().dtype());
            Atom inverse = o.sub(o.div(o.full(c.aval(), 1), o.add(c, none)), none);
            Atom skew = o.mul(o.mul(o.sub(ds, x.h(ds)), o.mul(x.spread(inverse, square, true), x.eye(ds.aval()))), 0.5);
            Atom du = x.mm(u, o.add(o.mul(f, o.add(dss, x.h(dss))), skew));
            Atom dv = x.mm(v, o.mul(f, o.add(sds, x.h(sds))));
            if (m > n) {
                Atom y = x.mm(t, v);
                du = o.add(du, o.div(o.sub(y, x.mm(u, x.mm(x.h(u), y))), x.spread(c, y.aval().shape(), true)));
            }
            if (n > m) {
                Atom y = x.mm(x.h(t), u);
                dv = o.add(dv, o.div(o.sub(y, x.mm(v, x.mm(vt, y))), x.spread(c, y.aval().shape(), true)));
            }
            return new Atom[] {values, du, x.h(dv)};
        }
    }

    /** {@code eig[compute_left_eigenvectors compute_right_eigenvectors]}, all complex. */
    private static final class Eig extends Decomposition {
        Eig() {
            super("eig");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            AbstractValue c = a.withDType(complexOf(a.dtype()));
            List<AbstractValue> out = new ArrayList<>(List.of(c.withShape(MatrixOps.like(a.shape(), 1))));
            for (String side : new String[] {"compute_left_eigenvectors", "compute_right_eigenvectors"}) {
                if (p.flag(side)) {
                    out.add(c);
                }
            }
            return out;
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Spectral.eig(out, a, p.flag("compute_left_eigenvectors"), p.flag("compute_right_eigenvectors"));
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            if (out.length > 1) {
                throw Errors.notImplemented("The derivatives of non-symmetric eigenvectors are not supported. Only first-order "
                        + "derivatives of eigenvalues are supported.");
            }
            Ops o = m.o;
            Atom[] all = o.b.emit(this, p.with("compute_right_eigenvectors", true).with("compute_left_eigenvectors", true), a);
            Atom l = all[1];
            Atom r = all[2];
            Atom dt = o.convert(t, r.aval().dtype());
            // The derivative of an eigenvalue is l* dA r / l* r.
            int last = r.aval().shape().rank() - 2;
            Atom above = o.sum(o.mul(m.conj(l), m.mm(dt, r)), last);
            Atom below = o.sum(o.mul(m.conj(l), r), last);
            return new Atom[] {o.div(above, below)};
        }
    }

    /** {@code schur}: T and Z with A = Z T Z*. */
    private static final class Schur extends Decomposition {
        Schur() {
            super("schur");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            return List.of(a, a);
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            return Spectral.schur(out, a);
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            throw Errors.notImplemented("Differentiation rule for 'schur' not implemented");
        }
    }

    /** {@code hessenberg}: the form below whose subdiagonal are the reflectors, and their factors. */
    private static final class Hessenberg extends Decomposition {
        Hessenberg() {
            super("hessenberg");
        }

        @Override
        List<AbstractValue> types(Params p, AbstractValue a) {
            int n = a.shape().dim(a.shape().rank() - 1);
            return List.of(a, a.withShape(MatrixOps.like(a.shape(), 2, Math.max(0, n - 1))));
        }

        @Override
        ArrayValue[] kernel(Params p, List<AbstractValue> out, ArrayValue a) {
            if (a.dtype().isComplex()) {
                throw Errors.notImplemented("hessenberg of complex matrices");
            }
            return Spectral.hessenberg(out, a);
        }

        @Override
        Atom[] tangents(MatrixOps m, Params p, Atom a, Atom[] out, Atom t) {
            throw Errors.notImplemented("Differentiation rule for 'hessenberg' not implemented");
        }
    }
}
