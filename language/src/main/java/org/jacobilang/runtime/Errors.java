package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.util.Locale;

/** Makes the exceptions that the runtime raises; each answer is to be thrown by the caller. */
public final class Errors {
    private Errors() {
    }

    /** An exception of a builtin class with a message in the manner of {@link String#format}. */
    @TruffleBoundary
    public static PythonException of(ClassObject type, String format, Object... arguments) {
        String message = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
        return new PythonException(new ExceptionObject(type, message));
    }

    @TruffleBoundary
    public static PythonException typeError(String format, Object... arguments) {
        return of(Types.TYPE_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException valueError(String format, Object... arguments) {
        return of(Types.VALUE_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException indexError(String format, Object... arguments) {
        return of(Types.INDEX_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException zeroDivision(String format, Object... arguments) {
        return of(Types.ZERO_DIVISION_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException overflow(String format, Object... arguments) {
        return of(Types.OVERFLOW_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException runtimeError(String format, Object... arguments) {
        return of(Types.RUNTIME_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException nameError(String format, Object... arguments) {
        return of(Types.NAME_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException unboundLocal(String format, Object... arguments) {
        return of(Types.UNBOUND_LOCAL_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException importError(String format, Object... arguments) {
        return of(Types.IMPORT_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException moduleNotFound(String format, Object... arguments) {
        return of(Types.MODULE_NOT_FOUND_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException assertionError(String format, Object... arguments) {
        return of(Types.ASSERTION_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException notImplemented(String format, Object... arguments) {
        return of(Types.NOT_IMPLEMENTED_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException recursionError(String format, Object... arguments) {
        return of(Types.RECURSION_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException memoryError(String format, Object... arguments) {
        return of(Types.MEMORY_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException syntaxError(String format, Object... arguments) {
        return of(Types.SYNTAX_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException fileNotFound(String format, Object... arguments) {
        return of(Types.FILE_NOT_FOUND_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException osError(String format, Object... arguments) {
        return of(Types.OS_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException lookupError(String format, Object... arguments) {
        return of(Types.LOOKUP_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException attributeErrorText(String format, Object... arguments) {
        return of(Types.ATTRIBUTE_ERROR, format, arguments);
    }

    @TruffleBoundary
    public static PythonException keyError(Object key) {
        return new PythonException(new ExceptionObject(Types.KEY_ERROR, new TupleObject(key)));
    }

    /** The end of an iteration; {@code value} is what a generator returned, or null. */
    @TruffleBoundary
    public static PythonException stopIteration(Object value) {
        return new PythonException(new ExceptionObject(Types.STOP_ITERATION,
                        value == null || value == None.NONE ? TupleObject.EMPTY : new TupleObject(value)));
    }

    /** No such attribute: names the object's type, and the nearest attribute if one is near. */
    @TruffleBoundary
    public static PythonException attributeError(Object object, TruffleString name) {
        String shown = Strings.java(name);
        String start = object instanceof ModuleObject module ? "module '" + module.name() + "'"
                        : object instanceof ClassObject type ? "type object '" + type.name() + "'"
                                        : "'" + Operations.typeOf(object).messageName() + "' object";
        ExceptionObject error = new ExceptionObject(Types.ATTRIBUTE_ERROR, start + " has no attribute '" + shown + "'");
        error.hint = () -> Suggestions.didYouMean(shown, Operations.directory(object).stream().map(Strings::java).toList());
        return new PythonException(error.field("name", name).field("obj", object));
    }
}
