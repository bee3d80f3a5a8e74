package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** The attributes of an object as a dict. */
record AttributeDict(InstanceObject object) {
    /** A dict with the attributes as they are now. */
    DictObject snapshot() {
        DictObject dict = new DictObject();
        for (TruffleString name : object.ownNames()) {
            Object value = object.own(name);
            if (value != null) {
                dict.put(name, value);
            }
        }
        return dict;
    }
}
