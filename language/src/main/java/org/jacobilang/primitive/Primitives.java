package org.jacobilang.primitive;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.program.Primitive;

/** All primitives by name. */
public final class Primitives {
    private static final Map<String, Primitive> ALL = new LinkedHashMap<>();

    static {
        add(UnaryRows.ALL);
        add(BinaryRows.ALL);
        add(Structural.ALL);
        add(Reductions.ALL);
        add(Products.ALL);
        add(IndexedRows.ALL);
        add(Windows.ALL);
        add(Convolution.ALL);
        add(Sorting.ALL);
        add(Randomness.ALL);
        add(ControlFlow.ALL);
        add(CustomDerivatives.ALL);
        add(Collectives.ALL);
        add(LinearAlgebra.ALL);
        add(FourierRow.ALL);
        add(LinearSolve.ALL);
        add(HostCalls.ALL);
    }

    private Primitives() {
    }

    private static void add(Primitive... rows) {
        for (Primitive p : rows) {
            if (ALL.put(p.name(), p) != null) {
                throw new IllegalStateException("two primitives are called " + p.name());
            }
        }
    }

    /** The primitive of that name. */
    public static Primitive get(String name) {
        Primitive p = ALL.get(name);
        if (p == null) {
            throw new IllegalArgumentException("no primitive " + name);
        }
        return p;
    }

    public static Collection<Primitive> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }
}
