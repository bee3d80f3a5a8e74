package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** The interned names that the runtime itself looks up. */
public final class Names {
    public static final TruffleString ABSTRACT_METHODS = n("__abstractmethods__");
    public static final TruffleString ANNOTATIONS = n("__annotations__");
    public static final TruffleString BASES = n("__bases__");
    public static final TruffleString BOOL = n("__bool__");
    public static final TruffleString CALL = n("__call__");
    public static final TruffleString CLASS = n("__class__");
    public static final TruffleString CLASS_GETITEM = n("__class_getitem__");
    public static final TruffleString COMPLEX = n("__complex__");
    public static final TruffleString CONTAINS = n("__contains__");
    public static final TruffleString DELATTR = n("__delattr__");
    public static final TruffleString DELETE = n("__delete__");
    public static final TruffleString DELITEM = n("__delitem__");
    public static final TruffleString DICT = n("__dict__");
    public static final TruffleString DIR = n("__dir__");
    public static final TruffleString DOC = n("__doc__");
    public static final TruffleString ENTER = n("__enter__");
    public static final TruffleString EXIT = n("__exit__");
    public static final TruffleString FLOAT = n("__float__");
    public static final TruffleString FORMAT = n("__format__");
    public static final TruffleString GET = n("__get__");
    public static final TruffleString GETATTR = n("__getattr__");
    public static final TruffleString GETATTRIBUTE = n("__getattribute__");
    public static final TruffleString GETITEM = n("__getitem__");
    public static final TruffleString HASH = n("__hash__");
    public static final TruffleString INDEX = n("__index__");
    public static final TruffleString INIT = n("__init__");
    public static final TruffleString INIT_SUBCLASS = n("__init_subclass__");
    public static final TruffleString INSTANCECHECK = n("__instancecheck__");
    public static final TruffleString INT = n("__int__");
    public static final TruffleString ITER = n("__iter__");
    public static final TruffleString LEN = n("__len__");
    public static final TruffleString MISSING = n("__missing__");
    public static final TruffleString MODULE = n("__module__");
    public static final TruffleString MRO = n("__mro__");
    public static final TruffleString NAME = n("__name__");
    public static final TruffleString NEW = n("__new__");
    public static final TruffleString NEXT = n("__next__");
    public static final TruffleString PREPARE = n("__prepare__");
    public static final TruffleString QUALNAME = n("__qualname__");
    public static final TruffleString REPR = n("__repr__");
    public static final TruffleString REVERSED = n("__reversed__");
    public static final TruffleString ROUND = n("__round__");
    public static final TruffleString SET = n("__set__");
    public static final TruffleString SETATTR = n("__setattr__");
    public static final TruffleString SETITEM = n("__setitem__");
    public static final TruffleString SET_NAME = n("__set_name__");
    public static final TruffleString SLOTS = n("__slots__");
    public static final TruffleString STR = n("__str__");
    public static final TruffleString SUBCLASSCHECK = n("__subclasscheck__");
    public static final TruffleString WRAPPED = n("__wrapped__");
    public static final TruffleString KEYS = n("keys");
    public static final TruffleString PATH = n("__path__");
    public static final TruffleString METACLASS = n("metaclass");
    public static final TruffleString MRO_ENTRIES = n("__mro_entries__");
    public static final TruffleString ORIG_BASES = n("__orig_bases__");
    public static final TruffleString EQ = n("__eq__");
    public static final TruffleString NE = n("__ne__");

    private Names() {
    }

    private static TruffleString n(String name) {
        return Strings.name(name);
    }
}
