package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;

/** What the platform runs: a whole text, with its errors made ready for whoever is outside. */
final class ProgramRootNode extends RootNode {
    private static final TruffleString UNDERSCORE = Strings.name("_");

    private final CallTarget body;
    private final Source source;
    private final ModuleObject module;

    ProgramRootNode(JacobiLanguage language, CallTarget body, Source source, ModuleObject module) {
        super(language);
        this.body = body;
        this.source = source;
        this.module = module;
    }

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return run();
    }

    @TruffleBoundary
    private Object run() {
        JacobiContext context = JacobiContext.get(this);
        if (source.getPath() != null && !source.isInteractive()) {
            context.mainFile(source.getPath());
        }
        context.depth = 0;
        try {
            Object value = body.call();
            if (source.isInteractive() && value != None.NONE) {
                context.out().println(Strings.java(Operations.repr(value)));
                module.set(UNDERSCORE, value);
            }
            return org.jacobilang.runtime.Interop.export(value);
        } catch (PythonException e) {
            if (e.isA(org.jacobilang.runtime.Types.SYSTEM_EXIT)) {
                Object code = e.value().exitCode();
                if (code != None.NONE && !org.jacobilang.runtime.Numbers.isInt(code)) {
                    context.out().flush();
                    context.err().println(Strings.java(Operations.str(code)));
                }
            }
            throw Tracebacks.complete(e);
        } catch (StackOverflowError e) {
            throw Tracebacks.complete(org.jacobilang.runtime.Errors.recursionError("maximum recursion depth exceeded"));
        } finally {
            context.out().flush();
        }
    }
}
