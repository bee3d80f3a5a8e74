package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;

/** A guest exception: its arguments and its links; the interpreter attaches the traceback. */
public final class ExceptionObject extends InstanceObject {
    public TupleObject args;
    /** {@code __cause__} or null. */
    public ExceptionObject cause;
    /** {@code __context__} or null. */
    public ExceptionObject context;
    public boolean suppressContext;
    /** {@code __traceback__}: whatever the interpreter keeps there, or null. */
    private Object traceback;
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

    /** Where it was raised, and the calls that it left since then, the innermost first; a root where no node is known. */
    private List<Node> trace;
    /** It left a function, and nobody has said yet from where that was called. */
    private boolean left;

    /** It is raised by a node. */
    @TruffleBoundary
    void raisedAt(Node node) {
        left = false;
        if (trace == null) {
            trace = new ArrayList<>();
        }
        trace.add(node);
    }

    /** It leaves a function. */
    public void leaves(RootNode root) {
        if (left) {
            raisedAt(root);
        }
        left = true;
    }

    /** It comes to a node on its way out: the first one in each function is the call that led to it. */
    public void passes(Node node) {
        if (left) {
            raisedAt(node);
        }
    }

    /** Where it was raised and the calls on its way, the innermost first. */
    public List<Node> trace() {
        return trace == null ? List.of() : trace;
    }

    private static java.util.function.Function<ExceptionObject, Object> tracebacks = e -> None.NONE;

    /** Says who makes tracebacks of what was thrown. */
    public static void install(java.util.function.Function<ExceptionObject, Object> maker) {
        tracebacks = maker;
    }

    /** {@code __traceback__}: what the program put there, else the frames that the exception came through. */
    public Object traceback() {
        return traceback != null ? traceback : tracebacks.apply(this);
    }

    /** Answers {@code with_traceback} and assignments to {@code __traceback__}. */
    public void traceback(Object newTraceback) {
        traceback = newTraceback;
        trace = null;
    }

    /** What {@code SystemExit.code} holds. */
    public Object exitCode() {
        Object code = own(Strings.name("code"));
        return code != null ? code : args.size() == 0 ? None.NONE : args.size() == 1 ? args.items[0] : args;
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
