package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.profiles.BranchProfile;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.PythonException;

/**
 * The body of a function, a class or a module. The arguments are the function object (null for a module) and one value per
 * parameter; a prologue moves them into the frame.
 */
final class JacobiRootNode extends RootNode implements GuestRoot {
    @Children private final StatementNode[] prologue;
    @Child private StatementNode body;
    private final Source source;
    private final int start;
    private final int length;
    private final String name;
    private final Surroundings surroundings;
    private final BranchProfile returned = BranchProfile.create();

    JacobiRootNode(JacobiLanguage language, FrameDescriptor descriptor, Source source, int start, int length, String name,
            Surroundings surroundings, StatementNode[] prologue, StatementNode body) {
        super(language, descriptor);
        this.source = source;
        this.start = start;
        this.length = length;
        this.name = name;
        this.surroundings = surroundings;
        this.prologue = prologue;
        this.body = body;
    }

    @Override
    @com.oracle.truffle.api.nodes.ExplodeLoop
    public Object execute(VirtualFrame frame) {
        JacobiContext context = JacobiContext.get(this);
        if (++context.depth > context.recursionLimit) {
            CompilerDirectives.transferToInterpreter();
            context.depth--;
            throw tooDeep();
        }
        try {
            for (StatementNode node : prologue) {
                node.execute(frame);
            }
            Object result = body.executeCompletion(frame);
            return result == null ? None.NONE : result;
        } catch (Completion.Return e) {
            returned.enter();
            return e.value;
        } catch (PythonException e) {
            e.value().leaves(this);
            throw e;
        } finally {
            context.depth--;
        }
    }

    private RuntimeException tooDeep() {
        // Whoever calls says where: the function itself has not begun.
        return Errors.recursionError("maximum recursion depth exceeded");
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public SourceSection getSourceSection() {
        return source.createSection(start, length);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public boolean isCloningAllowed() {
        return true;
    }
}
