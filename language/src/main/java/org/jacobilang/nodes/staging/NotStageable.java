package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.nodes.ControlFlowException;
import org.jacobilang.program.SourceSpan;

/** Ends an attempt to trace or to roll a loop; never visible to the program. */
public final class NotStageable extends ControlFlowException {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final transient SourceSpan span;

    public NotStageable(String reason, SourceSpan span) {
        this.reason = reason;
        this.span = span;
    }

    public String reason() {
        return reason;
    }

    public SourceSpan span() {
        return span;
    }

    @Override
    public String getMessage() {
        return span + ": " + reason;
    }
}
