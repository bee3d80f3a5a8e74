package org.jacobilang.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * One name of a module. While it changes rarely its value is a constant of the code that reads it, guarded by an assumption,
 * so that reading a function or an imported module costs nothing; a name that keeps changing becomes a plain variable.
 */
public final class Global {
    /** Changes after which the name is taken for a variable. */
    private static final int PATIENCE = 3;
    /** Watches after which those that nobody holds any more are looked for. */
    private static final int MOST_WATCHES = 64;

    public final TruffleString name;
    private Object value;
    @CompilationFinal private Object constant;
    @CompilationFinal private Assumption stable;
    @CompilationFinal private boolean variable;
    private int changes;
    private boolean watched;

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

    /** Learns of the first change of any of the names that it watches. */
    public static final class Watch {
        public volatile boolean changed;
    }

    private List<WeakReference<Watch>> watches;

    /** Tells the watch of the next change. */
    @TruffleBoundary
    public synchronized void watch(Watch watch) {
        if (watches == null) {
            watches = new ArrayList<>();
        } else if (watches.size() > MOST_WATCHES) {
            watches.removeIf(w -> w.get() == null);
        }
        watches.add(new WeakReference<>(watch));
        watched = true;
    }

    @TruffleBoundary
    private synchronized void tell() {
        for (WeakReference<Watch> w : watches) {
            Watch watch = w.get();
            if (watch != null) {
                watch.changed = true;
            }
        }
        watches = null;
        watched = false;
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
            if (watched && newValue != value) {
                tell();
            }
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
        if (watched) {
            tell();
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
