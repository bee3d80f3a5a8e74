package org.jacobilang.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.api.utilities.CyclicAssumption;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A class: its name, its bases in method resolution order and its attributes. {@link #stable} is an assumption that
 * holds until an attribute of the class or of a class above it changes; a cached lookup depends on it.
 */
@ExportLibrary(InteropLibrary.class)
public final class ClassObject extends InstanceObject {

    private String name;
    private String qualifiedName;
    private ClassObject[] bases;
    private ClassObject[] order;
    private final LinkedHashMap<TruffleString, Object> attributes = new LinkedHashMap<>();
    private final HashMap<TruffleString, Object> found = new HashMap<>();
    private static final Object ABSENT = new Object();
    private final List<WeakReference<ClassObject>> subclasses = new ArrayList<>();
    /** Changes after which nothing is remembered of a class: it counts something, say. */
    private static final int PATIENCE = 100;
    private final CyclicAssumption stable;
    private int changes;
    private final boolean builtin;
    private boolean filled;
    private Shape shape;
    /** The values that the class's constructor makes at the level of Java. */
    public final Layout layout;
    /** False for builtin classes that cannot be extended, as {@code bool}. */
    public boolean extensible = true;

    /** What the instances of a class are at the level of Java: the nearest builtin base decides. */
    public enum Layout { OBJECT, TYPE, INT, FLOAT, COMPLEX, STR, BYTES, LIST, TUPLE, DICT, SET, FROZENSET, EXCEPTION, MODULE, PROPERTY, OTHER }

    /** A builtin class; its attributes are added at the first lookup. */
    ClassObject(String name, Layout layout, ClassObject... bases) {
        super(name);
        this.name = name;
        this.qualifiedName = name;
        this.builtin = true;
        this.layout = layout;
        this.stable = new CyclicAssumption(name);
        this.bases = bases;
        this.order = linearize();
        for (ClassObject base : bases) {
            base.subclasses.add(new WeakReference<>(this));
        }
    }

    /** A class of the program. */
    public ClassObject(ClassObject metaclass, String name, ClassObject[] bases, Map<TruffleString, Object> attributes) {
        super(metaclass);
        this.name = name;
        this.qualifiedName = name;
        this.builtin = false;
        this.stable = new CyclicAssumption(name);
        this.bases = bases;
        Layout chosen = Layout.OBJECT;
        for (ClassObject base : bases) {
            if (!base.extensible) {
                throw Errors.typeError("type '%s' is not an acceptable base type", base.name);
            }
            if (base.layout != Layout.OBJECT) {
                if (chosen != Layout.OBJECT && chosen != base.layout) {
                    throw Errors.typeError("multiple bases have instance lay-out conflict");
                }
                chosen = base.layout;
            }
        }
        this.layout = chosen;
        this.order = linearize();
        for (Map.Entry<TruffleString, Object> entry : attributes.entrySet()) {
            this.attributes.put(Strings.name(entry.getKey()), entry.getValue());
        }
        for (ClassObject base : bases) {
            base.subclasses.add(new WeakReference<>(this));
        }
    }

    /** Whether some instances keep their attributes in a dict of the program: nothing may be cached about them. */
    boolean attributesElsewhere;

    void keepAttributesElsewhere() {
        if (!attributesElsewhere) {
            attributesElsewhere = true;
            changed();
        }
    }

    /** The names that {@code __slots__} allows, or null when instances may have any. */
    private java.util.Set<TruffleString> slots;
    private boolean hasSlots;

    /** Takes what the class body called {@code __slots__}. */
    void slots(Object declared) {
        if (declared == null) {
            return;
        }
        java.util.Set<TruffleString> names = new java.util.HashSet<>();
        if (declared instanceof TruffleString one) {
            names.add(one);
        } else {
            Iteration i = Operations.iterator(declared);
            for (Object item = i.next(); item != Iteration.END; item = i.next()) {
                names.add(Strings.name((TruffleString) item));
            }
        }
        for (TruffleString one : names) {
            if (attributes.containsKey(one)) {
                throw Errors.valueError("'%s' in __slots__ conflicts with class variable", Strings.java(one));
            }
        }
        String stripped = name.replaceFirst("^_+", "");
        for (TruffleString one : java.util.List.copyOf(names)) {
            String text = Strings.java(one);
            if (text.startsWith("__") && !text.endsWith("__") && !stripped.isEmpty()) {
                names.add(Strings.name("_" + stripped + text));
            }
        }
        hasSlots = true;
        slots = names;
        for (TruffleString one : names) {
            // An instance's own attribute hides what its class inherits, but for descriptors: those a slot of its own must hide.
            Object inherited = lookup(one);
            if (inherited != null && Attributes.isDataDescriptor(inherited)) {
                set(one, slot(one));
            }
        }
    }

    /** The descriptor of one slot. */
    private static PropertyObject slot(TruffleString name) {
        String text = Strings.java(name);
        return new PropertyObject(Types.PROPERTY, new BuiltinFunction(text + "(self, /)", null, a -> {
            InstanceObject self = (InstanceObject) a[0];
            Object value = self.own(name);
            if (value == null) {
                throw Errors.attributeErrorText("'%s' object has no attribute '%s'", self.type().name(), text);
            }
            return Journal.reads(self, name, value);
        }), new BuiltinFunction(text + "(self, value, /)", null, a -> {
            Journal.writes(a[0], name);
            ((InstanceObject) a[0]).own(name, a[1]);
            return None.NONE;
        }), new BuiltinFunction(text + "(self, /)", null, a -> {
            Journal.writes(a[0], name);
            if (!((InstanceObject) a[0]).removeOwn(name)) {
                throw Errors.attributeErrorText("'%s' object has no attribute '%s'", ((InstanceObject) a[0]).type().name(), text);
            }
            return None.NONE;
        }), None.NONE);
    }

    /** Whether the attribute is one that {@code __slots__} names: it is not in {@code __dict__}. */
    boolean isSlot(TruffleString attribute) {
        for (ClassObject one : order) {
            if (one.hasSlots && one.slots.contains(attribute)) {
                return true;
            }
        }
        return false;
    }

    /** Whether instances may have an attribute of that name. */
    boolean allowsAttribute(TruffleString attribute) {
        for (ClassObject one : order) {
            if (one == Types.OBJECT || one.builtin) {
                continue;
            }
            if (!one.hasSlots || one.slots.contains(attribute) || one.slots.contains(Names.DICT)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every attribute is allowed. */
    boolean allowsAttributes() {
        for (ClassObject one : order) {
            if (!one.builtin && (!one.hasSlots || one.slots.contains(Names.DICT))) {
                return true;
            }
        }
        return false;
    }

    public String name() {
        return name;
    }

    public void name(String newName) {
        name = newName;
    }

    public String qualifiedName() {
        return qualifiedName;
    }

    public void qualifiedName(String newName) {
        qualifiedName = newName;
    }

    /** The name that messages and reprs show: with its module unless that is {@code builtins}. */
    @TruffleBoundary
    public String fullName() {
        Object module = builtin ? attributes().get(Names.MODULE) : lookup(Names.MODULE);
        if (module instanceof TruffleString text) {
            String prefix = Strings.java(text);
            return prefix.equals("builtins") ? qualifiedName : prefix + "." + qualifiedName;
        }
        return qualifiedName;
    }

    /** As {@link #fullName}, but with the module always. */
    @TruffleBoundary
    public String fullNameWithModule() {
        String full = fullName();
        return builtin && full.equals(qualifiedName) ? full : full;
    }

    private static final TruffleString MESSAGE_NAME = Strings.name("__message_name__");

    /** The name in messages about operators: with the module for the classes that CPython has in C. */
    @TruffleBoundary
    public String messageName() {
        return attributes.get(MESSAGE_NAME) instanceof TruffleString text ? Strings.java(text) : name;
    }

    public boolean isBuiltin() {
        return builtin;
    }

    public ClassObject[] bases() {
        return bases;
    }

    /** The method resolution order, the class itself first. */
    public ClassObject[] order() {
        return order;
    }

    /** Holds until the class changes; a class that keeps changing has none that holds. */
    public Assumption stable() {
        return changes > PATIENCE ? Assumption.NEVER_VALID : stable.getAssumption();
    }

    /** The shape of a fresh instance; its dynamic type is this class. */
    public Shape instanceShape() {
        if (shape == null) {
            makeShape();
        }
        return shape;
    }

    @TruffleBoundary
    private synchronized void makeShape() {
        shape = Shape.newBuilder().dynamicType(this).build();
    }

    /** The class's own attributes, in order. Change them through {@link #set} and {@link #remove} only. */
    @TruffleBoundary
    public synchronized LinkedHashMap<TruffleString, Object> attributes() {
        if (builtin && !filled) {
            filled = true;
            org.jacobilang.builtin.TypeTables.fill(this);
        }
        return attributes;
    }

    /** The attribute that the class or a class above it defines, without binding, or null. */
    @TruffleBoundary
    public Object lookup(TruffleString attribute) {
        synchronized (found) {
            Object known = found.get(attribute);
            if (known == null) {
                known = ABSENT;
                for (ClassObject one : order) {
                    Object value = one.attributes().get(attribute);
                    if (value != null) {
                        known = value;
                        break;
                    }
                }
                found.put(attribute, known);
            }
            return known == ABSENT ? null : known;
        }
    }

    /** As {@link #lookup}, but starts after {@code after} in the order of this class: what {@code super()} sees. */
    @TruffleBoundary
    public Object lookupAfter(ClassObject after, TruffleString attribute) {
        boolean seen = false;
        for (ClassObject one : order) {
            if (seen) {
                Object value = one.attributes().get(attribute);
                if (value != null) {
                    return value;
                }
            }
            seen |= one == after;
        }
        return null;
    }

    /** Adds a method to a class made in Java while its table is filled. */
    public ClassObject method(String declaration, String documentation, BuiltinFunction.Body body) {
        BuiltinFunction function = new BuiltinFunction(declaration, documentation, body);
        function.owner = this;
        if (builtin && function.name.equals("__init__") && this != Types.OBJECT && layout != Layout.EXCEPTION) {
            function.constructed = this;
        }
        attributes.put(Strings.name(function.name), function);
        return this;
    }

    /** As {@link #method(String, String, BuiltinFunction.Body)}, for a method that tracing must know of. */
    public ClassObject method(String declaration, String documentation, BuiltinFunction.Body body, BuiltinFunction.Effect effect) {
        BuiltinFunction function = new BuiltinFunction(declaration, documentation, body).effect(effect);
        function.owner = this;
        attributes.put(Strings.name(function.name), function);
        return this;
    }

    /** A class made in Java that stands in a module of the program. */
    public static ClassObject inModule(String module, String name) {
        return new ClassObject(Types.TYPE, name, new ClassObject[]{Types.OBJECT}, Map.of(Names.MODULE, Strings.of(module)));
    }

    /** Adds anything else to a builtin class while its table is filled. */
    public ClassObject attribute(String key, Object value) {
        if (builtin && key.equals("__new__") && this != Types.OBJECT && value instanceof StaticMethod m
                && m.function instanceof BuiltinFunction f) {
            f.constructed = this;
        }
        attributes.put(Strings.name(key), value);
        return this;
    }

    @TruffleBoundary
    public void set(TruffleString attribute, Object value) {
        attributes().put(Strings.name(attribute), value);
        changed();
    }

    @TruffleBoundary
    public boolean remove(TruffleString attribute) {
        boolean removed = attributes().remove(attribute) != null;
        changed();
        return removed;
    }

    private void changed() {
        synchronized (found) {
            found.clear();
        }
        changes++;
        stable.invalidate();
        for (WeakReference<ClassObject> reference : subclasses) {
            ClassObject subclass = reference.get();
            if (subclass != null) {
                subclass.changed();
            }
        }
    }

    @TruffleBoundary
    public List<ClassObject> subclasses() {
        List<ClassObject> result = new ArrayList<>();
        for (WeakReference<ClassObject> reference : subclasses) {
            if (reference.get() != null) {
                result.add(reference.get());
            }
        }
        return result;
    }

    public boolean isSubclassOf(ClassObject other) {
        for (ClassObject one : order) {
            if (one == other) {
                return true;
            }
        }
        return false;
    }

    /** The C3 linearization of the bases. */
    private ClassObject[] linearize() {
        List<List<ClassObject>> sequences = new ArrayList<>();
        for (ClassObject base : bases) {
            sequences.add(new ArrayList<>(Arrays.asList(base.order)));
        }
        sequences.add(new ArrayList<>(Arrays.asList(bases)));
        List<ClassObject> result = new ArrayList<>();
        result.add(this);
        while (true) {
            sequences.removeIf(List::isEmpty);
            if (sequences.isEmpty()) {
                return result.toArray(new ClassObject[0]);
            }
            ClassObject next = null;
            for (List<ClassObject> sequence : sequences) {
                ClassObject candidate = sequence.get(0);
                if (sequences.stream().noneMatch(s -> s.lastIndexOf(candidate) > 0)) {
                    next = candidate;
                    break;
                }
            }
            if (next == null) {
                StringBuilder names = new StringBuilder();
                for (ClassObject base : bases) {
                    names.append(names.isEmpty() ? "" : ", ").append(base.name);
                }
                throw Errors.typeError("Cannot create a consistent method resolution order (MRO) for bases %s", names);
            }
            result.add(next);
            for (List<ClassObject> sequence : sequences) {
                if (sequence.get(0) == next) {
                    sequence.remove(0);
                }
            }
        }
    }

    @ExportMessage
    boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object... arguments) {
        return Interop.export(Operations.call(this, Interop.adoptAll(arguments)));
    }

    @ExportMessage
    boolean isMetaObject() {
        return true;
    }

    @ExportMessage
    String getMetaSimpleName() {
        return name;
    }

    @ExportMessage
    String getMetaQualifiedName() {
        return qualifiedName;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMetaInstance(Object value) {
        return Operations.typeOf(Interop.adopt(value)).isSubclassOf(this);
    }

    @Override
    public String toString() {
        return "<class '" + name + "'>";
    }
}
