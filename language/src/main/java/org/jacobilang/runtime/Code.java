package org.jacobilang.runtime;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;

/** What all function objects of one {@code def} or {@code lambda} share. The translator makes it. */
public abstract class Code {
    public final TruffleString name;
    public final Signature signature;
    /** The docstring or null. */
    public final TruffleString documentation;

    protected Code(TruffleString name, Signature signature, TruffleString documentation) {
        this.name = name;
        this.signature = signature;
        this.documentation = documentation;
    }

    /** The target for ordinary calls. */
    public abstract RootCallTarget target();

    /** The target for calls under tracing; made at the first use. */
    public abstract RootCallTarget tracingTarget();

    /** The target for a call now. */
    public final RootCallTarget callTarget() {
        return Journal.recording ? tracingTarget() : target();
    }

    public abstract SourceSection section();
}
