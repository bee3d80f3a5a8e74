package org.jacobilang.xla;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a client's buffers hold. A Java object of a few dozen bytes may own a gigabyte that the collector does not
 * see, so when the count has doubled since the last look a collection is asked for, as the JDK does for direct buffers.
 */
final class DeviceMemory {
    /** What the plugin itself spends on a buffer, roughly; a million scalars count too. */
    private static final long OVERHEAD = 512;
    /** The heap's limit goes by the machine's memory, and so does this. */
    private static final long FIRST_COLLECTION = Math.clamp(Runtime.getRuntime().maxMemory() / 2, 1L << 29, 1L << 30);

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong buffers = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong nextCollection = new AtomicLong(FIRST_COLLECTION);

    void add(long size) {
        long now = bytes.addAndGet(size);
        long load = now + OVERHEAD * buffers.incrementAndGet();
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
        long limit = nextCollection.get();
        if (load > limit && nextCollection.compareAndSet(limit, Long.MAX_VALUE)) {
            System.gc();
            pause();
            nextCollection.set(Math.max(FIRST_COLLECTION, 2 * load()));
        }
    }

    /** Collects before a failed allocation is tried again. */
    void collect() {
        System.gc();
        pause();
    }

    /** The collector queues what it found on a thread of its own; give it a moment. */
    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Forgotten.cleanAll();
    }

    void remove(long size) {
        bytes.addAndGet(-size);
        buffers.decrementAndGet();
    }

    private long load() {
        return bytes.get() + OVERHEAD * buffers.get();
    }

    long bytes() {
        return bytes.get();
    }

    long peak() {
        return peak.get();
    }

    long buffers() {
        return buffers.get();
    }
}
