package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;

/**
 * A function written in Java, declared by one row: its signature in the language's own syntax, its documentation and
 * its body. The body gets one value per parameter, null for an optional parameter without a default value
 * (written {@code name=}).
 */
public final class BuiltinFunction extends InstanceObject {
    /** The body of a builtin function. */
    @FunctionalInterface
    public interface Body {
        Object call(Object[] arguments);
    }

    /**
     * A body short and plain enough to become part of the code that calls it: partial evaluation goes into it, and it must leave
     * what is not plain to methods behind a {@link TruffleBoundary}.
     */
    @FunctionalInterface
    public interface Compiled extends Body {
    }

    public final String declaration;
    public final String name;
    public final String documentation;
    public final Body body;
    /** The class whose method this is, or null. */
    public ClassObject owner;
    /** What tracing may do with a call. */
    public Effect effect = Effect.PURE;
    @CompilationFinal private Signature signature;
    @CompilationFinal(dimensions = 1) private Object[] defaults;
    /** What a body gets for the parameters that a call leaves out. */
    @CompilationFinal(dimensions = 1) private Object[] absent;
    /** Whether it can do with numbers and texts that are traced; others end the trace. */
    public boolean takesTraced;

    /** Pure, an ordered effect that a traced program repeats, or one that tracing must stop before. */
    public enum Effect { PURE, ORDERED, OPAQUE }

    public BuiltinFunction(String declaration, String documentation, Body body) {
        super(Types.BUILTIN_FUNCTION);
        this.declaration = declaration;
        int open = declaration.indexOf('(');
        this.name = (open < 0 ? declaration : declaration.substring(0, open)).strip();
        this.documentation = documentation;
        this.body = body;
    }

    public BuiltinFunction effect(Effect kind) {
        effect = kind;
        return this;
    }

    /** Whether a method is one that a builtin class has, and not one that a class of the program or a module gave itself. */
    public static boolean isBuiltinMethod(Object method) {
        return method instanceof BuiltinFunction f && (f.owner == null || f.owner.isBuiltin());
    }

    public Signature signature() {
        if (signature == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            parse();
        }
        return signature;
    }

    public Object[] defaults() {
        signature();
        return defaults;
    }

    public Object call(Object[] arguments, TruffleString[] keywordNames) {
        if (Journal.records(this, arguments, keywordNames)) {
            return None.NONE;
        }
        Signature s = signature();
        Object[] bound = arguments;
        boolean simple = keywordNames.length == 0 && !s.variadic() && !s.keywords() && arguments.length <= s.positional()
                && arguments.length >= required;
        if (!simple || arguments.length != s.count()) {
            bound = new Object[s.count()];
            if (simple) {
                System.arraycopy(arguments, 0, bound, 0, arguments.length);
                System.arraycopy(absent, arguments.length, bound, arguments.length, bound.length - arguments.length);
            } else {
                bindInto(s, arguments, keywordNames, bound);
            }
        }
        return body instanceof Compiled ? body.call(bound) : run(bound);
    }

    @TruffleBoundary
    private Object run(Object[] bound) {
        try {
            return body.call(bound);
        } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException
                | NullPointerException e) {
            throw misused(e, bound);
        } catch (OutOfMemoryError e) {
            throw Errors.memoryError("out of memory in %s()", displayName());
        } catch (ArithmeticException e) {
            // The number of elements of an array is beyond what the JVM can hold in one.
            throw Errors.memoryError("%s(): the result is too large", displayName());
        }
    }

    /** A body that met what it did not expect: the program sees an error that it can catch. */
    @TruffleBoundary
    private PythonException misused(RuntimeException e, Object[] bound) {
        if (Boolean.getBoolean("jacobi.trace")) {
            e.printStackTrace();
        }
        if (e instanceof ClassCastException || e instanceof NullPointerException) {
            StringBuilder types = new StringBuilder();
            for (int i = owner == null ? 0 : 1; i < bound.length; i++) {
                if (bound[i] != null) {
                    types.append(types.isEmpty() ? "" : ", ").append("'").append(Operations.typeOf(bound[i]).name()).append("'");
                }
            }
            return Errors.typeError("%s() does not take arguments of type %s", displayName(), types.isEmpty() ? "none" : types);
        }
        return Errors.valueError("%s() does not take these values", displayName());
    }

    private static final Object ABSENT = new Object();

    @TruffleBoundary
    private void bindInto(Signature s, Object[] arguments, TruffleString[] keywordNames, Object[] bound) {
        if (keywordNames.length > 0 && s.positionalOnly() == s.positional() && s.keywordOnly() == 0 && !s.keywords()) {
            throw Errors.typeError("%s() takes no keyword arguments", displayName());
        }
        int self = (owner != null || constructed != null) && s.positional() > 0 && (constructed != null
                || s.names()[0].equals(SELF)) ? 1 : 0;
        int given = arguments.length - keywordNames.length;
        if (self == 1 && given == 0) {
            throw Errors.typeError("unbound method %s() needs an argument", displayName());
        }
        if (s.positionalOnly() < s.positional() && !s.variadic()) {
            withKeywords(s, self, given, arguments, keywordNames);
        }
        if (!s.variadic() && keywordNames.length == 0 && given > s.positional() || given < required && keywordNames.length == 0) {
            int most = s.positional() - self;
            int least = required - self;
            int got = given - self;
            if (!s.variadic() && most == 0 && s.keywordOnly() > 0) {
                throw Errors.typeError("%s() takes no positional arguments", name);
            }
            if (!s.variadic() && most == 0) {
                throw Errors.typeError("%s() takes no arguments (%d given)", displayName(), got);
            }
            if (!s.variadic() && most == least) {
                if (most == 1 && s.keywordOnly() == 0 && constructed == null) {
                    throw Errors.typeError("%s() takes exactly one argument (%d given)", displayName(), got);
                }
                throw Errors.typeError("%s expected %d argument%s, got %d", shortName(), most, most == 1 ? "" : "s", got);
            }
            boolean few = got < least;
            int bound2 = few ? least : most;
            throw Errors.typeError("%s expected at %s %d argument%s, got %d", shortName(), few ? "least" : "most", bound2,
                            bound2 == 1 ? "" : "s", got);
        }
        s.bind(shortName(), arguments, keywordNames, defaults, bound, 0);
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] == ABSENT) {
                bound[i] = null;
            }
        }
    }

    /** The messages of a function whose parameters may be given by name. */
    private void withKeywords(Signature s, int self, int given, Object[] arguments, TruffleString[] keywordNames) {
        int all = arguments.length - self;
        int most = s.positional() + s.keywordOnly() - self;
        if (given > s.positional() || !s.keywords() && all > most) {
            boolean positional = s.keywordOnly() > 0 && given > s.positional();
            throw Errors.typeError("%s() takes %s %d %sargument%s (%d given)", shortName(), required == s.positional() ? "exactly"
                    : "at most", positional ? s.positional() - self : most, positional ? "positional " : "", most == 1 ? "" : "s",
                    positional ? given - self : all);
        }
        for (TruffleString keyword : s.keywords() ? new TruffleString[0] : keywordNames) {
            int at = java.util.Arrays.asList(s.names()).indexOf(keyword);
            if (at < s.positionalOnly()) {
                throw Errors.typeError("%s() got an unexpected keyword argument '%s'", shortName(), Strings.java(keyword));
            }
        }
        for (int i = given; i < required; i++) {
            if (i < s.positionalOnly()) {
                int least = Math.min(required, s.positionalOnly()) - self;
                throw Errors.typeError("%s() takes at least %d positional argument%s (%d given)", shortName(), least,
                        least == 1 ? "" : "s", given - self);
            }
            if (!java.util.Arrays.asList(keywordNames).contains(s.names()[i])) {
                throw Errors.typeError("%s() missing required argument '%s' (pos %d)", shortName(), Strings.java(s.names()[i]),
                        i + 1 - self);
            }
        }
    }

    /** The builtin class whose constructor this is, or null: messages name the class. */
    public ClassObject constructed;

    /** The name in messages about arguments. */
    private String shortName() {
        return constructed == null ? name : constructed.name();
    }

    private static final TruffleString SELF = Strings.name("self");
    @CompilationFinal private int required;

    /** The name in messages: with the class for a method. */
    public String displayName() {
        return constructed != null ? constructed.name() : owner == null ? name : owner.name() + "." + name;
    }

    @TruffleBoundary
    private synchronized void parse() {
        int open = declaration.indexOf('(');
        String inside = open < 0 ? "*args, **kwargs" : declaration.substring(open + 1, declaration.lastIndexOf(')'));
        List<TruffleString> names = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        int positionalOnly = 0;
        int positional = 0;
        int keywordOnly = 0;
        boolean variadic = false;
        boolean keywords = false;
        boolean afterStar = false;
        for (String raw : split(inside)) {
            String part = raw.strip();
            if (part.isEmpty()) {
                continue;
            }
            if (part.equals("/")) {
                positionalOnly = names.size();
            } else if (part.equals("*")) {
                afterStar = true;
            } else if (part.startsWith("**")) {
                keywords = true;
                names.add(Strings.name(part.substring(2)));
                values.add(ABSENT);
            } else if (part.startsWith("*")) {
                variadic = true;
                afterStar = true;
                names.add(Strings.name(part.substring(1)));
                values.add(ABSENT);
            } else {
                int equals = part.indexOf('=');
                names.add(Strings.name(equals < 0 ? part : part.substring(0, equals).strip()));
                values.add(equals < 0 ? null : constant(part.substring(equals + 1).strip()));
                if (afterStar) {
                    keywordOnly++;
                } else {
                    positional++;
                    if (equals < 0) {
                        required++;
                    }
                }
            }
        }
        defaults = values.toArray();
        absent = defaults.clone();
        for (int i = 0; i < absent.length; i++) {
            absent[i] = absent[i] == ABSENT ? null : absent[i];
        }
        signature = new Signature(names.toArray(new TruffleString[0]), positionalOnly, positional, variadic, keywordOnly, keywords);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'') {
                quote = c;
            } else if (c == ',') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Object constant(String text) {
        return switch (text) {
            case "" -> ABSENT;
            case "None" -> None.NONE;
            case "True" -> true;
            case "False" -> false;
            case "()" -> TupleObject.EMPTY;
            default -> {
                if (text.startsWith("'")) {
                    yield Strings.of(text.substring(1, text.length() - 1).replace("\\n", "\n"));
                }
                if (text.contains(".") || text.contains("e")) {
                    yield Double.parseDouble(text);
                }
                yield Long.parseLong(text);
            }
        };
    }
}
