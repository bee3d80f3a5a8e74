package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;

/** A node that is run for what it does. It completes normally, or by one of {@link Completion}'s exceptions. */
@GenerateWrapper
public abstract class StatementNode extends JacobiNode implements InstrumentableNode {
    public abstract void execute(VirtualFrame frame);

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
