package org.jacobilang.runtime;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all function objects of one {@code def} or {@code lambda} share. The translator makes it. */
public abstract class Code {
    public final TruffleString name;
    public final Signature signature;
    private Map<Object, Object> programs;
    /** The docstring or null. */
    public final TruffleString documentation;
    /** Whether a call makes a generator. */
    public boolean generator;

    protected Code(TruffleString name, Signature signature, TruffleString documentation) {
        this.name = name;
        this.signature = signature;
        this.documentation = documentation;
    }

    /** What transformations keep for the functions of this code, by their kind and options. */
    public final synchronized Map<Object, Object> programs() {
        if (programs == null) {
            programs = new ConcurrentHashMap<>();
        }
        return programs;
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
