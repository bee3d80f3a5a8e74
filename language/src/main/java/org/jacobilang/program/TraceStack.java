package org.jacobilang.program;

/** The innermost builder of the current thread; an operation on any tracer is recorded there. */
public final class TraceStack {
    private static final ThreadLocal<TraceStack> CURRENT = ThreadLocal.withInitial(TraceStack::new);

    private ProgramBuilder top;
    private boolean tape;

    private TraceStack() {
    }

    /** The builder that records now, or null outside every trace. */
    public static ProgramBuilder current() {
        return CURRENT.get().top;
    }

    /** True when the innermost trace runs on concrete values (a tape). */
    public static boolean isTape() {
        return CURRENT.get().tape;
    }

    /** Enters a trace; close it in a try-with-resources. */
    public static Scope enter(ProgramBuilder builder, boolean tape) {
        TraceStack s = CURRENT.get();
        Scope scope = new Scope(s, s.top, s.tape);
        s.top = builder;
        s.tape = tape;
        return scope;
    }

    /** The state to return to. */
    public record Scope(TraceStack stack, ProgramBuilder before, boolean tapeBefore) implements AutoCloseable {
        @Override
        public void close() {
            stack.top = before;
            stack.tape = tapeBefore;
        }
    }
}
