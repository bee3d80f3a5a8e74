package org.jacobilang.nodes;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.List;
import org.jacobilang.parser.Scope;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.Syntax.Expr;
import org.jacobilang.runtime.BinaryOp;

/** Translates names and targets: where a name lives decides how it is read and written. */
final class Names {
    private final Translator t;

    Names(Translator t) {
        this.t = t;
    }

    /** A name's scope, as seen through the comprehensions around it, and its place there. */
    private record Resolved(Scope scope, Scope.Place place, boolean fromComprehension) {
    }

    private Resolved resolve(String id) {
        Scope s = t.scope;
        boolean through = false;
        while (s.kind() == Scope.Kind.COMPREHENSION && s.place(id) == Scope.Place.FREE) {
            s = s.parent();
            through = true;
        }
        Scope.Place place = s.place(id);
        if (place == Scope.Place.CLASS_NAME && through) {
            place = s.outerPlace(id);
        }
        return new Resolved(s, place, through);
    }

    private ExpressionNode global(String mangled) {
        return t.staging ? StagedNodes.readGlobal(t.module, name(mangled)) : new GlobalNodes.Read(t.module, name(mangled));
    }

    ExpressionNode readAttribute(ExpressionNode object, TruffleString attribute) {
        return t.staging ? new StagedNodes.ReadAttribute(object, attribute)
                : AttributeNodesFactory.ReadNodeGen.create(object, attribute);
    }

    private ExpressionNode writeAttribute(ExpressionNode object, ExpressionNode value, TruffleString attribute) {
        return t.staging ? new StagedNodes.WriteAttribute(object, value, attribute)
                : AttributeNodesFactory.WriteNodeGen.create(object, value, attribute);
    }

    private static TruffleString name(String text) {
        return Translator.name(text);
    }

    ExpressionNode read(String id) {
        if (YieldHoister.isTemporary(id)) {
            return readSlot(t.layout.temporary(id));
        }
        Resolved r = resolve(id);
        String mangled = t.scope.mangle(id);
        return switch (r.place) {
            case LOCAL -> LocalNodesFactory.ReadNodeGen.create(t.layout.slot(r.scope, mangled), name(id));
            case CELL -> new LocalNodes.ReadCell(t.layout.slot(r.scope, mangled), name(id));
            case FREE -> free(r.scope, mangled, id);
            case GLOBAL -> inNamespace(id) ? new GlobalNodes.ReadClassName(t.layout.namespace, name(mangled), global(mangled))
                    : global(mangled);
            case CLASS_NAME -> new GlobalNodes.ReadClassName(t.layout.namespace, name(mangled),
                    r.scope.outerPlace(id) == Scope.Place.FREE ? free(r.scope, mangled, id)
                            : global(mangled));
        };
    }

    /** Whether a global of this text lives in a namespace of its own: code that exec runs with locals. */
    private boolean inNamespace(String id) {
        return t.layout.namespace >= 0 && t.layout.owner.kind() == Scope.Kind.MODULE && !t.layout.owner.declaresGlobal(id);
    }

    private ExpressionNode free(Scope scope, String mangled, String id) {
        // In a class body the class's own cell is a slot, not a part of the closure.
        if (scope.kind() == Scope.Kind.CLASS && mangled.equals("__class__") && scope.needsClassCell()) {
            return new LocalNodes.ReadCell(t.layout.slot(scope, mangled), name(id));
        }
        int index = t.layout.free.indexOf(mangled);
        return t.staging ? StagedNodes.readFree(index, name(id)) : new LocalNodes.ReadFree(index, name(id));
    }

    ExpressionNode write(String id, ExpressionNode value) {
        if (YieldHoister.isTemporary(id)) {
            return writeSlot(t.layout.temporary(id), value);
        }
        Resolved r = resolve(id);
        String mangled = t.scope.mangle(id);
        return switch (r.place) {
            case LOCAL -> writeSlot(t.layout.slot(r.scope, mangled), value);
            case CELL -> t.staging ? StagedNodes.writeCell(t.layout.slot(r.scope, mangled), value)
                    : new LocalNodes.WriteCell(t.layout.slot(r.scope, mangled), value);
            case FREE -> t.staging ? StagedNodes.writeFree(t.layout.free.indexOf(mangled), value)
                    : new LocalNodes.WriteFree(t.layout.free.indexOf(mangled), value);
            case GLOBAL -> inNamespace(id) ? new GlobalNodes.WriteClassName(t.layout.namespace, name(mangled), value)
                    : t.staging ? StagedNodes.writeGlobal(t.module, name(mangled), value)
                    : new GlobalNodes.Write(t.module, name(mangled), value);
            case CLASS_NAME -> new GlobalNodes.WriteClassName(t.layout.namespace, name(mangled), value);
        };
    }

    ExpressionNode readSlot(int slot) {
        return LocalNodesFactory.ReadNodeGen.create(slot, name("<temporary>"));
    }

    ExpressionNode writeSlot(int slot, ExpressionNode value) {
        return LocalNodesFactory.WriteNodeGen.create(value, slot);
    }

    /** The cells that a function or class body defined here takes with it. */
    ExpressionNode[] closure(Scope inner) {
        List<ExpressionNode> cells = new ArrayList<>();
        for (String mangled : inner.free()) {
            cells.add(cell(mangled));
        }
        return cells.toArray(ExpressionNode[]::new);
    }

    private ExpressionNode cell(String mangled) {
        Scope s = t.scope;
        while (s.kind() == Scope.Kind.COMPREHENSION && s.place(mangled) == Scope.Place.FREE) {
            s = s.parent();
        }
        boolean ownClass = s.kind() == Scope.Kind.CLASS && mangled.equals("__class__") && s.needsClassCell();
        if (ownClass || s.place(mangled) == Scope.Place.CELL) {
            return new LocalNodes.GetCell(t.layout.slot(s, mangled), false);
        }
        return new LocalNodes.GetCell(t.layout.free.indexOf(mangled), true);
    }

    // ---------------------------------------------------------------- targets

    /** Assigns an expression; a tuple on both sides is never made. */
    ExpressionNode store(Expr target, Expr value) {
        List<Expr> targets = elements(target);
        List<Expr> values = value instanceof Syntax.Tuple tuple ? tuple.elements() : null;
        if (targets != null && values != null && targets.size() == values.size()
                && targets.stream().noneMatch(Syntax.Starred.class::isInstance)
                && values.stream().noneMatch(Syntax.Starred.class::isInstance)) {
            List<ExpressionNode> parts = new ArrayList<>();
            int[] slots = new int[targets.size()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = t.layout.fresh();
                parts.add(writeSlot(slots[i], t.expressions.translate(values.get(i))));
            }
            for (int i = 0; i < slots.length; i++) {
                parts.add(store(targets.get(i), readSlot(slots[i])));
            }
            return new AssignNodes.Sequence(parts.toArray(ExpressionNode[]::new));
        }
        return store(target, t.expressions.translate(value));
    }

    private static List<Expr> elements(Expr target) {
        return switch (target) {
            case Syntax.Tuple tuple -> tuple.elements();
            case Syntax.ListDisplay list -> list.elements();
            default -> null;
        };
    }

    /** Assigns what a node gives. */
    ExpressionNode store(Expr target, ExpressionNode value) {
        return switch (target) {
            case Syntax.Name n -> write(n.id(), value);
            case Syntax.Attribute a -> {
                // The value is computed before the object whose attribute it becomes.
                int slot = t.layout.fresh();
                yield new AssignNodes.Sequence(writeSlot(slot, value), writeAttribute(t.expressions.translate(a.object()),
                        readSlot(slot), name(t.scope.mangle(a.name()))).<ExpressionNode>at(a.start(), a.length()));
            }
            case Syntax.Subscript s -> {
                int slot = t.layout.fresh();
                yield new AssignNodes.Sequence(writeSlot(slot, value), ItemNodesFactory.WriteNodeGen
                        .create(t.expressions.translate(s.object()), t.expressions.translate(s.index()), readSlot(slot))
                        .<ExpressionNode>at(s.start(), s.length()));
            }
            case Syntax.Tuple tuple -> unpack(target, tuple.elements(), value);
            case Syntax.ListDisplay list -> unpack(target, list.elements(), value);
            case Syntax.Starred s -> store(s.value(), value);
            default -> throw new IllegalStateException("no target: " + target);
        };
    }

    private ExpressionNode unpack(Expr at, List<Expr> targets, ExpressionNode value) {
        int[] slots = new int[targets.size()];
        ExpressionNode[] stores = new ExpressionNode[slots.length];
        int star = -1;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = t.layout.fresh();
            stores[i] = store(targets.get(i), new LocalNodes.Temporary(slots[i]));
            if (targets.get(i) instanceof Syntax.Starred) {
                star = i;
            }
        }
        return new AssignNodes.Unpack(value, slots, star, stores).at(at.start(), at.length());
    }

    ExpressionNode storeAll(List<Expr> targets, ExpressionNode value, FrameLayout layout) {
        if (targets.size() == 1) {
            return store(targets.getFirst(), value);
        }
        int slot = layout.fresh();
        List<ExpressionNode> parts = new ArrayList<>();
        parts.add(writeSlot(slot, value));
        targets.forEach(target -> parts.add(store(target, readSlot(slot))));
        return new AssignNodes.Sequence(parts.toArray(ExpressionNode[]::new));
    }

    ExpressionNode augmented(Syntax.AugAssign a) {
        BinaryOp op = ExpressionTranslator.operator(a.op());
        ExpressionNode value = t.expressions.translate(a.value());
        switch (a.target()) {
            case Syntax.Name n -> {
                ExpressionNode read = read(n.id()).at(n.start(), n.length());
                return write(n.id(), OperatorNodes.binary(op, true, read, value).at(a.start(), a.length()));
            }
            case Syntax.Attribute x -> {
                int object = t.layout.fresh();
                TruffleString attribute = name(t.scope.mangle(x.name()));
                ExpressionNode read = readAttribute(readSlot(object), attribute)
                        .at(x.start(), x.length());
                ExpressionNode result = OperatorNodes.binary(op, true, read, value).at(a.start(), a.length());
                ExpressionNode write = writeAttribute(readSlot(object), result, attribute)
                        .at(x.start(), x.length());
                return new AssignNodes.Sequence(writeSlot(object, t.expressions.translate(x.object())), write);
            }
            case Syntax.Subscript x -> {
                int object = t.layout.fresh();
                int index = t.layout.fresh();
                ExpressionNode read = ItemNodesFactory.ReadNodeGen.create(readSlot(object), readSlot(index))
                        .at(x.start(), x.length());
                ExpressionNode result = OperatorNodes.binary(op, true, read, value).at(a.start(), a.length());
                ExpressionNode write = ItemNodesFactory.WriteNodeGen.create(readSlot(object), readSlot(index), result)
                        .at(x.start(), x.length());
                return new AssignNodes.Sequence(writeSlot(object, t.expressions.translate(x.object())),
                        writeSlot(index, t.expressions.translate(x.index())), write);
            }
            default -> throw new IllegalStateException("no target: " + a.target());
        }
    }

    StatementNode delete(Expr target) {
        StatementNode node = switch (target) {
            case Syntax.Name n -> deleteName(n.id());
            case Syntax.Attribute a -> new AttributeNodes.Delete(t.expressions.translate(a.object()),
                    name(t.scope.mangle(a.name())));
            case Syntax.Subscript s -> new ItemNodes.Delete(t.expressions.translate(s.object()),
                    t.expressions.translate(s.index()));
            case Syntax.Tuple tuple -> new ControlNodes.Block(
                    tuple.elements().stream().map(this::delete).toArray(StatementNode[]::new));
            case Syntax.ListDisplay list -> new ControlNodes.Block(
                    list.elements().stream().map(this::delete).toArray(StatementNode[]::new));
            default -> throw new IllegalStateException("no target: " + target);
        };
        return node.at(target.start(), target.length());
    }

    private StatementNode deleteName(String id) {
        Resolved r = resolve(id);
        String mangled = t.scope.mangle(id);
        return switch (r.place) {
            case LOCAL -> new LocalNodes.Delete(t.layout.slot(r.scope, mangled), name(id));
            case CELL, FREE -> new LocalNodes.DeleteCell(read(id), write(id, null));
            case GLOBAL -> inNamespace(id) ? new GlobalNodes.DeleteClassName(t.layout.namespace, name(mangled))
                    : new GlobalNodes.Delete(t.module, name(mangled));
            case CLASS_NAME -> new GlobalNodes.DeleteClassName(t.layout.namespace, name(mangled));
        };
    }

    /** Takes the name of an exception handler away again, if it still has a value. */
    StatementNode forget(Syntax.Name n) {
        return new Forget(delete(n));
    }

    /** A deletion that does not mind when there is nothing to delete. */
    static final class Forget extends StatementNode {
        @Child private StatementNode delete;

        Forget(StatementNode delete) {
            this.delete = delete;
        }

        @Override
        public void execute(com.oracle.truffle.api.frame.VirtualFrame frame) {
            try {
                delete.execute(frame);
            } catch (org.jacobilang.runtime.PythonException e) {
                // The handler deleted its name itself.
            }
        }
    }
}
