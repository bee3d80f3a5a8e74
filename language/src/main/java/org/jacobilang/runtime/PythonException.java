package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;

/** Carries a guest exception through Java. */
@ExportLibrary(InteropLibrary.class)
public final class PythonException extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;
    /** The member through which a host reads the traceback. */
    private static final String TEXT = "__traceback_text__";
    private final transient ExceptionObject value;

    public PythonException(ExceptionObject value) {
        this(value, null);
    }

    public PythonException(ExceptionObject value, Node location) {
        super(location);
        this.value = value;
        value.thrown = this;
        if (location != null) {
            value.raisedAt(location);
        }
    }

    private transient com.oracle.truffle.api.source.SourceSection place;
    private boolean incomplete;
    private String text;

    /** The whole traceback as text; the top of the program sets it. */
    public void text(String newText) {
        text = newText;
    }

    public String text() {
        return text;
    }

    /** For a syntax error: that more input could complete the text. */
    public void incomplete(boolean value) {
        incomplete = value;
    }

    /** For a syntax error: where it is. */
    public void place(com.oracle.truffle.api.source.SourceSection section) {
        place = section;
    }

    @ExportMessage
    boolean isExceptionIncompleteSource() {
        return incomplete;
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return place != null || getLocation() != null && getLocation().getEncapsulatingSourceSection() != null;
    }

    @ExportMessage
    @TruffleBoundary
    com.oracle.truffle.api.source.SourceSection getSourceLocation()
            throws com.oracle.truffle.api.interop.UnsupportedMessageException {
        if (place != null) {
            return place;
        }
        if (!hasSourceLocation()) {
            throw com.oracle.truffle.api.interop.UnsupportedMessageException.create();
        }
        return getLocation().getEncapsulatingSourceSection();
    }

    /** The same exception, carried from {@code location} on. */
    public PythonException at(Node location) {
        return new PythonException(value, location);
    }

    public ExceptionObject value() {
        return value;
    }

    public boolean isA(ClassObject type) {
        return value.isA(type);
    }

    @Override
    @TruffleBoundary
    public String getMessage() {
        String message = value.message();
        return message.isEmpty() ? value.type().fullName() : value.type().fullName() + ": " + message;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        if (value.isA(Types.SYSTEM_EXIT)) {
            return ExceptionType.EXIT;
        }
        if (value.isA(Types.KEYBOARD_INTERRUPT)) {
            return ExceptionType.INTERRUPT;
        }
        return value.isA(Types.SYNTAX_ERROR) ? ExceptionType.PARSE_ERROR : ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    @TruffleBoundary
    int getExceptionExitStatus() {
        Object code = value.exitCode();
        return code instanceof Long n ? n.intValue() : code == None.NONE ? 0 : 1;
    }

    @ExportMessage
    boolean hasExceptionMessage() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getExceptionMessage() {
        return Strings.of(getMessage());
    }

    @ExportMessage
    boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    Object getMetaObject() {
        return value.type();
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) {
        return value.getMembers(includeInternal);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String name) {
        return name.equals(TEXT) && text != null || value.isMemberReadable(name);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String name) throws com.oracle.truffle.api.interop.UnknownIdentifierException {
        if (name.equals(TEXT) && text != null) {
            return Strings.of(text);
        }
        return value.readMember(name);
    }
}
