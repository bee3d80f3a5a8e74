package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * A function of the program. The arguments of its call target are the function itself and then one value per
 * parameter in the order of {@link Signature}.
 */
@ExportLibrary(InteropLibrary.class)
public final class FunctionObject extends InstanceObject {
    public final Code code;
    public final ModuleObject globals;
    public final CellObject[] closure;
    private TruffleString name;
    private TruffleString qualifiedName;
    /** One per parameter, null where it has none, or null as a whole. */
    private Object[] defaults;
    /** {@code __annotations__} or null. */
    public Object annotations;

    public FunctionObject(Code code, TruffleString qualifiedName, ModuleObject globals, Object[] defaults, CellObject[] closure) {
        super(Types.FUNCTION);
        this.code = code;
        this.name = code.name;
        this.qualifiedName = qualifiedName;
        this.globals = globals;
        this.defaults = defaults;
        this.closure = closure;
    }

    /** Special attributes that the program set: they are not in {@code __dict__}. */
    private java.util.Map<String, Object> special;

    Object special(String attribute) {
        return special == null ? null : special.get(attribute);
    }

    void special(String attribute, Object value) {
        if (special == null) {
            special = new java.util.HashMap<>();
        }
        special.put(attribute, value);
    }

    public TruffleString name() {
        return name;
    }

    public void name(TruffleString newName) {
        name = newName;
    }

    public TruffleString qualifiedName() {
        return qualifiedName;
    }

    public void qualifiedName(TruffleString newName) {
        qualifiedName = newName;
    }

    public Object[] defaults() {
        return defaults;
    }

    public void defaults(Object[] newDefaults) {
        defaults = newDefaults;
    }

    /** The arguments array of the call target. */
    @TruffleBoundary
    public Object[] bind(Object[] arguments, TruffleString[] keywordNames) {
        Object[] bound = new Object[1 + code.signature.count()];
        bound[0] = this;
        if (keywordNames.length == 0 && arguments.length == bound.length - 1 && arguments.length == code.signature.positional()) {
            System.arraycopy(arguments, 0, bound, 1, arguments.length);
            return bound;
        }
        code.signature.bind(Strings.java(qualifiedName), arguments, keywordNames, defaults, bound, 1);
        return bound;
    }

    @Override
    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @Override
    @ExportMessage
    @TruffleBoundary
    Object execute(Object... arguments) {
        return Interop.export(Operations.call(this, Interop.adoptAll(arguments)));
    }
}
