package org.jacobilang.runtime;

import com.oracle.truffle.api.interop.TruffleObject;

/** Bytes; the array must not change. */
public record BytesObject(byte[] data) implements TruffleObject {
}
