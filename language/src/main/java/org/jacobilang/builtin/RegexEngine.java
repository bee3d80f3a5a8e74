package org.jacobilang.builtin;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.Interop;
import org.jacobilang.runtime.Strings;

/**
 * One regular expression as TRegex compiles it, in the Python flavour. There is a compiled form for each way of matching,
 * made at its first use.
 */
final class RegexEngine {
    /** The ways of matching that Python has. */
    enum Method { search, match, fullmatch }

    static final int IGNORECASE = 2;
    static final int LOCALE = 4;
    static final int MULTILINE = 8;
    static final int DOTALL = 16;
    static final int UNICODE = 32;
    static final int VERBOSE = 64;
    static final int ASCII = 256;
    private static final String LETTERS = " iLmsuxa";
    private static final int[] BITS = {0, IGNORECASE, LOCALE, MULTILINE, DOTALL, UNICODE, VERBOSE, ASCII};
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final String pattern;
    private final boolean bytes;
    private final Object[] compiled = new Object[6];
    private final String flagLetters;
    /** The flags with those that the pattern itself sets. */
    final int flags;
    final int groups;
    /** Number by name. */
    final Map<String, Integer> names = new LinkedHashMap<>();
    /** Name by number, null where there is none. */
    final String[] nameOf;

    /** A match: the bounds of the groups, -1 for those that took no part, and the number of the last group. */
    record Result(int[] starts, int[] ends, int last) {
    }

    RegexEngine(String pattern, boolean bytes, int given) {
        this.pattern = pattern;
        this.bytes = bytes;
        StringBuilder letters = new StringBuilder();
        for (int i = 1; i < BITS.length; i++) {
            if ((given & BITS[i]) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        this.flagLetters = letters.toString();
        Object regex = compiled(Method.search, false);
        try {
            Object set = INTEROP.readMember(regex, "flags");
            int all = 0;
            String[] members = {"", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "ASCII"};
            for (int i = 1; i < members.length; i++) {
                if (INTEROP.isMemberReadable(set, members[i]) && INTEROP.asBoolean(INTEROP.readMember(set, members[i]))) {
                    all |= BITS[i];
                }
            }
            flags = all | given;
            groups = INTEROP.asInt(INTEROP.readMember(regex, "groupCount")) - 1;
            nameOf = new String[groups + 1];
            Object named = INTEROP.readMember(regex, "groups");
            if (INTEROP.hasMembers(named)) {
                Object keys = INTEROP.getMembers(named);
                for (long i = 0; i < INTEROP.getArraySize(keys); i++) {
                    String name = INTEROP.asString(INTEROP.readArrayElement(keys, i));
                    nameOf[INTEROP.asInt(INTEROP.readMember(named, name))] = name;
                }
                for (int i = 1; i <= groups; i++) {
                    if (nameOf[i] != null) {
                        names.put(nameOf[i], i);
                    }
                }
            }
        } catch (InteropException e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(InteropException e) {
        return Errors.runtimeError("the regular expression engine answered: %s", String.valueOf(e.getMessage()));
    }

    private synchronized Object compiled(Method method, boolean mustAdvance) {
        int slot = method.ordinal() * 2 + (mustAdvance ? 1 : 0);
        if (compiled[slot] == null) {
            compiled[slot] = compile(method, mustAdvance);
        }
        return compiled[slot];
    }

    private Object compile(Method method, boolean mustAdvance) {
        String options = "Flavor=Python,Encoding=" + (bytes ? "LATIN-1" : "UTF-32") + ",PythonMethod=" + method
                + (mustAdvance ? ",MustAdvance=true" : "");
        Source source = Source.newBuilder("regex", options + "/" + pattern + "/" + flagLetters, "pattern")
                .mimeType("application/tregex").internal(true).build();
        try {
            CallTarget target = JacobiContext.get(null).env().parseInternal(source);
            Object regex = target.call();
            if (INTEROP.isNull(regex)) {
                throw Errors.notImplemented("this regular expression is not supported: %s", pattern.replace("%", "%%"));
            }
            return regex;
        } catch (AbstractTruffleException e) {
            throw syntaxError(e);
        }
    }

    private RuntimeException syntaxError(AbstractTruffleException e) {
        try {
            if (!INTEROP.isException(e) || INTEROP.getExceptionType(e) != ExceptionType.PARSE_ERROR) {
                return e;
            }
            String message = INTEROP.hasExceptionMessage(e) ? INTEROP.asString(INTEROP.getExceptionMessage(e)) : e.getMessage();
            if (message.startsWith("Python") && message.contains(": ")) {
                message = message.substring(message.indexOf(": ") + 2);
            }
            if (message.startsWith("cannot use") || message.startsWith("ASCII and UNICODE")) {
                return Errors.valueError("%s", message);
            }
            // CPython finds this one when it compiles, where the position is lost.
            int at = message.startsWith("look-behind") || !INTEROP.hasSourceLocation(e)
                    ? -1 : INTEROP.getSourceLocation(e).getCharIndex();
            throw RegexModule.error(message, bytes ? BytesMethods.encode(pattern, "latin-1", "strict") : Strings.of(pattern), at);
        } catch (InteropException x) {
            return unexpected(x);
        }
    }

    /** The first match in {@code input} from {@code from} on, or null. */
    Result exec(Object input, int from, Method method, boolean mustAdvance) {
        try {
            Object result = INTEROP.invokeMember(compiled(method, mustAdvance), "exec", input, from);
            if (!INTEROP.asBoolean(INTEROP.readMember(result, "isMatch"))) {
                return null;
            }
            int[] starts = new int[groups + 1];
            int[] ends = new int[groups + 1];
            for (int i = 0; i <= groups; i++) {
                starts[i] = INTEROP.asInt(INTEROP.invokeMember(result, "getStart", i));
                ends[i] = INTEROP.asInt(INTEROP.invokeMember(result, "getEnd", i));
            }
            int last = INTEROP.isMemberReadable(result, "lastGroup") ? INTEROP.asInt(INTEROP.readMember(result, "lastGroup")) : -1;
            return new Result(starts, ends, last);
        } catch (InteropException e) {
            throw unexpected(e);
        }
    }

    /** What the engine reads: text as it is, bytes as Latin-1. */
    static Object input(Object text) {
        return text instanceof TruffleString ? text
                : TruffleString.fromByteArrayUncached(((org.jacobilang.runtime.BytesObject) Interop.adopt(text)).data(),
                        TruffleString.Encoding.ISO_8859_1);
    }
}
