package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.Journal;

/** Passes what objects announce on to the trace that runs. */
public final class TraceJournal extends Journal {
    @Override
    protected void write(Object container) {
        if (Trace.current() != null) {
            Trace.current().writeContents(container);
        }
    }

    @Override
    protected void read(Object owner, TruffleString name, Object value) {
        if (Trace.current() != null) {
            Trace.current().readAttribute(owner, name, value);
        }
    }

    @Override
    protected void write(Object owner, TruffleString name) {
        if (Trace.current() != null) {
            Trace.current().writeAttribute(owner, name);
        }
    }

    @Override
    protected void opaque(String name) {
        if (Trace.current() != null) {
            throw Trace.refuse(name + " does something that the program would have to repeat at each call");
        }
    }
}
