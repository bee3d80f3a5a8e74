package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Strings;

/** Notes the annotation of a name of a class or module in its {@code __annotations__}. */
final class AnnotationNode extends StatementNode {
    private static final TruffleString ANNOTATIONS = Strings.name("__annotations__");

    @Child private ExpressionNode annotation;
    /** The slot of the class's namespace, or -1 in a module. */
    private final int namespace;
    private final ModuleObject module;
    private final TruffleString name;

    AnnotationNode(ExpressionNode annotation, int namespace, ModuleObject module, TruffleString name) {
        this.annotation = annotation;
        this.namespace = namespace;
        this.module = module;
        this.name = name;
    }

    @Override
    public void execute(VirtualFrame frame) {
        note(namespace < 0 ? null : (DictObject) frame.getObject(namespace), annotation.execute(frame));
    }

    @TruffleBoundary
    private void note(DictObject dict, Object value) {
        Object notes = dict == null ? module.get(ANNOTATIONS) : dict.get(ANNOTATIONS);
        if (!(notes instanceof DictObject)) {
            notes = new DictObject();
            if (dict == null) {
                module.set(ANNOTATIONS, notes);
            } else {
                dict.put(ANNOTATIONS, notes);
            }
        }
        ((DictObject) notes).put(name, value);
    }
}
