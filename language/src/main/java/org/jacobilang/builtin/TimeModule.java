package org.jacobilang.builtin;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The module {@code time}. Reading a clock is nothing that tracing may do once and for all. */
final class TimeModule {
    private static final double NANO = 1e-9;

    private TimeModule() {
    }

    private static void opaque(ModuleObject m, String declaration, String doc, BuiltinFunction.Body body) {
        BuiltinFunction f = new BuiltinFunction(declaration, doc, body).effect(Effect.OPAQUE);
        m.set(f.name, f);
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("time");
        opaque(m, "time()", "Seconds since the epoch.", a -> now() * NANO);
        opaque(m, "time_ns()", "Nanoseconds since the epoch.", a -> now());
        opaque(m, "perf_counter()", "Seconds of a clock for measuring short durations.", a -> System.nanoTime() * NANO);
        opaque(m, "perf_counter_ns()", "Nanoseconds of a clock for measuring short durations.", a -> System.nanoTime());
        opaque(m, "monotonic()", "Seconds of a clock that never goes backward.", a -> System.nanoTime() * NANO);
        opaque(m, "monotonic_ns()", "Nanoseconds of a clock that never goes backward.", a -> System.nanoTime());
        opaque(m, "process_time()", "Seconds of processor time of the process.",
                a -> ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos() * NANO).orElse(0.0));
        opaque(m, "process_time_ns()", "Nanoseconds of processor time of the process.",
                a -> ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L));
        opaque(m, "thread_time_ns()", "Nanoseconds of processor time of the thread.",
                a -> java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        m.set("CLOCK_REALTIME", 0L).set("CLOCK_MONOTONIC", 1L);
        opaque(m, "clock_gettime(clock, /)", "Seconds of a clock.", a -> Operations.index(a[0]) == 0 ? now() * NANO : System.nanoTime() * NANO);
        m.function("tzset()", "The zone is that of the system.", a -> None.NONE);
        opaque(m, "sleep(seconds, /)", "Waits so many seconds.", a -> {
            double seconds = Operations.real(a[0]);
            if (seconds < 0) {
                throw Errors.valueError("sleep length must be non-negative");
            }
            JacobiContext.get(null).out().flush();
            long millis = (long) (seconds * 1000);
            ThreadModule.waiting(JacobiContext.get(null), Thread::sleep, millis);
            return None.NONE;
        });
        opaque(m, "thread_time()", "Seconds of processor time of the thread.",
                a -> java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * NANO);
        opaque(m, "_zone(seconds, /)", "Offset, name and daylight saving of the local zone at a time.", a -> {
            ZoneId zone = ZoneId.systemDefault();
            Instant at = Instant.ofEpochSecond(Operations.index(a[0]));
            boolean saving = zone.getRules().isDaylightSavings(at);
            String name = java.util.TimeZone.getTimeZone(zone).getDisplayName(saving, java.util.TimeZone.SHORT, Locale.ENGLISH);
            return new TupleObject((long) zone.getRules().getOffset(at).getTotalSeconds(), Strings.of(name), saving ? 1L : 0L);
        });
        for (String name : new String[] {"struct_time", "gmtime", "localtime", "mktime", "asctime", "ctime", "strftime", "strptime", "get_clock_info"}) {
            m.lazy(name, () -> Operations.getAttribute(JacobiContext.get(null).modules().load("_timefmt"), name));
        }
        java.util.TimeZone zone = java.util.TimeZone.getDefault();
        long west = -zone.getRawOffset() / 1000L;
        m.set("timezone", west).set("altzone", west - zone.getDSTSavings() / 1000L).set("daylight", zone.useDaylightTime() ? 1L : 0L);
        m.set("tzname", FileObject.texts(zone.getDisplayName(false, java.util.TimeZone.SHORT, Locale.ENGLISH),
                zone.getDisplayName(zone.useDaylightTime(), java.util.TimeZone.SHORT, Locale.ENGLISH)));
        return m;
    }
}
