package org.jacobilang.builtin;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;

/**
 * The module {@code _thread}: host threads of which one at a time runs the program. The turn goes over where a thread waits:
 * for a lock, for another thread, for time to pass.
 */
public final class ThreadModule {
    private static final ClassObject LOCK = ClassObject.inModule("_thread", "lock");
    private static final ClassObject THREAD = ClassObject.inModule("_thread", "handle");
    private static final long GRACE_SECONDS = 2;

    private ThreadModule() {
    }

    /** Whose turn it is, and the threads of a context. */
    public static final class Turns {
        private final ReentrantLock turn = new ReentrantLock(true);
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private volatile boolean several;
        private volatile boolean stopping;

        /** Ends the threads that still wait when the program is over. */
        public void stop() {
            if (!several) {
                return;
            }
            stopping = true;
            while (turn.isHeldByCurrentThread()) {
                turn.unlock();
            }
            for (Thread t : threads) {
                t.interrupt();
            }
            for (Thread t : threads) {
                try {
                    t.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** Unwinds a thread when the program is over. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    /** Waits for something; others run meanwhile. */
    static <T> void waiting(JacobiContext context, TruffleSafepoint.Interruptible<T> wait, T argument) {
        Turns turns = context.turns;
        if (!turns.several) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, wait, argument);
            return;
        }
        int depth = context.depth();
        ExceptionObject handled = context.handled;
        turns.turn.unlock();
        try {
            if (turns.threads.contains(Thread.currentThread())) {
                try {
                    wait.apply(argument);
                } catch (InterruptedException e) {
                    throw new Stopped();
                }
            } else {
                TruffleSafepoint.setBlockedThreadInterruptible(null, wait, argument);
            }
        } finally {
            turns.turn.lock();
            context.depth(depth);
            context.handled = handled;
            if (turns.stopping && turns.threads.contains(Thread.currentThread())) {
                throw new Stopped();
            }
        }
    }

    private static final class Lock extends InstanceObject {
        final Semaphore free = new Semaphore(1);

        Lock() {
            super(LOCK);
        }

        boolean acquire(boolean block, double timeout) {
            if (free.tryAcquire()) {
                return true;
            }
            if (!block) {
                return false;
            }
            boolean[] got = {true};
            waiting(JacobiContext.get(null), semaphore -> {
                if (timeout < 0) {
                    semaphore.acquire();
                } else {
                    got[0] = semaphore.tryAcquire((long) (timeout * 1e9), TimeUnit.NANOSECONDS);
                }
            }, free);
            return got[0];
        }
    }

    private static final class Handle extends InstanceObject {
        final CountDownLatch done = new CountDownLatch(1);

        Handle() {
            super(THREAD);
        }
    }

    private static void opaque(ClassObject type, String declaration, String doc, BuiltinFunction.Body body) {
        type.method(declaration, doc, body, Effect.OPAQUE);
    }

    static {
        opaque(LOCK, "acquire(self, blocking=True, timeout=-1)", "Takes the lock; whether that was possible.", a -> {
            double timeout = Operations.real(a[2]);
            boolean block = Operations.truth(a[1]);
            if (!block && timeout != -1) {
                throw Errors.valueError("can't specify a timeout for a non-blocking call");
            }
            if (timeout < 0 && timeout != -1) {
                throw Errors.valueError("timeout value must be a non-negative number");
            }
            return ((Lock) a[0]).acquire(block, timeout);
        });
        opaque(LOCK, "release(self, /)", "Gives the lock back.", a -> {
            Semaphore free = ((Lock) a[0]).free;
            if (free.availablePermits() > 0) {
                throw Errors.runtimeError("release unlocked lock");
            }
            free.release();
            return None.NONE;
        });
        opaque(LOCK, "locked(self, /)", "Whether someone has the lock.", a -> ((Lock) a[0]).free.availablePermits() == 0);
        opaque(LOCK, "__enter__(self, /)", null, a -> ((Lock) a[0]).acquire(true, -1));
        opaque(LOCK, "__exit__(self, *args)", null, a -> {
            ((Lock) a[0]).free.release();
            return None.NONE;
        });
        opaque(THREAD, "join(self, timeout=-1, /)", "Waits for the end of the thread; whether it came.", a -> {
            Handle h = (Handle) a[0];
            double timeout = Operations.real(a[1]);
            if (h.done.getCount() > 0) {
                waiting(JacobiContext.get(null), done -> {
                    if (timeout < 0) {
                        done.await();
                    } else {
                        done.await((long) (timeout * 1e9), TimeUnit.NANOSECONDS);
                    }
                }, h.done);
            }
            return h.done.getCount() == 0;
        });
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_thread");
        m.set("LockType", LOCK);
        add(m, "allocate_lock()", "A new lock.", a -> new Lock());
        add(m, "get_ident()", "A number for this thread.", a -> Thread.currentThread().threadId());
        add(m, "pause()", "Lets others run.", a -> {
            waiting(JacobiContext.get(null), x -> Thread.yield(), null);
            return None.NONE;
        });
        add(m, "start(function, name, /)", "Runs a function in a thread of its own.", a -> {
            JacobiContext context = JacobiContext.get(null);
            Turns turns = context.turns;
            if (!turns.several) {
                turns.several = true;
                turns.turn.lock();
            }
            Handle handle = new Handle();
            Thread[] self = new Thread[1];
            self[0] = context.env().newTruffleThreadBuilder(() -> {
                turns.turn.lock();
                try {
                    context.depth(0);
                    context.handled = null;
                    Operations.call(a[0]);
                } catch (Stopped e) {
                    // The program is over.
                } finally {
                    handle.done.countDown();
                    turns.threads.remove(self[0]);
                    if (turns.turn.isHeldByCurrentThread()) {
                        turns.turn.unlock();
                    }
                }
            }).build();
            self[0].setDaemon(true);
            turns.threads.add(self[0]);
            self[0].start();
            return handle;
        });
        return m;
    }

    private static void add(ModuleObject m, String declaration, String doc, BuiltinFunction.Body body) {
        BuiltinFunction f = new BuiltinFunction(declaration, doc, body).effect(Effect.OPAQUE);
        m.set(f.name, f);
    }
}
