package org.jacobilang.xla;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/**
 * Frees what nobody closed. Native objects by the million a minute come this way, so the threads that make new ones free
 * a few old ones each time, while their memory is warm and no other thread's; a thread in the background sees to the rest.
 * ({@link java.lang.ref.Cleaner} frees on its own thread alone, which costs twice the time.)
 */
final class Forgotten extends PhantomReference<Object> {
    /** How many a thread frees before it makes one. */
    private static final int AT_ONCE = 4;
    private static final long PATIENCE_MILLIS = 50;

    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
    /** The list of all that are open: a reference has to be reachable to be queued. */
    private static Forgotten first;

    private final Runnable free;
    private Forgotten before;
    private Forgotten after;
    private boolean done;

    static {
        Thread t = new Thread(Forgotten::tidy, "jacobi-xla-tidy");
        t.setDaemon(true);
        t.start();
    }

    private Forgotten(Object owner, Runnable free) {
        super(owner, QUEUE);
        this.free = free;
    }

    /** Runs {@code free}, which must not hold the owner, once: at {@link #clean} or when the owner has become unreachable. */
    static Forgotten watch(Object owner, Runnable free) {
        for (int i = 0; i < AT_ONCE && cleanOne(); i++) {
            continue;
        }
        Forgotten f = new Forgotten(owner, free);
        synchronized (Forgotten.class) {
            f.after = first;
            if (first != null) {
                first.before = f;
            }
            first = f;
        }
        Reference.reachabilityFence(owner);
        return f;
    }

    private static boolean cleanOne() {
        Forgotten f = (Forgotten) QUEUE.poll();
        if (f == null) {
            return false;
        }
        f.clean();
        return true;
    }

    /** Frees all whose owners the collector has found unreachable. */
    static void cleanAll() {
        while (cleanOne()) {
            continue;
        }
    }

    void clean() {
        synchronized (Forgotten.class) {
            if (done) {
                return;
            }
            done = true;
            if (before == null) {
                first = after;
            } else {
                before.after = after;
            }
            if (after != null) {
                after.before = before;
            }
            before = null;
            after = null;
        }
        clear();
        free.run();
    }

    private static void tidy() {
        while (true) {
            try {
                Forgotten f = (Forgotten) QUEUE.remove();
                Thread.sleep(PATIENCE_MILLIS);
                f.clean();
                cleanAll();
            } catch (InterruptedException | RuntimeException e) {
                // Whatever one object does when it goes, the others have to go too.
                continue;
            }
        }
    }
}
