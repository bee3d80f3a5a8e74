package org.jacobilang.nodes;

import com.oracle.truffle.api.nodes.ControlFlowException;

/** How a statement ends when it does not just end. */
final class Completion {
    private Completion() {
    }

    static final class Break extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        static final Break INSTANCE = new Break();
    }

    static final class Continue extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        static final Continue INSTANCE = new Continue();
    }

    static final class Return extends ControlFlowException {
        private static final long serialVersionUID = 1L;
        final transient Object value;

        Return(Object value) {
            this.value = value;
        }
    }
}
