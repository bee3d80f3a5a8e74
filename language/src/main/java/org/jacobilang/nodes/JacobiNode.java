package org.jacobilang.nodes;

import com.oracle.truffle.api.dsl.TypeSystemReference;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.jacobilang.runtime.PythonException;

/** A node that stands for a piece of the source text; the section is made when somebody asks. */
@TypeSystemReference(JacobiTypes.class)
public abstract class JacobiNode extends Node {
    private static final int NONE = -1;

    private int start = NONE;
    private int length;

    /** Says which characters of the source the node stands for. */
    @SuppressWarnings("unchecked")
    final <T extends JacobiNode> T at(int newStart, int newLength) {
        start = newStart;
        length = newLength;
        return (T) this;
    }

    public final boolean hasSource() {
        return start != NONE;
    }

    public final int start() {
        return start;
    }

    public final int length() {
        return length;
    }

    @Override
    public SourceSection getSourceSection() {
        if (start == NONE) {
            return null;
        }
        RootNode root = getRootNode();
        return root instanceof GuestRoot guest ? guest.source().createSection(start, length) : null;
    }

    /** The exception with this node as its place, unless it knows a better one. */
    protected final PythonException located(PythonException e) {
        if (e.getLocation() == null) {
            return e.at(this);
        }
        e.value().passes(this);
        return e;
    }
}
