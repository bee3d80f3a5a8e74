package org.jacobilang.builtin;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.Iteration;
import org.jacobilang.runtime.IteratorObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.NotImplemented;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** The module {@code _re}: patterns and matches over TRegex. The module {@code re} is written over it. */
final class RegexModule {
    static final ClassObject ERROR = new ClassObject(Types.TYPE, "PatternError", new ClassObject[] {Types.EXCEPTION},
            Map.of(org.jacobilang.runtime.Names.MODULE, Strings.of("re")));
    private static final ClassObject PATTERN = ClassObject.inModule("re", "Pattern");
    private static final ClassObject MATCH = ClassObject.inModule("re", "Match");
    private static final int CACHED = 512;

    private RegexModule() {
    }

    /** {@code re.error} with its fields; {@code at} is a position in the pattern or -1. */
    @TruffleBoundary
    static PythonException error(String message, Object pattern, int at) {
        StringBuilder shown = new StringBuilder(message);
        Object line = None.NONE;
        Object column = None.NONE;
        if (at >= 0) {
            shown.append(" at position ").append(at);
            String text = pattern instanceof TruffleString t ? Strings.java(t) : "";
            String before = text.substring(0, Math.min(at, text.length()));
            long lines = before.chars().filter(c -> c == '\n').count() + 1;
            long columns = before.length() - before.lastIndexOf('\n');
            line = lines;
            column = columns;
            if (text.indexOf('\n') >= 0) {
                shown.append(" (line ").append(lines).append(", column ").append(columns).append(")");
            }
        }
        ExceptionObject e = new ExceptionObject(ERROR, shown.toString());
        e.field("msg", Strings.of(message)).field("pattern", pattern).field("pos", at < 0 ? None.NONE : (Object) (long) at)
                .field("lineno", line).field("colno", column);
        return new PythonException(e);
    }

    /** A compiled pattern. */
    private static final class Pattern extends InstanceObject {
        final Object text;
        final boolean bytes;
        final RegexEngine engine;
        private final Map<Object, List<Object>> templates = new LinkedHashMap<>();

        Pattern(Object text, int flags) {
            super(PATTERN);
            this.text = text;
            this.bytes = text instanceof BytesObject;
            String source = bytes ? new String(((BytesObject) text).data(), java.nio.charset.StandardCharsets.ISO_8859_1)
                    : Strings.java((TruffleString) text);
            this.engine = new RegexEngine(source, bytes, flags);
        }

        Object check(Object subject) {
            Object plain = TypeTables.base(subject);
            if (plain instanceof TruffleString) {
                if (bytes) {
                    throw Errors.typeError("cannot use a bytes pattern on a string-like object");
                }
                return plain;
            }
            if (plain instanceof BytesObject) {
                if (!bytes) {
                    throw Errors.typeError("cannot use a string pattern on a bytes-like object");
                }
                return plain;
            }
            throw Errors.typeError("expected string or bytes-like object, got '%s'", Operations.typeOf(subject).name());
        }

        List<Object> template(Object replacement) {
            List<Object> known = templates.get(replacement);
            if (known == null) {
                String source = replacement instanceof BytesObject b
                        ? new String(b.data(), java.nio.charset.StandardCharsets.ISO_8859_1)
                        : Strings.java((TruffleString) replacement);
                known = RegexTemplate.parse(engine, source, replacement);
                if (templates.size() < CACHED && !(replacement instanceof BytesObject)) {
                    templates.put(replacement, known);
                }
            }
            return known;
        }
    }

    private static int length(Object text) {
        return text instanceof TruffleString s ? Strings.length(s) : ((BytesObject) text).data().length;
    }

    private static Object slice(Object text, int from, int to) {
        return text instanceof TruffleString s
                ? s.substringByteIndexUncached(from << 2, (to - from) << 2, Strings.ENCODING, false)
                : new BytesObject(java.util.Arrays.copyOfRange(((BytesObject) text).data(), from, to));
    }

    /** A match and the text that it is in. */
    private static final class Match extends InstanceObject {
        final Pattern pattern;
        final Object string;
        final int pos;
        final int endpos;
        final RegexEngine.Result result;

        Match(Pattern pattern, Object string, int pos, int endpos, RegexEngine.Result result) {
            super(MATCH);
            this.pattern = pattern;
            this.string = string;
            this.pos = pos;
            this.endpos = endpos;
            this.result = result;
        }

        int group(Object key) {
            Object plain = TypeTables.base(key);
            if (plain instanceof TruffleString name) {
                Integer number = pattern.engine.names.get(Strings.java(name));
                if (number != null) {
                    return number;
                }
            } else if (!(plain instanceof BytesObject)) {
                Object index = Operations.specialMethod(key, org.jacobilang.runtime.Names.INDEX) != null
                        || org.jacobilang.runtime.Numbers.isInt(plain) ? Operations.integer(key) : null;
                if (index instanceof Long n && n >= 0 && n <= pattern.engine.groups) {
                    return n.intValue();
                }
            }
            throw Errors.indexError("no such group");
        }

        Object text(int group, Object absent) {
            int from = result.starts()[group];
            return from < 0 ? absent : slice(string, from, result.ends()[group]);
        }
    }

    /** Walks over the matches in a text, one after the other, as search, finditer, split and sub do. */
    private static final class Scan {
        final Pattern pattern;
        final Object string;
        final Object input;
        final int pos;
        final int endpos;
        final RegexEngine.Method method;
        int at;
        boolean mustAdvance;

        Scan(Pattern pattern, Object subject, Object pos, Object endpos, RegexEngine.Method method) {
            this.pattern = pattern;
            this.string = pattern.check(subject);
            int length = length(string);
            this.pos = (int) Math.max(0, Math.min(length, Operations.index(pos)));
            this.endpos = (int) Math.max(0, Math.min(length, Operations.index(endpos)));
            this.input = RegexEngine.input(this.endpos < length ? slice(string, 0, this.endpos) : string);
            this.method = method;
            this.at = this.pos;
        }

        RegexEngine.Result next() {
            if (at > endpos) {
                return null;
            }
            RegexEngine.Result r = pattern.engine.exec(input, at, method, mustAdvance);
            if (r == null) {
                at = endpos + 1;
                return null;
            }
            at = r.ends()[0];
            mustAdvance = r.starts()[0] == r.ends()[0];
            return r;
        }

        Match nextMatch() {
            RegexEngine.Result r = next();
            return r == null ? null : new Match(pattern, string, pos, endpos, r);
        }
    }

    private static Object one(Object[] a, RegexEngine.Method method) {
        Match m = new Scan((Pattern) a[0], a[1], a[2], a[3], method).nextMatch();
        return m == null ? None.NONE : m;
    }

    private static Object allGroups(Scan s, RegexEngine.Result r) {
        int groups = s.pattern.engine.groups;
        Object empty = s.string instanceof TruffleString ? Strings.EMPTY : new BytesObject(new byte[0]);
        if (groups <= 1) {
            int from = r.starts()[groups];
            return from < 0 ? empty : slice(s.string, from, r.ends()[groups]);
        }
        Object[] items = new Object[groups];
        for (int i = 1; i <= groups; i++) {
            int from = r.starts()[i];
            items[i - 1] = from < 0 ? empty : slice(s.string, from, r.ends()[i]);
        }
        return new TupleObject(items);
    }

    /** Puts pieces of text, or of bytes, together. */
    private static final class Joiner {
        final boolean bytes;
        private final com.oracle.truffle.api.strings.TruffleStringBuilder text =
                com.oracle.truffle.api.strings.TruffleStringBuilder.create(Strings.ENCODING);
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();

        Joiner(boolean bytes) {
            this.bytes = bytes;
        }

        void add(Object piece) {
            if (bytes) {
                if (!(piece instanceof BytesObject b)) {
                    throw Errors.typeError("expected a bytes-like object, %s found", Operations.typeOf(piece).name());
                }
                data.writeBytes(b.data());
            } else {
                if (!(piece instanceof TruffleString s)) {
                    throw Errors.typeError("expected str instance, %s found", Operations.typeOf(piece).name());
                }
                text.appendStringUncached(s);
            }
        }

        Object result() {
            return bytes ? new BytesObject(data.toByteArray()) : text.toStringUncached();
        }
    }

    private static void expand(Joiner out, List<Object> template, Match m) {
        for (Object part : template) {
            if (part instanceof Integer group) {
                Object text = m.text(group, null);
                if (text != null) {
                    out.add(text);
                }
            } else {
                out.add(out.bytes ? new BytesObject(((String) part).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                        : Strings.of((String) part));
            }
        }
    }

    private static TupleObject substitute(Pattern p, Object replacement, Object subject, Object countObject) {
        long count = Operations.index(countObject);
        Scan scan = new Scan(p, subject, 0L, Long.MAX_VALUE, RegexEngine.Method.search);
        Object plain = TypeTables.base(replacement);
        List<Object> template = null;
        if (plain instanceof TruffleString || plain instanceof BytesObject) {
            template = p.template(plain);
            if (plain instanceof BytesObject != p.bytes) {
                throw RegexTemplate.wrongKind(p.bytes);
            }
        } else if (!Operations.callable(replacement)) {
            throw Errors.typeError("decoding to str: need a bytes-like object, %s found", Operations.typeOf(replacement).name());
        }
        Joiner out = new Joiner(p.bytes);
        long done = 0;
        int from = 0;
        while (count == 0 || done < count) {
            Match m = scan.nextMatch();
            if (m == null) {
                break;
            }
            out.add(slice(scan.string, from, m.result.starts()[0]));
            if (template != null) {
                expand(out, template, m);
            } else {
                Object piece = Operations.call(replacement, m);
                if (piece != None.NONE) {
                    out.add(TypeTables.base(piece));
                }
            }
            from = m.result.ends()[0];
            done++;
        }
        if (done == 0) {
            return new TupleObject(scan.string, 0L);
        }
        out.add(slice(scan.string, from, length(scan.string)));
        return new TupleObject(out.result(), done);
    }

    private static Object split(Pattern p, Object subject, Object most) {
        long limit = Operations.index(most);
        Scan scan = new Scan(p, subject, 0L, Long.MAX_VALUE, RegexEngine.Method.search);
        ListObject out = new ListObject();
        int from = 0;
        for (long done = 0; limit == 0 || done < limit; done++) {
            Match m = scan.nextMatch();
            if (m == null) {
                break;
            }
            out.append(slice(scan.string, from, m.result.starts()[0]));
            for (int i = 1; i <= p.engine.groups; i++) {
                out.append(m.text(i, None.NONE));
            }
            from = m.result.ends()[0];
        }
        out.append(slice(scan.string, from, length(scan.string)));
        return out;
    }

    private static Object iterate(Pattern p, Object subject, Object pos, Object endpos) {
        Scan scan = new Scan(p, subject, pos, endpos, RegexEngine.Method.search);
        return new IteratorObject(Types.iterator("callable_iterator"), new Iteration() {
            @Override
            @TruffleBoundary
            public Object next() {
                Match m = scan.nextMatch();
                return m == null ? END : m;
            }
        });
    }

    private static Object find(Pattern p, Object subject, Object pos, Object endpos) {
        Scan scan = new Scan(p, subject, pos, endpos, RegexEngine.Method.search);
        List<Object> found = new ArrayList<>();
        for (RegexEngine.Result r = scan.next(); r != null; r = scan.next()) {
            found.add(allGroups(scan, r));
        }
        return new ListObject(found.toArray());
    }

    private static String bound = ", pos=0, endpos=9223372036854775807)";

    private static void patterns() {
        for (RegexEngine.Method way : RegexEngine.Method.values()) {
            PATTERN.method(way + "(self, /, string" + bound, "Match here: " + way + ".", a -> one(a, way));
        }
        PATTERN.method("findall(self, /, string" + bound, "All matches, as a list of texts or of tuples of the groups.",
                a -> find((Pattern) a[0], a[1], a[2], a[3]));
        PATTERN.method("finditer(self, /, string" + bound, "An iterator over all matches.",
                a -> iterate((Pattern) a[0], a[1], a[2], a[3]));
        PATTERN.method("split(self, /, string, maxsplit=0)", "The texts between the matches.",
                a -> split((Pattern) a[0], a[1], a[2]));
        PATTERN.method("sub(self, /, repl, string, count=0)", "The text with the matches replaced.",
                a -> substitute((Pattern) a[0], a[1], a[2], a[3]).items[0]);
        PATTERN.method("subn(self, /, repl, string, count=0)", "As sub, with the number of replacements.",
                a -> substitute((Pattern) a[0], a[1], a[2], a[3]));
        PATTERN.method("_flags(self, /)", null, a -> (long) ((Pattern) a[0]).engine.flags);
        PATTERN.method("__copy__(self, /)", null, a -> a[0]);
        PATTERN.method("__deepcopy__(self, memo, /)", null, a -> a[0]);
        PATTERN.method("__eq__(self, other, /)", null, a -> a[1] instanceof Pattern q && a[0] instanceof Pattern p
                ? (Object) (p == q || p.engine.flags == q.engine.flags && p.bytes == q.bytes && Operations.equal(p.text, q.text))
                : NotImplemented.NOT_IMPLEMENTED);
        PATTERN.method("__hash__(self, /)", null, a -> Operations.hash(((Pattern) a[0]).text) + ((Pattern) a[0]).engine.flags);
        PATTERN.method("__class_getitem__(cls, item, /)", null, a -> a[0]);
        PATTERN.attribute("pattern", TypeTables.property(a -> ((Pattern) a[0]).text));
        PATTERN.attribute("flags", TypeTables.property(a -> (long) ((Pattern) a[0]).engine.flags));
        PATTERN.attribute("groups", TypeTables.property(a -> (long) ((Pattern) a[0]).engine.groups));
        PATTERN.attribute("groupindex", TypeTables.property(a -> {
            DictObject names = new DictObject();
            ((Pattern) a[0]).engine.names.forEach((name, number) -> names.put(Strings.of(name), (long) number));
            return names;
        }));
        PATTERN.method("__repr__(self, /)", null, a -> {
            Pattern p = (Pattern) a[0];
            String text = Strings.java(Operations.repr(p.text));
            if (text.codePointCount(0, text.length()) > 200) {
                text = text.substring(0, text.offsetByCodePoints(0, 200));
            }
            int flags = p.engine.flags & ~(p.bytes ? 0 : RegexEngine.UNICODE);
            StringBuilder names = new StringBuilder();
            String[] all = {"IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG", "ASCII"};
            for (int i = 0; i < all.length; i++) {
                if ((flags & 2 << i) != 0) {
                    names.append(names.isEmpty() ? ", " : "|").append("re.").append(all[i]);
                }
            }
            return Strings.of("re.compile(" + text + names + ")");
        });
    }

    private static void matches() {
        MATCH.method("group(self, /, *groups)", "The text of one or several groups.", a -> {
            Match m = (Match) a[0];
            Object[] wanted = ((TupleObject) a[1]).items;
            if (wanted.length == 0) {
                return m.text(0, None.NONE);
            }
            Object[] out = new Object[wanted.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = m.text(m.group(wanted[i]), None.NONE);
            }
            return out.length == 1 ? out[0] : new TupleObject(out);
        });
        MATCH.method("__getitem__(self, group, /)", null, a -> ((Match) a[0]).text(((Match) a[0]).group(a[1]), None.NONE));
        MATCH.method("groups(self, /, default=None)", "The texts of all groups.", a -> {
            Match m = (Match) a[0];
            Object[] out = new Object[m.pattern.engine.groups];
            for (int i = 0; i < out.length; i++) {
                out[i] = m.text(i + 1, a[1]);
            }
            return new TupleObject(out);
        });
        MATCH.method("groupdict(self, /, default=None)", "The texts of the named groups.", a -> {
            Match m = (Match) a[0];
            DictObject out = new DictObject();
            m.pattern.engine.names.forEach((name, number) -> out.put(Strings.of(name), m.text(number, a[1])));
            return out;
        });
        MATCH.method("start(self, group=0, /)", "Where a group starts.",
                a -> (long) ((Match) a[0]).result.starts()[((Match) a[0]).group(a[1])]);
        MATCH.method("end(self, group=0, /)", "Where a group ends.",
                a -> (long) ((Match) a[0]).result.ends()[((Match) a[0]).group(a[1])]);
        MATCH.method("span(self, group=0, /)", "Where a group starts and ends.", a -> {
            Match m = (Match) a[0];
            int group = m.group(a[1]);
            return new TupleObject((long) m.result.starts()[group], (long) m.result.ends()[group]);
        });
        MATCH.method("expand(self, template, /)", "A template filled with the groups.", a -> {
            Match m = (Match) a[0];
            Joiner out = new Joiner(m.pattern.bytes);
            expand(out, m.pattern.template(TypeTables.base(a[1])), m);
            return out.result();
        });
        MATCH.method("__copy__(self, /)", null, a -> a[0]);
        MATCH.method("__deepcopy__(self, memo, /)", null, a -> a[0]);
        MATCH.method("__class_getitem__(cls, item, /)", null, a -> a[0]);
        MATCH.method("__repr__(self, /)", null, a -> {
            Match m = (Match) a[0];
            return Strings.of("<re.Match object; span=(" + m.result.starts()[0] + ", " + m.result.ends()[0] + "), match="
                    + Strings.java(Operations.repr(m.text(0, None.NONE))) + ">");
        });
        MATCH.attribute("string", TypeTables.property(a -> ((Match) a[0]).string));
        MATCH.attribute("re", TypeTables.property(a -> ((Match) a[0]).pattern));
        MATCH.attribute("pos", TypeTables.property(a -> (long) ((Match) a[0]).pos));
        MATCH.attribute("endpos", TypeTables.property(a -> (long) ((Match) a[0]).endpos));
        MATCH.attribute("lastindex", TypeTables.property(a -> {
            int last = ((Match) a[0]).result.last();
            return last <= 0 ? None.NONE : (Object) (long) last;
        }));
        MATCH.attribute("lastgroup", TypeTables.property(a -> {
            Match m = (Match) a[0];
            String name = m.result.last() <= 0 ? null : m.pattern.engine.nameOf[m.result.last()];
            return name == null ? None.NONE : Strings.of(name);
        }));
        MATCH.attribute("regs", TypeTables.property(a -> {
            Match m = (Match) a[0];
            Object[] out = new Object[m.pattern.engine.groups + 1];
            for (int i = 0; i < out.length; i++) {
                out[i] = new TupleObject((long) m.result.starts()[i], (long) m.result.ends()[i]);
            }
            return new TupleObject(out);
        }));
    }

    static {
        patterns();
        matches();
    }

    private record Key(Object text, boolean bytes, int flags) {
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_re");
        m.set("Pattern", PATTERN).set("Match", MATCH).set("PatternError", ERROR);
        Map<Key, Pattern> cache = new LinkedHashMap<>();
        m.function("compile(pattern, flags=0, /)", "A compiled pattern.", a -> {
            int flags = (int) Operations.index(a[1]);
            if (a[0] instanceof Pattern known) {
                if (flags != 0) {
                    throw Errors.valueError("cannot process flags argument with a compiled pattern");
                }
                return known;
            }
            Object text = TypeTables.base(a[0]);
            if (!(text instanceof TruffleString) && !(text instanceof BytesObject)) {
                throw Errors.typeError("first argument must be string or compiled pattern");
            }
            Key key = new Key(text instanceof BytesObject b ? new String(b.data(), java.nio.charset.StandardCharsets.ISO_8859_1)
                    : Strings.java((TruffleString) text), text instanceof BytesObject, flags);
            Pattern pattern = cache.get(key);
            if (pattern == null) {
                pattern = new Pattern(text, flags);
                if (cache.size() >= CACHED) {
                    cache.remove(cache.keySet().iterator().next());
                }
                cache.put(key, pattern);
            }
            return pattern;
        });
        m.function("purge()", "Forgets the patterns that were compiled.", a -> {
            cache.clear();
            return None.NONE;
        });
        return m;
    }
}
