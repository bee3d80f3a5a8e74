package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The module {@code _zone}: the JVM's time zones, for {@code zoneinfo}. */
final class ZoneModule {
    private ZoneModule() {
    }

    private static ZoneId zone(Object name) {
        return ZoneId.of(Strings.java((TruffleString) name));
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_zone");
        m.function("exists(name, /)", "Whether there is a zone of that name.", a -> {
            try {
                return ZoneId.getAvailableZoneIds().contains(Strings.java((TruffleString) a[0])) && zone(a[0]) != null;
            } catch (DateTimeException e) {
                return false;
            }
        });
        m.function("names()", "The names of all zones.",
                a -> new ListObject(ZoneId.getAvailableZoneIds().stream().sorted().map(Strings::of).toArray()));
        m.function("local(name, year, month, day, hour, minute, second, fold, /)",
                "Offset, name and daylight saving of a local time.", a -> {
                    int[] n = new int[7];
                    for (int i = 0; i < n.length; i++) {
                        n[i] = (int) Operations.index(a[i + 1]);
                    }
                    ZoneId zone = zone(a[0]);
                    LocalDateTime local = LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5]);
                    ZoneOffset before = zone.getRules().getOffset(local);
                    ZoneOffset offset = before;
                    var gap = zone.getRules().getTransition(local);
                    if (gap != null) {
                        // In a gap or an overlap fold chooses the side.
                        offset = n[6] == 0 ? gap.getOffsetBefore() : gap.getOffsetAfter();
                    }
                    Instant instant = local.toInstant(offset);
                    ZonedDateTime there = ZonedDateTime.ofInstant(instant, zone);
                    return new TupleObject((long) offset.getTotalSeconds(),
                            Strings.of(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(there)),
                            zone.getRules().getDaylightSavings(instant).toSeconds());
                });
        m.function("utc(name, seconds, /)", "The offset at a time since the epoch.",
                a -> (long) zone(a[0]).getRules().getOffset(Instant.ofEpochSecond(Operations.index(a[1]))).getTotalSeconds());
        return m;
    }
}
