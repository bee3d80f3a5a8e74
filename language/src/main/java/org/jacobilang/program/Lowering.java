package org.jacobilang.program;

import java.util.List;
import org.jacobilang.array.AbstractValue;

/**
 * The writer that a primitive's StableHLO rule speaks to. Most rules need one call of {@link #op}; values are named by
 * their SSA names, and the writer remembers the type of each name that it gave out or was told about.
 */
public interface Lowering {
    /** The tensor type, for example {@code tensor<2x3xf32>}. */
    String type(AbstractValue aval);

    /** The type of an SSA name: an operand, a result of {@link #op}, or one that {@link #declare} named. */
    AbstractValue typeOf(String name);

    /** Tells the type of a name that {@link #line} defined. */
    void declare(String name, AbstractValue aval);

    /** A fresh SSA name with its percent sign. */
    String fresh();

    /** Appends one line of the current region. */
    void line(String text);

    /**
     * One operation with one result, in MLIR's generic form: {@code op("stablehlo.add", type, "", a, b)}. The attributes
     * are the inside of the dictionary, for example {@code "dimension = 0 : i64"}, or empty.
     */
    default String op(String name, AbstractValue result, String attributes, String... operands) {
        return op(name, List.of(result), attributes, List.of(), operands)[0];
    }

    /** One operation with any number of results and regions, in MLIR's generic form; returns the results' names. */
    String[] op(String name, List<AbstractValue> results, String attributes, List<Region> regions, String... operands);

    /** Lowers a nested program into the current region; returns the names of its outputs. */
    String[] inline(Program program, String... operands);

    /** Emits a nested program as a function of the module, once; returns its symbol with the at sign. */
    String function(Program program);

    /** Calls a nested program as a function of the module; returns the names of its outputs. */
    String[] call(Program program, String... operands);

    /** Opens a nested block of text; lines go there until {@link #close}. */
    void open(String header);

    /** Ends the block that {@link #open} began with this text. */
    void close(String footer);

    /** A splat constant. */
    String constant(AbstractValue aval, double value);

    /** A splat constant of an integer type, exact for all 64 bits. */
    String constant(AbstractValue aval, long value);

    /** A region of an operation: the types of its block arguments, and what computes its results from their names. */
    record Region(List<AbstractValue> inputs, Body body) {
        /** A region that a closed program fills. */
        public static Region of(Lowering l, Program program) {
            return new Region(program.inputAvals(), arguments -> l.inline(program, arguments));
        }

        /** The contents of a region; the returned names are what it yields. */
        @FunctionalInterface
        public interface Body {
            String[] emit(String[] arguments);
        }
    }
}
