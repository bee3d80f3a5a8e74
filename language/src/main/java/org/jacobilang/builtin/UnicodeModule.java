package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.text.Normalizer;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code unicodedata}, over the JVM's tables. */
final class UnicodeModule {
    /** By {@link Character#getType}. */
    private static final String[] CATEGORIES = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl",
        "Zp", "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"};
    /** By {@link Character#getDirectionality}. */
    private static final String[] DIRECTIONS = {"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE",
        "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"};

    private UnicodeModule() {
    }

    private static int point(Object value, String function) {
        if (!(TypeTables.base(value) instanceof TruffleString s)) {
            throw Errors.typeError("%s() argument must be a unicode character, not %s", function, Operations.typeOf(value).name());
        }
        if (Strings.length(s) != 1) {
            throw Errors.typeError("%s() argument must be a unicode character, not a string of length %d", function, Strings.length(s));
        }
        return Strings.codePoints(s)[0];
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("unicodedata");
        m.set("unidata_version", Strings.of("15.1.0"));
        m.function("category(chr, /)", "The general category of a character.",
                a -> Strings.of(CATEGORIES[Character.getType(point(a[0], "category"))]));
        m.function("bidirectional(chr, /)", "The direction of a character.", a -> {
            byte d = Character.getDirectionality(point(a[0], "bidirectional"));
            return Strings.of(d < 0 ? "" : DIRECTIONS[d]);
        });
        m.function("name(chr, default=, /)", "The name of a character.", a -> {
            int c = point(a[0], "name");
            String name = Character.getType(c) == Character.CONTROL ? null : Character.getName(c);
            if (name == null && a[1] == null) {
                throw Errors.valueError("no such name");
            }
            return name == null ? a[1] : Strings.of(name);
        });
        m.function("lookup(name, /)", "The character of a name.", a -> {
            String name = Strings.java((TruffleString) a[0]);
            try {
                return Strings.codePoint(Character.codePointOf(name));
            } catch (IllegalArgumentException e) {
                throw new PythonException(new ExceptionObject(Types.KEY_ERROR, "undefined character name '" + name + "'"));
            }
        });
        m.function("normalize(form, unistr, /)", "The text in a normal form.", a -> {
            String form = Strings.java((TruffleString) a[0]);
            try {
                return Strings.of(Normalizer.normalize(Strings.java((TruffleString) TypeTables.base(a[1])), Normalizer.Form.valueOf(form)));
            } catch (IllegalArgumentException e) {
                throw Errors.valueError("invalid normalization form");
            }
        });
        m.function("is_normalized(form, unistr, /)", "Whether a text is in a normal form.", a -> Normalizer.isNormalized(
                Strings.java((TruffleString) a[1]), Normalizer.Form.valueOf(Strings.java((TruffleString) a[0]))));
        m.function("combining(chr, /)", "Whether a character combines with the one before.", a -> {
            int kind = Character.getType(point(a[0], "combining"));
            return kind == Character.NON_SPACING_MARK ? 230L : 0L;
        });
        m.function("mirrored(chr, /)", "Whether a character is mirrored.", a -> Character.isMirrored(point(a[0], "mirrored")) ? 1L : 0L);
        for (String name : new String[] {"decimal", "digit", "numeric"}) {
            m.function(name + "(chr, default=, /)", "The value of a character that is a number.", a -> {
                int c = point(a[0], name);
                int value = name.equals("numeric") ? Character.getNumericValue(c) : Character.digit(c, 10);
                if (value < 0 || Character.isLetter(c)) {
                    if (a[1] == null) {
                        throw Errors.valueError("not a %s", name.equals("numeric") ? "numeric character" : name);
                    }
                    return a[1];
                }
                return name.equals("numeric") ? (Object) (double) value : (Object) (long) value;
            });
        }
        m.function("east_asian_width(chr, /)", "How wide a character is.", a -> {
            int c = point(a[0], "east_asian_width");
            boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
                    || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD;
            boolean full = c >= 0xFF01 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6;
            return Strings.of(full ? "F" : wide ? "W" : c >= 0x20 && c <= 0x7E ? "Na" : "N");
        });
        m.function("decomposition(chr, /)", "The parts of a character.", a -> {
            String s = new String(Character.toChars(point(a[0], "decomposition")));
            String parts = Normalizer.normalize(s, Normalizer.Form.NFD);
            return Strings.of(parts.equals(s) ? "" : String.join(" ", parts.codePoints().mapToObj(c -> String.format("%04X", c)).toList()));
        });
        m.set("UCD", new TupleObject());
        return m;
    }
}
