package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.object.DynamicObject;
import com.oracle.truffle.api.object.DynamicObjectLibrary;
import com.oracle.truffle.api.object.HiddenKey;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;

/**
 * An object with a class and attributes of its own. The attributes are the properties of the dynamic object, keyed by
 * {@link Strings#name interned} names; the class is the shape's dynamic type too, so that a shape check implies it.
 * The builtin containers extend this class, so that user classes can extend them.
 */
@ExportLibrary(InteropLibrary.class)
public class InstanceObject extends DynamicObject implements TruffleObject {
    private static final Shape PLAIN = Shape.newBuilder().build();
    /** Where an object keeps its {@code __dict__}, once somebody asked for it. */
    private static final HiddenKey ATTRIBUTES = new HiddenKey("__dict__");
    private ClassObject type;
    /** When the object was made, on the clock of {@link Journal#epoch}. */
    public final int born = Journal.epoch;

    public InstanceObject(ClassObject type) {
        super(type.instanceShape());
        this.type = type;
    }

    /** For builtin classes only, which come before {@code type} itself exists. */
    InstanceObject(@SuppressWarnings("unused") String builtinClass) {
        super(PLAIN);
    }

    public final ClassObject type() {
        return type == null ? Types.TYPE : type;
    }

    /** Answers an assignment to {@code __class__}. */
    @TruffleBoundary
    public final void type(ClassObject newType) {
        type = newType;
        DynamicObjectLibrary.getUncached().setDynamicType(this, newType);
    }

    /** The object's own attribute, or null. */
    @TruffleBoundary
    public Object own(TruffleString name) {
        DictObject elsewhere = elsewhere();
        return elsewhere != null ? elsewhere.get(name) : DynamicObjectLibrary.getUncached().getOrDefault(this, name, null);
    }

    @TruffleBoundary
    public void own(TruffleString name, Object value) {
        DictObject elsewhere = elsewhere();
        if (elsewhere != null) {
            elsewhere.put(Strings.name(name), value);
        } else {
            DynamicObjectLibrary.getUncached().put(this, Strings.name(name), value);
        }
    }

    @TruffleBoundary
    public boolean removeOwn(TruffleString name) {
        DictObject elsewhere = elsewhere();
        return elsewhere != null ? elsewhere.remove(name) != null : DynamicObjectLibrary.getUncached().removeKey(this, name);
    }

    /** The dict that the program put in the place of the object's own attributes, or null. */
    private DictObject elsewhere() {
        return type != null && type.attributesElsewhere
                && DynamicObjectLibrary.getUncached().getOrDefault(this, ATTRIBUTES, null) instanceof DictObject d
                && d.owner() != this ? d : null;
    }

    /** {@code __dict__}: the attributes as a dict, the same one each time. */
    @TruffleBoundary
    DictObject attributeDict() {
        DynamicObjectLibrary objects = DynamicObjectLibrary.getUncached();
        if (objects.getOrDefault(this, ATTRIBUTES, null) instanceof DictObject d) {
            return d;
        }
        DictObject dict = DictObject.of(this);
        objects.put(this, ATTRIBUTES, dict);
        return dict;
    }

    /** Gives the object the dict that lives with it. */
    final void adopt(DictObject dict) {
        DynamicObjectLibrary.getUncached().put(this, ATTRIBUTES, dict);
    }

    /** Keeps the attributes in a dict of the program from now on: what an assignment to {@code __dict__} means. */
    @TruffleBoundary
    void attributeDict(DictObject dict) {
        DynamicObjectLibrary objects = DynamicObjectLibrary.getUncached();
        type().keepAttributesElsewhere();
        for (TruffleString name : ownNames()) {
            objects.removeKey(this, name);
        }
        objects.put(this, ATTRIBUTES, dict);
    }

    /** The names of the object's own attributes in the order of their creation. */
    @TruffleBoundary
    public TruffleString[] ownNames() {
        DictObject elsewhere = elsewhere();
        if (elsewhere != null) {
            return java.util.Arrays.stream(elsewhere.keyArray()).filter(TruffleString.class::isInstance)
                    .toArray(TruffleString[]::new);
        }
        Object[] keys = DynamicObjectLibrary.getUncached().getKeyArray(this);
        TruffleString[] names = new TruffleString[keys.length];
        System.arraycopy(keys, 0, names, 0, keys.length);
        return names;
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return Interop.array(Operations.directory(this).toArray());
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberReadable(String name) {
        return Operations.attributeOrNull(this, Strings.name(name)) != null;
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String name) throws UnknownIdentifierException {
        Object value = Operations.attributeOrNull(this, Strings.name(name));
        if (value == null) {
            throw UnknownIdentifierException.create(name);
        }
        return Interop.export(value);
    }

    @ExportMessage
    final boolean isMemberModifiable(String name) {
        return isMemberReadable(name);
    }

    @ExportMessage
    final boolean isMemberInsertable(String name) {
        return !isMemberReadable(name);
    }

    @ExportMessage
    @TruffleBoundary
    final void writeMember(String name, Object value) {
        Operations.setAttribute(this, Strings.name(name), Interop.adopt(value));
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberInvocable(String name) {
        Object value = Operations.attributeOrNull(this, Strings.name(name));
        return value != null && Operations.callable(value);
    }

    @ExportMessage
    @TruffleBoundary
    final Object invokeMember(String name, Object... arguments) throws UnknownIdentifierException {
        Object value = Operations.attributeOrNull(this, Strings.name(name));
        if (value == null) {
            throw UnknownIdentifierException.create(name);
        }
        return Interop.export(Operations.call(value, Interop.adoptAll(arguments)));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isExecutable() {
        return Operations.callable(this);
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object... arguments) {
        return Interop.export(Operations.call(this, Interop.adoptAll(arguments)));
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean sideEffects) {
        return Strings.java(Operations.repr(this));
    }

    @ExportMessage
    @TruffleBoundary
    boolean hasIterator() {
        return !(this instanceof ClassObject) && Operations.isIterable(this);
    }

    @ExportMessage
    @TruffleBoundary
    Object getIterator() throws com.oracle.truffle.api.interop.UnsupportedMessageException {
        if (!hasIterator()) {
            throw com.oracle.truffle.api.interop.UnsupportedMessageException.create();
        }
        return new IteratorObject(Types.ITERATOR, Operations.iterator(this));
    }

    @ExportMessage
    final boolean hasMetaObject() {
        return true;
    }

    @ExportMessage
    final Object getMetaObject() {
        return type();
    }
}
