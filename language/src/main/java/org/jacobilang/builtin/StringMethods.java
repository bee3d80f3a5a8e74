package org.jacobilang.builtin;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jacobilang.runtime.BinaryOp;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.StrFormat;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The methods of str. Positions are code points. */
final class StringMethods {
    private StringMethods() {
    }

    private static String self(Object[] a) {
        return text(a[0], "descriptor requires a 'str' object but received a '%s'");
    }

    private static String text(Object value, String message) {
        if (TypeTables.base(value) instanceof TruffleString s) {
            return Strings.java(s);
        }
        throw Errors.typeError(message, Operations.typeOf(value).name());
    }

    private static String argument(Object value) {
        return text(value, "must be str, not %s");
    }

    private static void map(ClassObject t, String name, String doc, UnaryOperator<String> f) {
        t.method(name + "(self, /)", doc, a -> Strings.of(f.apply(self(a))));
    }

    private static void test(ClassObject t, String name, String doc, IntPredicate p) {
        t.method(name + "(self, /)", doc, a -> {
            String s = self(a);
            return !s.isEmpty() && s.codePoints().allMatch(p);
        });
    }

    static void fill(ClassObject t) {
        t.attribute("__new__", TypeTables.make("__new__(cls, object='', encoding=, errors=)", a -> {
            for (int i = 2; i < 4; i++) {
                if (a[i] != null && !(a[i] instanceof TruffleString)) {
                    throw Errors.typeError("str() argument '%s' must be str, not %s", i == 2 ? "encoding" : "errors",
                            Operations.typeOf(a[i]).name());
                }
            }
            if (a[2] != null && !(a[1] instanceof BytesObject)) {
                throw Errors.typeError(a[1] instanceof TruffleString ? "decoding str is not supported"
                        : "decoding to str: need a bytes-like object, %s found", Operations.typeOf(a[1]).name());
            }
            if (a[2] != null && a[1] instanceof BytesObject b) {
                return NumberMethods.of(a[0], Types.STR, BytesMethods.decode(b.data(), Strings.java((TruffleString) a[2])));
            }
            return NumberMethods.of(a[0], Types.STR, Operations.str(a[1]));
        }));
        map(t, "lower", "A copy in lower case.", s -> s.toLowerCase(Locale.ROOT));
        map(t, "upper", "A copy in upper case.", s -> s.toUpperCase(Locale.ROOT));
        map(t, "casefold", "A copy for caseless comparison.", s -> s.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        map(t, "capitalize", "The first character in title case and the rest in lower case.", s -> s.isEmpty() ? s
                : Character.toString(Character.toTitleCase(s.codePointAt(0)))
                        + s.substring(s.offsetByCodePoints(0, 1)).toLowerCase(Locale.ROOT));
        map(t, "title", "A copy where each word is in title case.", StringMethods::title);
        map(t, "swapcase", "Upper case characters in lower case and vice versa.", s -> s.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
        test(t, "isdigit", "Whether all characters are digits.", c -> Character.isDigit(c) || Character.getType(c) == Character.OTHER_NUMBER
                && Character.getNumericValue(c) >= 0 && Character.getNumericValue(c) <= 9);
        test(t, "isdecimal", "Whether all characters are decimal digits.", Character::isDigit);
        test(t, "isnumeric", "Whether all characters are numeric.", c -> Character.isDigit(c)
                || Character.getType(c) == Character.OTHER_NUMBER || Character.getType(c) == Character.LETTER_NUMBER);
        test(t, "isalpha", "Whether all characters are letters.", Character::isLetter);
        test(t, "isalnum", "Whether all characters are letters or digits.", c -> Character.isLetterOrDigit(c));
        test(t, "isspace", "Whether all characters are white space.", StringMethods::isSpace);
        t.method("isascii(self, /)", "Whether all characters are ASCII.", a -> self(a).codePoints().allMatch(c -> c < 128));
        t.method("isprintable(self, /)", "Whether all characters are printable.",
                a -> self(a).codePoints().allMatch(c -> c == ' ' || !Character.isISOControl(c) && !Character.isSpaceChar(c)));
        t.method("islower(self, /)", "Whether there are cased characters, and all are in lower case.", a -> {
            String s = self(a);
            return s.codePoints().anyMatch(Character::isLowerCase) && s.codePoints().noneMatch(c -> Character.isUpperCase(c));
        });
        t.method("isupper(self, /)", "Whether there are cased characters, and all are in upper case.", a -> {
            String s = self(a);
            return s.codePoints().anyMatch(Character::isUpperCase) && s.codePoints().noneMatch(c -> Character.isLowerCase(c));
        });
        t.method("istitle(self, /)", "Whether the string is in title case.",
                a -> self(a).codePoints().anyMatch(Character::isLetter) && self(a).equals(title(self(a))));
        t.method("isidentifier(self, /)", "Whether the string is a valid name.", a -> {
            String s = self(a);
            return !s.isEmpty() && (s.codePointAt(0) == '_' || Character.isUnicodeIdentifierStart(s.codePointAt(0)))
                    && s.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
        });
        stripping(t);
        searching(t);
        splitting(t);
        padding(t);
        t.method("join(self, iterable, /)", "The strings of the iterable with this one between them.", a -> join(self(a), a[1]));
        t.method("replace(self, old, new, /, count=-1)", "A copy with occurrences of old replaced by new.",
                a -> Strings.of(replace(self(a), argument(a[1]), argument(a[2]), Operations.index(a[3]))));
        t.method("removeprefix(self, prefix, /)", "The string without that prefix, if it has it.", a -> {
            String s = self(a);
            return Strings.of(s.startsWith(argument(a[1])) ? s.substring(argument(a[1]).length()) : s);
        });
        t.method("removesuffix(self, suffix, /)", "The string without that suffix, if it has it.", a -> {
            String s = self(a);
            String x = argument(a[1]);
            return Strings.of(!x.isEmpty() && s.endsWith(x) ? s.substring(0, s.length() - x.length()) : s);
        });
        t.method("encode(self, encoding='utf-8', errors='strict')", "The string as bytes.",
                a -> Encodings.encode(Strings.of(self(a)), Strings.java((TruffleString) a[1]), Strings.java((TruffleString) a[2])));
        t.method("format(self, *args, **kwargs)", "Fills the fields in braces.",
                a -> StrFormat.format(self(a), ((TupleObject) a[1]).items, (DictObject) a[2]));
        t.method("format_map(self, mapping, /)", "Fills the fields in braces from a mapping.", a -> {
            return StrFormat.format(self(a), new Object[0], a[1]);
        });
        t.method("expandtabs(self, tabsize=8)", "A copy where tabs are spaces.",
                a -> Strings.of(expandTabs(self(a), (int) Operations.index(a[1]))));
        t.method("translate(self, table, /)", "Each character replaced by what the table has for its ordinal.",
                a -> translate(self(a), a[1]));
        t.attribute("maketrans", new org.jacobilang.runtime.StaticMethod(new org.jacobilang.runtime.BuiltinFunction(
                "maketrans(x, y=, z=, /)", "A translation table for translate().", StringMethods::makeTranslation)));
        t.method("__len__(self, /)", "Return len(self).", a -> (long) self(a).codePointCount(0, self(a).length()));
        t.method("__getitem__(self, index, /)", "Return self[index].", a -> Operations.getItem(TypeTables.base(a[0]), a[1]));
        t.method("__contains__(self, part, /)", "Return part in self.", a -> self(a).contains(argument(a[1])));
        t.method("__iter__(self, /)", "Implement iter(self).", a -> Operations.iteratorObject(TypeTables.base(a[0])));
        t.method("__str__(self, /)", "Return str(self).", a -> TypeTables.base(a[0]));
        t.method("__repr__(self, /)", "Return repr(self).", a -> Operations.repr(TypeTables.base(a[0])));
        t.method("__hash__(self, /)", "Return hash(self).", a -> Operations.hash(TypeTables.base(a[0])));
        t.method("__format__(self, spec, /)", null, a -> Operations.format(TypeTables.base(a[0]), (TruffleString) a[1]));
        TypeTables.operators(t, BinaryOp.ADD, BinaryOp.MUL, BinaryOp.MOD);
        TypeTables.comparisons(t);
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c >= 0x1c && c <= 0x1f;
    }

    private static String title(String s) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int c : s.codePoints().toArray()) {
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return out.toString();
    }

    private static TruffleString join(String separator, Object iterable) {
        if (!Operations.isIterable(iterable)) {
            throw Errors.typeError("can only join an iterable");
        }
        StringBuilder out = new StringBuilder();
        Object[] items = Operations.items(iterable);
        for (int i = 0; i < items.length; i++) {
            if (!(TypeTables.base(items[i]) instanceof TruffleString s)) {
                throw Errors.typeError("sequence item %d: expected str instance, %s found", i, Operations.typeOf(items[i]).name());
            }
            if (i > 0) {
                out.append(separator);
            }
            out.append(Strings.java(s));
        }
        return Strings.of(out.toString());
    }

    private static String replace(String s, String old, String replacement, long count) {
        if (count < 0 && !old.isEmpty()) {
            return s.replace(old, replacement);
        }
        StringBuilder out = new StringBuilder();
        long left = count < 0 ? Long.MAX_VALUE : count;
        int at = 0;
        if (old.isEmpty()) {
            while (left-- > 0) {
                out.append(replacement);
                if (at >= s.length()) {
                    return out.toString();
                }
                int c = s.codePointAt(at);
                out.appendCodePoint(c);
                at += Character.charCount(c);
            }
            return out.append(s, at, s.length()).toString();
        }
        while (left-- > 0) {
            int found = s.indexOf(old, at);
            if (found < 0) {
                break;
            }
            out.append(s, at, found).append(replacement);
            at = found + old.length();
        }
        return out.append(s, at, s.length()).toString();
    }

    // ---------------------------------------------------------------- stripping, padding

    private static IntPredicate stripped(Object chars) {
        if (chars == None.NONE) {
            return StringMethods::isSpace;
        }
        String set = text(chars, "strip arg must be None or str");
        return c -> set.indexOf(c) >= 0;
    }

    private static TruffleString strip(String s, Object chars, boolean left, boolean right) {
        IntPredicate p = stripped(chars);
        int from = 0;
        int to = s.length();
        while (left && from < to && p.test(s.codePointAt(from))) {
            from += Character.charCount(s.codePointAt(from));
        }
        while (right && to > from && p.test(s.codePointBefore(to))) {
            to -= Character.charCount(s.codePointBefore(to));
        }
        return Strings.of(s.substring(from, to));
    }

    private static void stripping(ClassObject t) {
        t.method("strip(self, chars=None, /)", "A copy without leading and trailing white space, or without those characters.",
                a -> strip(self(a), a[1], true, true));
        t.method("lstrip(self, chars=None, /)", "A copy without leading white space, or without those characters.",
                a -> strip(self(a), a[1], true, false));
        t.method("rstrip(self, chars=None, /)", "A copy without trailing white space, or without those characters.",
                a -> strip(self(a), a[1], false, true));
    }

    private static String fill(Object c) {
        String s = argument(c);
        if (s.codePointCount(0, s.length()) != 1) {
            throw Errors.typeError("The fill character must be exactly one character long");
        }
        return s;
    }

    private static int missing(Object[] a) {
        String s = self(a);
        return (int) Math.max(0, Operations.index(a[1]) - s.codePointCount(0, s.length()));
    }

    private static void padding(ClassObject t) {
        t.method("ljust(self, width, fillchar=' ', /)", "Left-justified in a string of that width.",
                a -> Strings.of(self(a) + fill(a[2]).repeat(missing(a))));
        t.method("rjust(self, width, fillchar=' ', /)", "Right-justified in a string of that width.",
                a -> Strings.of(fill(a[2]).repeat(missing(a)) + self(a)));
        t.method("center(self, width, fillchar=' ', /)", "Centered in a string of that width.", a -> {
            int n = missing(a);
            int left = n / 2 + (n & (int) Operations.index(a[1]) & 1);
            return Strings.of(fill(a[2]).repeat(left) + self(a) + fill(a[2]).repeat(n - left));
        });
        t.method("zfill(self, width, /)", "Zeros on the left, after a sign.", a -> {
            String s = self(a);
            boolean signed = s.startsWith("-") || s.startsWith("+");
            return Strings.of((signed ? s.substring(0, 1) : "") + "0".repeat(missing(a)) + (signed ? s.substring(1) : s));
        });
    }

    private static String expandTabs(String s, int size) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int c : s.codePoints().toArray()) {
            if (c == '\t') {
                int n = size > 0 ? size - column % size : 0;
                out.append(" ".repeat(n));
                column += n;
            } else {
                out.appendCodePoint(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    // ---------------------------------------------------------------- searching

    /** The part that start and end select, and where it begins, in code points. */
    private record Window(String part, int start, boolean valid) {
    }

    private static Window window(Object[] a, int first) {
        String s = self(a);
        int n = s.codePointCount(0, s.length());
        long from = a[first] == None.NONE ? 0 : Operations.index(a[first]);
        long to = a[first + 1] == None.NONE ? n : Operations.index(a[first + 1]);
        from = from < 0 ? Math.max(0, from + n) : from;
        to = to < 0 ? Math.max(0, to + n) : Math.min(to, n);
        if (from > to) {
            return new Window("", (int) from, false);
        }
        return new Window(s.substring(s.offsetByCodePoints(0, (int) from), s.offsetByCodePoints(0, (int) to)), (int) from, true);
    }

    private static long find(Object[] a, boolean last) {
        Window w = window(a, 2);
        String x = argument(a[1]);
        int i = !w.valid ? -1 : last ? w.part.lastIndexOf(x) : w.part.indexOf(x);
        return i < 0 ? -1 : w.start + w.part.codePointCount(0, i);
    }

    private static boolean affix(Object[] a, boolean start) {
        Window w = window(a, 2);
        Object[] options = a[1] instanceof TupleObject t ? t.items : new Object[] {a[1]};
        for (Object o : options) {
            String x = text(o, (start ? "startswith" : "endswith") + " first arg must be str or a tuple of str, not %s");
            if (w.valid && (start ? w.part.startsWith(x) : w.part.endsWith(x))) {
                return true;
            }
        }
        return false;
    }

    private static void searching(ClassObject t) {
        t.method("find(self, sub, start=None, end=None, /)", "The lowest index where sub is found, or -1.", a -> find(a, false));
        t.method("rfind(self, sub, start=None, end=None, /)", "The highest index where sub is found, or -1.", a -> find(a, true));
        for (boolean last : new boolean[] {false, true}) {
            t.method((last ? "rindex" : "index") + "(self, sub, start=None, end=None, /)",
                    "As find, but a ValueError when sub is not found.", a -> {
                        long i = find(a, last);
                        if (i < 0) {
                            throw Errors.valueError("substring not found");
                        }
                        return i;
                    });
        }
        t.method("count(self, sub, start=None, end=None, /)", "The number of non-overlapping occurrences of sub.", a -> {
            Window w = window(a, 2);
            String x = argument(a[1]);
            if (x.isEmpty()) {
                return w.valid ? (long) w.part.codePointCount(0, w.part.length()) + 1 : 0L;
            }
            long n = 0;
            for (int i = w.part.indexOf(x); i >= 0; i = w.part.indexOf(x, i + x.length())) {
                n++;
            }
            return n;
        });
        t.method("startswith(self, prefix, start=None, end=None, /)", "Whether the string starts with the prefix.",
                a -> affix(a, true));
        t.method("endswith(self, suffix, start=None, end=None, /)", "Whether the string ends with the suffix.",
                a -> affix(a, false));
    }

    // ---------------------------------------------------------------- splitting

    private static ListObject list(List<String> parts) {
        return new ListObject(parts.stream().map(Strings::of).toArray());
    }

    private static void splitting(ClassObject t) {
        t.method("split(self, sep=None, maxsplit=-1)", "The parts between separators, or between runs of white space.",
                a -> list(split(self(a), a[1], Operations.index(a[2]))));
        t.method("rsplit(self, sep=None, maxsplit=-1)", "As split, but from the right.",
                a -> list(splitRight(self(a), a[1], Operations.index(a[2]))));
        t.method("splitlines(self, keepends=False)", "The lines of the string.",
                a -> list(lines(self(a), Operations.truth(a[1]))));
        t.method("partition(self, sep, /)", "What is before the separator, itself, and what is after it.", a -> {
            String s = self(a);
            String x = separator(a[1]);
            int i = s.indexOf(x);
            return i < 0 ? new TupleObject(Strings.of(s), Strings.EMPTY, Strings.EMPTY)
                    : new TupleObject(Strings.of(s.substring(0, i)), Strings.of(x), Strings.of(s.substring(i + x.length())));
        });
        t.method("rpartition(self, sep, /)", "As partition, but at the last separator.", a -> {
            String s = self(a);
            String x = separator(a[1]);
            int i = s.lastIndexOf(x);
            return i < 0 ? new TupleObject(Strings.EMPTY, Strings.EMPTY, Strings.of(s))
                    : new TupleObject(Strings.of(s.substring(0, i)), Strings.of(x), Strings.of(s.substring(i + x.length())));
        });
    }

    private static String separator(Object value) {
        String s = argument(value);
        if (s.isEmpty()) {
            throw Errors.valueError("empty separator");
        }
        return s;
    }

    private static List<String> split(String s, Object separator, long most) {
        List<String> parts = new ArrayList<>();
        long left = most < 0 ? Long.MAX_VALUE : most;
        int at = 0;
        if (separator == None.NONE) {
            while (true) {
                while (at < s.length() && isSpace(s.codePointAt(at))) {
                    at += Character.charCount(s.codePointAt(at));
                }
                if (at >= s.length()) {
                    return parts;
                }
                if (left-- == 0) {
                    parts.add(s.substring(at));
                    return parts;
                }
                int from = at;
                while (at < s.length() && !isSpace(s.codePointAt(at))) {
                    at += Character.charCount(s.codePointAt(at));
                }
                parts.add(s.substring(from, at));
            }
        }
        String x = separator(separator);
        while (left-- > 0) {
            int i = s.indexOf(x, at);
            if (i < 0) {
                break;
            }
            parts.add(s.substring(at, i));
            at = i + x.length();
        }
        parts.add(s.substring(at));
        return parts;
    }

    private static List<String> splitRight(String s, Object separator, long most) {
        if (most < 0) {
            return split(s, separator, most);
        }
        List<String> parts = new ArrayList<>();
        int to = s.length();
        long left = most;
        if (separator == None.NONE) {
            while (true) {
                while (to > 0 && isSpace(s.codePointBefore(to))) {
                    to -= Character.charCount(s.codePointBefore(to));
                }
                if (to == 0) {
                    return parts;
                }
                if (left-- == 0) {
                    parts.addFirst(s.substring(0, to));
                    return parts;
                }
                int end = to;
                while (to > 0 && !isSpace(s.codePointBefore(to))) {
                    to -= Character.charCount(s.codePointBefore(to));
                }
                parts.addFirst(s.substring(to, end));
            }
        }
        String x = separator(separator);
        while (left-- > 0) {
            int i = to - x.length() < 0 ? -1 : s.lastIndexOf(x, to - x.length());
            if (i < 0) {
                break;
            }
            parts.addFirst(s.substring(i + x.length(), to));
            to = i;
        }
        parts.addFirst(s.substring(0, to));
        return parts;
    }

    private static List<String> lines(String s, boolean keep) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int i = 0;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (c == '\n' || c == '\r' || c == '\u000b' || c == '\f' || c >= '\u001c' && c <= '\u001e' || c == '\u0085'
                    || c == '\u2028' || c == '\u2029') {
                int end = i + (c == '\r' && i + 1 < s.length() && s.charAt(i + 1) == '\n' ? 2 : 1);
                parts.add(s.substring(from, keep ? end : i));
                from = end;
                i = end;
            } else {
                i++;
            }
        }
        if (from < s.length()) {
            parts.add(s.substring(from));
        }
        return parts;
    }

    // ---------------------------------------------------------------- translation

    private static TruffleString translate(String s, Object table) {
        StringBuilder out = new StringBuilder();
        for (int c : s.codePoints().toArray()) {
            Object value;
            try {
                value = Operations.getItem(table, (long) c);
            } catch (org.jacobilang.runtime.PythonException e) {
                if (!e.isA(Types.LOOKUP_ERROR)) {
                    throw e;
                }
                out.appendCodePoint(c);
                continue;
            }
            if (value instanceof Long n) {
                out.appendCodePoint(n.intValue());
            } else if (value instanceof TruffleString x) {
                out.append(Strings.java(x));
            }
        }
        return Strings.of(out.toString());
    }

    private static Object makeTranslation(Object[] a) {
        DictObject table = new DictObject();
        if (a[1] == null) {
            DictObject from = (DictObject) a[0];
            for (Object key : from.keyArray()) {
                table.put(key instanceof TruffleString s ? (Object) (long) Strings.java(s).codePointAt(0) : key, from.get(key));
            }
            return table;
        }
        int[] x = argument(a[0]).codePoints().toArray();
        int[] y = argument(a[1]).codePoints().toArray();
        if (x.length != y.length) {
            throw Errors.valueError("the first two maketrans arguments must have equal length");
        }
        for (int i = 0; i < x.length; i++) {
            table.put((long) x[i], (long) y[i]);
        }
        if (a[2] != null) {
            argument(a[2]).codePoints().forEach(c -> table.put((long) c, None.NONE));
        }
        return table;
    }
}
