package org.jacobilang.nodes.staging;

import org.jacobilang.runtime.Journal;

/** Passes what objects announce on to the trace that runs. */
public final class TraceJournal extends Journal {
    @Override
    protected void write(Object container) {
        if (Trace.current() != null) {
            // What is written back is the whole, so the program stands only for what was there before.
            Trace.current().readContents(container);
            Trace.current().writeContents(container);
        }
    }

    @Override
    protected void read(Object container) {
        if (Trace.current() != null) {
            Trace.current().readContents(container);
        }
    }

    @Override
    protected void opaque(String name) {
        if (Trace.current() != null) {
            throw Trace.refuse(name + "() does something that the program would have to repeat at each call");
        }
    }
}
