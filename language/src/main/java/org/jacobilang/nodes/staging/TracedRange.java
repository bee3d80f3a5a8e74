package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.interop.TruffleObject;
import org.jacobilang.array.ArrayLike;

/** {@code range} of traced integers; only a {@code for} statement can walk it. */
public record TracedRange(ArrayLike start, ArrayLike stop, ArrayLike step) implements TruffleObject {
}
