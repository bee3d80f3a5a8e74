package org.jacobilang.builtin;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

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
        opaque(m, "sleep(seconds, /)", "Waits so many seconds.", a -> {
            double seconds = Operations.real(a[0]);
            if (seconds < 0) {
                throw Errors.valueError("sleep length must be non-negative");
            }
            JacobiContext.get(null).out().flush();
            long millis = (long) (seconds * 1000);
            com.oracle.truffle.api.TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::sleep, millis);
            return None.NONE;
        });
        opaque(m, "strftime(format, /)", "The local time, formatted.", a -> Strings.of(
                format(Strings.java(Operations.str(a[0])), ZonedDateTime.now(ZoneId.systemDefault()))));
        opaque(m, "ctime()", "The local time as a string.", a -> Strings.of(
                format("%a %b %d %H:%M:%S %Y", ZonedDateTime.now(ZoneId.systemDefault()))));
        return m;
    }

    private static String format(String f, ZonedDateTime t) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < f.length(); i++) {
            char c = f.charAt(i);
            if (c != '%' || i + 1 >= f.length()) {
                out.append(c);
                continue;
            }
            String pattern = switch (f.charAt(++i)) {
                case 'Y' -> "yyyy";
                case 'm' -> "MM";
                case 'd' -> "dd";
                case 'H' -> "HH";
                case 'I' -> "hh";
                case 'M' -> "mm";
                case 'S' -> "ss";
                case 'f' -> "SSSSSS";
                case 'y' -> "yy";
                case 'j' -> "DDD";
                case 'a' -> "EEE";
                case 'A' -> "EEEE";
                case 'b' -> "MMM";
                case 'B' -> "MMMM";
                case 'p' -> "a";
                case 'Z' -> "zzz";
                case 'z' -> "xx";
                default -> null;
            };
            out.append(pattern == null ? String.valueOf(f.charAt(i))
                    : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(t));
        }
        return out.toString();
    }
}
