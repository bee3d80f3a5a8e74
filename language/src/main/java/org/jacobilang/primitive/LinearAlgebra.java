package org.jacobilang.primitive;

import org.jacobilang.program.Primitive;

/** Decompositions of matrices. */
final class LinearAlgebra {
    static final Primitive[] ALL = {};

    private LinearAlgebra() {
    }
}
