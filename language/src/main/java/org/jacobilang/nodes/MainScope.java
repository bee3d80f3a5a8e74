package org.jacobilang.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.CachedLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.jacobilang.runtime.ModuleObject;

/** The main module as the scope that the platform asks for: its members are the bindings an embedder sees. */
@ExportLibrary(value = InteropLibrary.class, delegateTo = "module")
final class MainScope implements TruffleObject {
    final ModuleObject module;

    MainScope(ModuleObject module) {
        this.module = module;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(boolean includeInternal, @CachedLibrary("this.module") InteropLibrary library)
            throws UnsupportedMessageException {
        return library.getMembers(module, includeInternal);
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return JacobiLanguage.class;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return "module " + module.name();
    }
}
