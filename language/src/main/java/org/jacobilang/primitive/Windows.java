package org.jacobilang.primitive;

import org.jacobilang.program.Primitive;

/** Windows that move over arrays. */
final class Windows {
    static final Primitive[] ALL = {};

    private Windows() {
    }
}
