package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** A guest exception: its arguments and its links; the interpreter attaches the traceback. */
public final class ExceptionObject extends InstanceObject {
    public TupleObject args;
    /** {@code __cause__} or null. */
    public ExceptionObject cause;
    /** {@code __context__} or null. */
    public ExceptionObject context;
    public boolean suppressContext;
    /** {@code __traceback__}: whatever the interpreter keeps there, or null. */
    public Object traceback;
    /** What a traceback adds to the message, to help whoever reads it; or null. It is asked for only when shown. */
    public java.util.function.Supplier<String> hint;
    /** For a syntax error: the place and the line with its caret, as a traceback shows them; or null. */
    public String shown;
    /** The carrier that threw it last, or null: it holds Truffle's stack trace. */
    public PythonException thrown;

    public ExceptionObject(ClassObject type, TupleObject args) {
        super(type);
        this.args = args;
    }

    public ExceptionObject(ClassObject type, String message) {
        this(type, new TupleObject(Strings.of(message)));
    }

    private static java.util.function.Function<ExceptionObject, Object> tracebacks = e -> None.NONE;

    /** Says who makes tracebacks of what was thrown. */
    public static void install(java.util.function.Function<ExceptionObject, Object> maker) {
        tracebacks = maker;
    }

    /** {@code __traceback__}: what the program put there, else the frames that the exception came through. */
    public Object traceback() {
        return traceback != null ? traceback : thrown == null ? None.NONE : tracebacks.apply(this);
    }

    /** The message as {@code str(exception)} gives it. */
    public String message() {
        return Strings.java(Operations.str(this));
    }

    /** A keyword-like attribute that some exceptions have: name, obj, path, value, errno... */
    public Object field(String name) {
        Object value = own(Strings.name(name));
        return value == null ? None.NONE : value;
    }

    public ExceptionObject field(String name, Object value) {
        own(Strings.name(name), value);
        return this;
    }

    public boolean isA(ClassObject other) {
        return type().isSubclassOf(other);
    }

    TruffleString text() {
        return Strings.of(message());
    }
}
