package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;

/** A node that is run for what it does. It completes normally, or in one of the ways of {@link Completion}. */
@GenerateWrapper
public abstract class StatementNode extends JacobiNode implements InstrumentableNode {
    /** Runs the statement; a return, break or continue leaves it by an exception. */
    public abstract void execute(VirtualFrame frame);

    /**
     * Runs the statement and says how it ended: null if it just did, else what {@link Completion} says. Statements that hold
     * others do without exceptions so, which the interpreter is slow to throw. Exceptions may come all the same.
     */
    public Object executeCompletion(VirtualFrame frame) {
        execute(frame);
        return null;
    }

    @Override
    public boolean isInstrumentable() {
        return hasSource();
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.StatementTag.class;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new StatementNodeWrapper(this, probe);
    }
}
