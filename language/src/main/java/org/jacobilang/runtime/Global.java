package org.jacobilang.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * One name of a module. While it changes rarely its value is a constant of the code that reads it, guarded by an assumption,
 * so that reading a function or an imported module costs nothing; a name that keeps changing becomes a plain variable.
 */
public final class Global {
    /** Changes after which the name is taken for a variable. */
    private static final int PATIENCE = 3;

    public final TruffleString name;
    private Object value;
    @CompilationFinal private Object constant;
    @CompilationFinal private Assumption stable;
    @CompilationFinal private boolean variable;
    private int changes;

    Global(TruffleString name) {
        this.name = name;
        this.stable = Assumption.create("global");
    }

    /** The value, or null when the module has no such name now. */
    public Object get() {
        if (CompilerDirectives.inInterpreter() || variable) {
            return value;
        }
        Assumption now = stable;
        if (now.isValid()) {
            return constant;
        }
        return value;
    }

    /** Holds while the value stays what it is; a name that keeps changing has none that lasts. */
    public Assumption stable() {
        return stable;
    }

    public boolean isVariable() {
        return variable;
    }

    public void set(Object newValue) {
        if (variable && newValue != null) {
            value = newValue;
            return;
        }
        change(newValue);
    }

    @TruffleBoundary
    private void change(Object newValue) {
        if (value == newValue) {
            return;
        }
        boolean first = value == null && changes == 0;
        value = newValue;
        Assumption before = stable;
        if (first && changes == 0) {
            changes = 1;
        } else if (++changes > PATIENCE) {
            variable = true;
        }
        constant = newValue;
        stable = Assumption.create("global");
        before.invalidate();
    }
}
