package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import org.jacobilang.runtime.GeneratorObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Types;

/**
 * Begins an iteration and takes its items one by one into a slot. Ranges and lists give machine numbers, a generator goes on by a
 * direct call, and the simple iterations become part of the code of the loop.
 */
final class Advance extends JacobiNode {
    private final int item;
    /** The kinds of iteration that were met. */
    @CompilationFinal private boolean ranges;
    @CompilationFinal private boolean lists;
    @CompilationFinal private boolean others;
    @CompilationFinal private Class<? extends Iteration> simple;
    @Child private Resume resume;

    Advance(int item) {
        this.item = item;
    }

    /** What {@link #next} walks: a generator or an {@link Iteration}. */
    Object begin(Object over) {
        if (over instanceof GeneratorObject g && g.type() == Types.GENERATOR) {
            return g;
        }
        try {
            return Operations.iterator(over);
        } catch (PythonException e) {
            throw located(e);
        }
    }

    /** Puts the next item into the slot; false when there is none. */
    boolean next(VirtualFrame frame, Object state) {
        if (state instanceof Iteration.OfRange range) {
            if (!ranges) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                ranges = true;
            }
            if (!range.hasNext()) {
                return false;
            }
            frame.setLong(item, range.take());
            return true;
        }
        if (state instanceof Iteration.OfList list) {
            if (!lists) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                lists = true;
            }
            Object value = list.next();
            if (value == Iteration.END) {
                return false;
            }
            frame.setObject(item, value);
            return true;
        }
        Object value;
        try {
            value = state instanceof GeneratorObject g ? generator(g) : iteration((Iteration) state);
        } catch (PythonException e) {
            throw located(e);
        }
        if (value == Iteration.END) {
            return false;
        }
        frame.setObject(item, value);
        return true;
    }

    private Object generator(GeneratorObject g) {
        if (resume == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            resume = insert(new Resume());
        }
        return resume.execute(g, None.NONE);
    }

    private Object iteration(Iteration i) {
        if (!others && i.getClass() != simple) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            if (simple == null && i instanceof Iteration.Compiled) {
                simple = i.getClass();
            } else {
                others = true;
            }
        }
        return i.getClass() == simple ? CompilerDirectives.castExact(i, simple).next() : i.next();
    }

    /** Lets a generator go on, by a direct call where its code is always the same. */
    static final class Resume extends JacobiNode {
        @CompilationFinal private CallTarget body;
        @CompilationFinal private boolean many;
        @Child private DirectCallNode call;

        /** The next value, or {@link Iteration#END}. */
        Object execute(GeneratorObject g, Object sent) {
            if (body == null) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                body = g.body();
                call = insert(DirectCallNode.create(body));
            }
            if (g.body() == body) {
                return g.resume(sent, null, call);
            }
            if (!many) {
                CompilerDirectives.transferToInterpreterAndInvalidate();
                many = true;
            }
            return g.resume(sent, null, null);
        }
    }
}
