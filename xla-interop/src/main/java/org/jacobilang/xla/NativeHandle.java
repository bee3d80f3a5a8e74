package org.jacobilang.xla;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one owner of a native object. Whoever uses the object takes it and gives it back; closing forbids further use at
 * once and frees the object when its last user is done, so that neither a close on another thread nor the collector can
 * pull it away under a running call. A handle keeps its parent (a buffer its client) alive in the same way.
 */
final class NativeHandle {
    private final State state;
    private final Forgotten watch;

    /** Frees {@code address} once {@code owner} is closed or unreachable; {@code freed} runs then, and must not hold the owner. */
    NativeHandle(Object owner, String what, long address, PjrtApi api, PjrtCall destroy, NativeHandle parent, Runnable freed) {
        if (parent != null) {
            parent.take();
        }
        this.state = new State(what, address, api, destroy, parent, freed);
        this.watch = Forgotten.watch(owner, state);
    }

    /** The address, with a promise to {@link #release}. */
    long take() {
        return state.take();
    }

    void release() {
        state.release();
    }

    boolean isClosed() {
        return (state.get() & 1) == 0;
    }

    void close() {
        watch.clean();
    }

    /** Closes a handle whose contents an execution has consumed; later use says so. */
    void close(String why) {
        state.why = why;
        watch.clean();
    }

    /** The lowest bit says open; the rest counts the users. */
    private static final class State extends AtomicInteger implements Runnable {
        private static final long serialVersionUID = 1L;
        private final transient String what;
        private final long address;
        private final transient PjrtApi api;
        private final PjrtCall destroy;
        private final transient NativeHandle parent;
        private final transient Runnable freed;
        private volatile String why = "is closed";

        State(String what, long address, PjrtApi api, PjrtCall destroy, NativeHandle parent, Runnable freed) {
            super(1);
            this.what = what;
            this.address = address;
            this.api = api;
            this.destroy = destroy;
            this.parent = parent;
            this.freed = freed;
        }

        long take() {
            while (true) {
                int v = get();
                if ((v & 1) == 0) {
                    throw new IllegalStateException("the " + what + " " + why);
                }
                if (compareAndSet(v, v + 2)) {
                    return address;
                }
            }
        }

        void release() {
            if (addAndGet(-2) == 0) {
                free();
            }
        }

        @Override
        public void run() {
            int v = get();
            while ((v & 1) != 0) {
                if (compareAndSet(v, v & ~1)) {
                    if (v == 1) {
                        free();
                    }
                    return;
                }
                v = get();
            }
        }

        private void free() {
            try {
                api.apply(destroy, address);
            } finally {
                if (freed != null) {
                    freed.run();
                }
                if (parent != null) {
                    parent.release();
                }
            }
        }
    }
}
