package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The module {@code _json}, over which {@code json} is written. */
final class JsonModule {
    private JsonModule() {
    }

    private static Object orNull(Object value) {
        return value == None.NONE ? null : value;
    }

    private static String text(Object value) {
        return Strings.java((TruffleString) value);
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_json");
        m.function("scan(text, at, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, error, /)",
                "The value at a position and where it ends.", a -> {
                    JsonReader reader = new JsonReader((TruffleString) a[0], (int) Operations.index(a[1]), new JsonReader.Hooks(
                            Operations.truth(a[2]), orNull(a[3]), orNull(a[4]), orNull(a[5]), orNull(a[6]), orNull(a[7]), a[8]));
                    Object value = reader.value();
                    return new TupleObject(value, (long) reader.end());
                });
        m.function("write(value, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator, "
                + "sort_keys, default, /)", "The value as JSON.", a -> Strings.of(JsonWriter.write(a[0], new JsonWriter.Settings(
                        Operations.truth(a[1]), Operations.truth(a[2]), Operations.truth(a[3]), Operations.truth(a[4]),
                        a[5] == None.NONE ? null : text(a[5]), text(a[6]), text(a[7]), Operations.truth(a[8]), a[9]))));
        m.function("quote(text, ensure_ascii, /)", "A string as JSON.", a -> {
            StringBuilder out = new StringBuilder();
            JsonWriter.quote(text(TypeTables.base(a[0])), Operations.truth(a[1]), out);
            return Strings.of(out.toString());
        });
        return m;
    }
}
