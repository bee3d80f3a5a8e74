package org.jacobilang.runtime;

/** {@code super(owner, self)}: looks attributes up after {@code owner} in the order of {@code start}. */
public final class SuperObject extends InstanceObject {
    public final ClassObject owner;
    public final Object self;
    public final ClassObject start;

    /** Of an instance whose class is known to be a subclass of the owner. */
    public SuperObject(ClassObject owner, Object self, ClassObject start) {
        super(Types.SUPER);
        this.owner = owner;
        this.self = self;
        this.start = start;
    }

    public SuperObject(ClassObject owner, Object self) {
        super(Types.SUPER);
        this.owner = owner;
        this.self = self;
        ClassObject type = Operations.typeOf(self);
        if (type.isSubclassOf(owner)) {
            start = type;
        } else if (self instanceof ClassObject itself && itself.isSubclassOf(owner)) {
            start = itself;
        } else {
            throw Errors.typeError("super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).",
                            self instanceof ClassObject ? "type" : "instance of",
                            self instanceof ClassObject c ? c.name() : type.name(), owner.name());
        }
    }
}
