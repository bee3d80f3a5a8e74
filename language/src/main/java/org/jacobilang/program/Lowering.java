package org.jacobilang.program;

import org.jacobilang.array.AbstractValue;

/** The writer that a primitive's StableHLO rule speaks to. */
public interface Lowering {
    /** The tensor type, for example {@code tensor<2x3xf32>}. */
    String type(AbstractValue aval);

    /** A fresh SSA name with its percent sign. */
    String fresh();

    /** Appends one line of the current region. */
    void line(String text);

    /** Lowers a nested program into the current region; returns the names of its outputs. */
    String[] inline(Program program, String[] operands);

    /** Emits a nested program as a function of the module, once; returns its symbol with the at sign. */
    String function(Program program);

    /** Opens a nested block of text; lines go there until {@link #close}. */
    void open(String header);

    /** Ends the block that {@link #open} began with this text. */
    void close(String footer);

    /** A splat constant. */
    String constant(AbstractValue aval, double value);
}
