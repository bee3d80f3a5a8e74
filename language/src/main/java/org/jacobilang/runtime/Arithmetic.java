package org.jacobilang.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.strings.TruffleString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Operators in general: numbers, the builtin containers, arrays, and the special methods of classes. */
final class Arithmetic {
    private Arithmetic() {
    }

    /** The plain value behind an instance of a user subclass of int, float or str; other values as they are. */
    static Object plain(Object value) {
        return value instanceof ValueInstance v ? v.value : value;
    }

    @TruffleBoundary
    static Object binary(BinaryOp op, Object left, Object right) {
        int kinds = Numbers.rank(left) * Numbers.rank(right);
        if (kinds > 0) {
            Object result = Numbers.binary(op, left, right);
            if (result != null) {
                return result;
            }
            throw unsupported(op.symbol, left, right);
        }
        Object result = attempt(op, left, right);
        if (result != NotImplemented.NOT_IMPLEMENTED) {
            return result;
        }
        throw unsupported(op == BinaryOp.POW ? "** or pow()" : op.symbol, left, right);
    }

    private static PythonException unsupported(String symbol, Object left, Object right) {
        if (symbol.equals("+") && left instanceof TruffleString) {
            return Errors.typeError("can only concatenate str (not \"%s\") to str", Operations.typeOf(right).name());
        }
        if (symbol.equals("+") && left instanceof ListObject) {
            return Errors.typeError("can only concatenate list (not \"%s\") to list", Operations.typeOf(right).name());
        }
        if (symbol.equals("+") && left instanceof TupleObject) {
            return Errors.typeError("can only concatenate tuple (not \"%s\") to tuple", Operations.typeOf(right).name());
        }
        return Errors.typeError("unsupported operand type(s) for %s: '%s' and '%s'", symbol, Operations.typeOf(left).messageName(),
                Operations.typeOf(right).messageName());
    }

    /** Tries the special methods: the right one first where its class is a subclass of the left one's. */
    private static Object attempt(BinaryOp op, Object left, Object right) {
        ClassObject leftType = Operations.typeOf(left);
        ClassObject rightType = Operations.typeOf(right);
        boolean userLeft = !leftType.isBuiltin();
        boolean userRight = !rightType.isBuiltin();
        boolean rightFirst = userRight && rightType != leftType && rightType.isSubclassOf(leftType)
                && rightType.lookup(op.reflected) != leftType.lookup(op.reflected);
        if (rightFirst) {
            Object result = user(rightType, op.reflected, right, left);
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        if (userLeft) {
            Object result = user(leftType, op.method, left, right);
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        // What a builtin operand would do by itself comes after the right operand's own method, as a sequence's repetition does.
        boolean rightTried = userRight && !rightFirst && leftType != rightType && !(op == BinaryOp.MOD && left instanceof TruffleString)
                && !rightType.isSubclassOf(Operations.typeOf(plain(left)));
        if (rightTried) {
            Object result = user(rightType, op.reflected, right, left);
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        boolean formats = op == BinaryOp.MOD && plain(left) instanceof TruffleString;
        Object result = formats ? PercentFormat.format((TruffleString) plain(left), right)
                : Operations.ownsArray(left) || Operations.ownsArray(right) ? Operations.arrays().binary(op, left, right)
                : builtin(op, plain(left), plain(right));
        if (result != NotImplemented.NOT_IMPLEMENTED) {
            return result;
        }
        if (userRight && !rightFirst && !rightTried && leftType != rightType) {
            return user(rightType, op.reflected, right, left);
        }
        return NotImplemented.NOT_IMPLEMENTED;
    }

    /** Calls a special method that the program defined. */
    private static Object user(ClassObject type, TruffleString name, Object self, Object other) {
        Object method = type.lookup(name);
        if (method == null || BuiltinFunction.isBuiltinMethod(method)) {
            return NotImplemented.NOT_IMPLEMENTED;
        }
        return Operations.call(Attributes.bind(method, self, type), other);
    }

    private static boolean isAlternative(Object value) {
        return value instanceof ClassObject || value == None.NONE || value instanceof UnionObject || value instanceof GenericAlias;
    }

    /** Asks the special methods that a class written in Java has in its table. */
    private static Object ofTables(BinaryOp op, Object left, Object right) {
        Object result = NotImplemented.NOT_IMPLEMENTED;
        if (left instanceof InstanceObject i && ownMethod(i, op.method) instanceof BuiltinFunction f) {
            result = Operations.call(f, left, right);
        }
        if (result == NotImplemented.NOT_IMPLEMENTED && right instanceof InstanceObject i
                && ownMethod(i, op.reflected) instanceof BuiltinFunction f) {
            result = Operations.call(f, right, left);
        }
        return result;
    }

    /** A method of a class written in Java, other than those whose operators are here. */
    private static Object ownMethod(InstanceObject object, TruffleString name) {
        return switch (object) {
            case ListObject l -> null;
            case TupleObject t -> null;
            case DictObject d -> null;
            case SetObject s -> null;
            case ByteArrayObject b -> null;
            default -> object.type().lookup(name);
        };
    }

    /** A bytearray's or memoryview's bytes; anything else as it is. */
    private static Object bytesOf(Object value) {
        return value instanceof ByteArrayObject b ? b.toBytes() : value instanceof MemoryView v ? new BytesObject(v.toArray()) : value;
    }

    private static Object builtin(BinaryOp op, Object left, Object right) {
        if (left instanceof ByteArrayObject || right instanceof ByteArrayObject) {
            Object result = builtin(op, bytesOf(left), bytesOf(right));
            boolean changeable = left instanceof ByteArrayObject || op == BinaryOp.MUL;
            return changeable && result instanceof BytesObject b ? new ByteArrayObject(b.data()) : result;
        }
        if (Numbers.rank(left) * Numbers.rank(right) > 0) {
            Object result = Numbers.binary(op, left, right);
            return result == null ? NotImplemented.NOT_IMPLEMENTED : result;
        }
        switch (op) {
            case ADD -> {
                if (left instanceof TruffleString a && right instanceof TruffleString b) {
                    return Strings.concat(a, b);
                }
                if (left instanceof ListObject a && right instanceof ListObject b) {
                    return a.concat(b);
                }
                if (left instanceof TupleObject a && right instanceof TupleObject b) {
                    return new TupleObject(concat(a.items, b.items));
                }
                if (left instanceof BytesObject a && right instanceof BytesObject b) {
                    byte[] all = java.util.Arrays.copyOf(a.data(), a.data().length + b.data().length);
                    System.arraycopy(b.data(), 0, all, a.data().length, b.data().length);
                    return new BytesObject(all);
                }
                if (left instanceof BytesObject && !(right instanceof InstanceObject)) {
                    throw Errors.typeError("can't concat %s to bytes", Operations.typeOf(right).name());
                }
            }
            case MUL -> {
                if (isSequence(left) && hasIndex(right)) {
                    return repeat(left, right);
                }
                if (isSequence(right) && hasIndex(left)) {
                    return repeat(right, left);
                }
                if (isSequence(left) || isSequence(right)) {
                    Object other = isSequence(left) ? right : left;
                    throw Errors.typeError("can't multiply sequence by non-int of type '%s'", Operations.typeOf(other).name());
                }
            }
            case MOD -> {
                if (left instanceof TruffleString format) {
                    return PercentFormat.format(format, right);
                }
                if (left instanceof BytesObject format) {
                    return PercentFormat.format(format, right);
                }
            }
            case OR -> {
                if (left instanceof DictObject a && right instanceof DictObject b) {
                    DictObject all = new DictObject();
                    all.putAll(a);
                    all.putAll(b);
                    return all;
                }
                if (isAlternative(left) && isAlternative(right) && (left != None.NONE || right != None.NONE)) {
                    return UnionObject.of(left, right);
                }
                return sets(op, left, right);
            }
            case AND, SUB, XOR -> {
                return sets(op, left, right);
            }
            default -> {
            }
        }
        return ofTables(op, left, right);
    }

    private static Object asSet(Object value) {
        return value instanceof DictView v && v.kind != DictView.Kind.VALUES ? v.set() : value;
    }

    private static Object sets(BinaryOp op, Object leftOrView, Object rightOrView) {
        Object left = asSet(leftOrView);
        Object right = asSet(rightOrView);
        if (leftOrView instanceof DictView && !(right instanceof SetObject) && Operations.isIterable(right)) {
            SetObject made = new SetObject();
            for (Object item : Items.array(right)) {
                made.add(item);
            }
            right = made;
        }
        if (!(left instanceof SetObject a) || !(right instanceof SetObject b)) {
            return ofTables(op, left, right);
        }
        return combine(op, a, b);
    }

    static SetObject combine(BinaryOp op, SetObject a, SetObject b) {
        return switch (op) {
            case OR -> a.union(b);
            case AND -> a.intersection(b);
            case SUB -> a.difference(b);
            default -> a.symmetricDifference(b);
        };
    }

    private static Object[] concat(Object[] a, Object[] b) {
        Object[] all = java.util.Arrays.copyOf(a, a.length + b.length, Object[].class);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static boolean isSequence(Object value) {
        return value instanceof TruffleString || value instanceof ListObject || value instanceof TupleObject
                || value instanceof BytesObject;
    }

    private static boolean hasIndex(Object value) {
        return Numbers.isInt(value) || value instanceof InstanceObject i && !i.type().isBuiltin()
                && i.type().lookup(Names.INDEX) != null;
    }

    private static Object repeat(Object sequence, Object times) {
        int n = (int) Math.max(0, Operations.index(times));
        switch (sequence) {
            case TruffleString s -> {
                return s.repeatUncached(n, Strings.ENCODING);
            }
            case BytesObject b -> {
                byte[] all = new byte[Math.multiplyExact(n, b.data().length)];
                for (int i = 0; i < n; i++) {
                    System.arraycopy(b.data(), 0, all, i * b.data().length, b.data().length);
                }
                return new BytesObject(all);
            }
            default -> {
                int length = sequence instanceof ListObject l ? l.size() : ((TupleObject) sequence).items.length;
                if ((long) n * length > Integer.MAX_VALUE - 8) {
                    throw Errors.memoryError("");
                }
                if (sequence instanceof ListObject list) {
                    return list.repeat(n);
                }
                Object[] items = ((TupleObject) sequence).items;
                Object[] all = new Object[n * items.length];
                for (int i = 0; i < n; i++) {
                    System.arraycopy(items, 0, all, i * items.length, items.length);
                }
                return new TupleObject(all);
            }
        }
    }

    @TruffleBoundary
    static Object inPlace(BinaryOp op, Object left, Object right) {
        if (left instanceof InstanceObject i && !i.type().isBuiltin()) {
            Object method = i.type().lookup(op.inPlace);
            if (method != null && !BuiltinFunction.isBuiltinMethod(method)) {
                Object result = Operations.call(Attributes.bind(method, i, i.type()), right);
                if (result != NotImplemented.NOT_IMPLEMENTED) {
                    return result;
                }
            }
        }
        switch (left) {
            case ListObject list when op == BinaryOp.ADD && !Operations.ownsArray(right) -> {
                Items.extend(list, right);
                return list;
            }
            case DequeObject d when op == BinaryOp.ADD || op == BinaryOp.MUL -> {
                return Operations.call(d.type().lookup(op.inPlace), d, right);
            }
            case ByteArrayObject b when op == BinaryOp.ADD || op == BinaryOp.MUL -> {
                if (builtin(op, b, right) instanceof ByteArrayObject result) {
                    b.replace(result.toArray());
                    return b;
                }
            }
            case ListObject list when op == BinaryOp.MUL && hasIndex(right) -> {
                list.replace(((ListObject) repeat(list, right)).toArray());
                return list;
            }
            case DictObject dict when op == BinaryOp.OR -> {
                DictObject other = Items.mapping(right);
                if (other != null) {
                    dict.putAll(other);
                    return dict;
                }
                if (Items.isIterable(right)) {
                    Operations.callMethod(dict, "update", right);
                    return dict;
                }
            }
            case SetObject set when right instanceof SetObject other && !set.type().isSubclassOf(Types.FROZENSET)
                    && (op == BinaryOp.OR || op == BinaryOp.AND || op == BinaryOp.SUB || op == BinaryOp.XOR) -> {
                switch (op) {
                    case OR -> set.addAll(other);
                    case AND -> set.become(set.intersection(other));
                    case SUB -> set.removeAll(other);
                    default -> set.toggleAll(other);
                }
                return set;
            }
            default -> {
            }
        }
        try {
            return binary(op, left, right);
        } catch (PythonException e) {
            String message = "unsupported operand type(s) for " + op.symbol + ":";
            if (e.isA(Types.TYPE_ERROR) && e.getLocation() == null && e.value().message().startsWith(message)) {
                throw Errors.typeError("unsupported operand type(s) for %s=: %s", op.symbol,
                        e.value().message().substring(message.length() + 1));
            }
            throw e;
        }
    }

    @TruffleBoundary
    static Object unary(UnaryOp op, Object operand) {
        Object value = plain(operand);
        if (operand instanceof InstanceObject i && !i.type().isBuiltin()) {
            Object method = i.type().lookup(op.method);
            if (method != null && !BuiltinFunction.isBuiltinMethod(method)) {
                return Operations.call(Attributes.bind(method, i, i.type()));
            }
        }
        if (Operations.ownsArray(value)) {
            return Operations.arrays().unary(op, value);
        }
        if (Numbers.isInt(value)) {
            BigInteger n = Numbers.big(value);
            return Numbers.normal(switch (op) {
                case NEG -> n.negate();
                case POS -> n;
                case INVERT -> n.not();
                case ABS -> n.abs();
            });
        }
        if (value instanceof Double d && op != UnaryOp.INVERT) {
            return op == UnaryOp.NEG ? -d : op == UnaryOp.ABS ? Math.abs(d) : d;
        }
        if (value instanceof ComplexValue c && op != UnaryOp.INVERT) {
            return switch (op) {
                case NEG -> new ComplexValue(-c.re(), -c.im());
                case ABS -> Math.hypot(c.re(), c.im());
                default -> (Object) c;
            };
        }
        throw op == UnaryOp.ABS ? Errors.typeError("bad operand type for abs(): '%s'", Operations.typeOf(operand).messageName())
                : Errors.typeError("bad operand type for unary %s: '%s'", op.symbol, Operations.typeOf(operand).messageName());
    }

    // ---------------------------------------------------------------- comparison

    @TruffleBoundary
    static Object compare(CompareOp op, Object left, Object right) {
        if (Numbers.rank(left) * Numbers.rank(right) > 0) {
            return numbers(op, left, right);
        }
        ClassObject leftType = Operations.typeOf(left);
        ClassObject rightType = Operations.typeOf(right);
        boolean userRight = !rightType.isBuiltin();
        boolean rightFirst = userRight && rightType != leftType && rightType.isSubclassOf(leftType);
        if (rightFirst) {
            Object result = user(rightType, op.swapped().method, right, left);
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        if (!leftType.isBuiltin()) {
            Object result = user(leftType, op.method, left, right);
            if (result == NotImplemented.NOT_IMPLEMENTED && op == CompareOp.NE) {
                result = user(leftType, CompareOp.EQ.method, left, right);
                result = result == NotImplemented.NOT_IMPLEMENTED ? result : !Operations.truth(result);
            }
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        if (Operations.ownsArray(left) || Operations.ownsArray(right)) {
            Object result = Operations.arrays().compare(op, left, right);
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        Object result = builtinCompare(op, plain(left), plain(right));
        if (result != NotImplemented.NOT_IMPLEMENTED) {
            return result;
        }
        if (userRight && !rightFirst) {
            result = user(rightType, op.swapped().method, right, left);
            if (result == NotImplemented.NOT_IMPLEMENTED && op == CompareOp.NE) {
                result = user(rightType, CompareOp.EQ.method, right, left);
                result = result == NotImplemented.NOT_IMPLEMENTED ? result : !Operations.truth(result);
            }
            if (result != NotImplemented.NOT_IMPLEMENTED) {
                return result;
            }
        }
        return switch (op) {
            case EQ -> left == right;
            case NE -> left != right;
            default -> throw Errors.typeError("'%s' not supported between instances of '%s' and '%s'", op.symbol,
                    leftType.messageName(), rightType.messageName());
        };
    }

    private static Object numbers(CompareOp op, Object left, Object right) {
        if (left instanceof ComplexValue || right instanceof ComplexValue) {
            boolean same = Numbers.complex(left).equals(Numbers.complex(right));
            if (op != CompareOp.EQ && op != CompareOp.NE) {
                throw Errors.typeError("'%s' not supported between instances of '%s' and '%s'", op.symbol,
                        Operations.typeOf(left).messageName(), Operations.typeOf(right).messageName());
            }
            ComplexValue a = Numbers.complex(left);
            ComplexValue b = Numbers.complex(right);
            same = a.re() == b.re() && a.im() == b.im();
            return same == (op == CompareOp.EQ);
        }
        boolean nan = left instanceof Double a && a.isNaN() || right instanceof Double b && b.isNaN();
        return nan ? op == CompareOp.NE : op.holds(Numbers.order(left, right));
    }

    private static Object builtinCompare(CompareOp op, Object left, Object right) {
        if (Numbers.rank(left) * Numbers.rank(right) > 0) {
            return numbers(op, left, right);
        }
        if (left instanceof ByteArrayObject || right instanceof ByteArrayObject) {
            return builtinCompare(op, bytesOf(left), bytesOf(right));
        }
        return switch (left) {
            case TruffleString a when right instanceof TruffleString b -> op == CompareOp.EQ ? a.equals(b)
                    : op == CompareOp.NE ? !a.equals(b) : op.holds(a.compareIntsUTF32Uncached(b));
            case ListObject a when right instanceof ListObject b -> sequences(op, a.toArray(), b.toArray());
            case TupleObject a when right instanceof TupleObject b -> sequences(op, a.items, b.items);
            case BytesObject a when right instanceof BytesObject b -> op.holds(java.util.Arrays.compareUnsigned(a.data(), b.data()));
            case DictObject a when right instanceof DictObject b && isEquality(op) -> sameDict(a, b) == (op == CompareOp.EQ);
            case SetObject a when right instanceof SetObject b -> sets(op, a, b);
            case DictView a when asSet(a) instanceof SetObject && asSet(right) instanceof SetObject ->
                sets(op, (SetObject) asSet(a), (SetObject) asSet(right));
            case SetObject a when asSet(right) instanceof SetObject b -> sets(op, a, b);
            case RangeObject a when right instanceof RangeObject b && isEquality(op) -> (a.length == b.length
                    && (a.length == 0 || a.start == b.start && (a.length == 1 || a.step == b.step))) == (op == CompareOp.EQ);
            case SliceObject a when right instanceof SliceObject b && isEquality(op) -> (Operations.equal(a.start, b.start)
                    && Operations.equal(a.stop, b.stop) && Operations.equal(a.step, b.step)) == (op == CompareOp.EQ);
            case BoundMethod a when right instanceof BoundMethod b && isEquality(op) -> (a.function == b.function
                    && a.self == b.self) == (op == CompareOp.EQ);
            case UnionObject a when right instanceof UnionObject b && isEquality(op) -> a.equals(b) == (op == CompareOp.EQ);
            case ListObject l -> NotImplemented.NOT_IMPLEMENTED;
            case TupleObject t -> NotImplemented.NOT_IMPLEMENTED;
            case DictObject d -> NotImplemented.NOT_IMPLEMENTED;
            case SetObject s -> NotImplemented.NOT_IMPLEMENTED;
            case InstanceObject i when i.type().isBuiltin() && i.type().lookup(op.method) instanceof BuiltinFunction f
                    && f.owner != Types.OBJECT -> Operations.call(f, i, right);
            case InstanceObject i when op == CompareOp.NE && i.type().isBuiltin()
                    && i.type().lookup(CompareOp.EQ.method) instanceof BuiltinFunction f && f.owner != Types.OBJECT -> {
                Object equal = Operations.call(f, i, right);
                yield equal == NotImplemented.NOT_IMPLEMENTED ? equal : !Operations.truth(equal);
            }
            default -> NotImplemented.NOT_IMPLEMENTED;
        };
    }

    private static boolean isEquality(CompareOp op) {
        return op == CompareOp.EQ || op == CompareOp.NE;
    }

    private static Object sequences(CompareOp op, Object[] a, Object[] b) {
        int n = Math.min(a.length, b.length);
        if (isEquality(op) && a.length != b.length) {
            return op == CompareOp.NE;
        }
        for (int i = 0; i < n; i++) {
            if (a[i] != b[i] && !Operations.equal(a[i], b[i])) {
                return isEquality(op) ? op == CompareOp.NE : compare(op, a[i], b[i]);
            }
        }
        return op.holds(Integer.compare(a.length, b.length));
    }

    private static boolean sameDict(DictObject a, DictObject b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Object key : a.keyArray()) {
            Object other = b.get(key);
            Object own = a.get(key);
            if (other == null || own != other && !Operations.equal(own, other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sets(CompareOp op, SetObject a, SetObject b) {
        return switch (op) {
            case EQ -> a.size() == b.size() && within(a, b);
            case NE -> a.size() != b.size() || !within(a, b);
            case LE -> within(a, b);
            case LT -> a.size() < b.size() && within(a, b);
            case GE -> within(b, a);
            case GT -> b.size() < a.size() && within(b, a);
        };
    }

    private static boolean within(SetObject a, SetObject b) {
        return a.isSubset(b);
    }

    // ---------------------------------------------------------------- hashes

    @TruffleBoundary
    static long hash(Object value) {
        switch (value) {
            case TruffleString s -> {
                return s.isEmpty() ? 0 : s.hashCodeUncached(Strings.ENCODING);
            }
            case Long n -> {
                return Numbers.hash(n);
            }
            case TupleObject t when t.type().isBuiltin() -> {
                return tuple(t);
            }
            default -> {
            }
        }
        if (Numbers.rank(value) > 0) {
            return Numbers.hash(value);
        }
        ClassObject type = Operations.typeOf(value);
        if (!type.isBuiltin()) {
            Object method = type.lookup(Names.HASH);
            if (method == None.NONE) {
                throw Errors.typeError("unhashable type: '%s'", type.messageName());
            }
            if (method != null && !BuiltinFunction.isBuiltinMethod(method)) {
                Object h = Operations.call(Attributes.bind(method, value, type));
                if (!Numbers.isInt(h)) {
                    throw Errors.typeError("__hash__ method should return an integer");
                }
                return Numbers.hash(h);
            }
        }
        return switch (value) {
            case ValueInstance v -> hash(v.value);
            case TupleObject t -> tuple(t);
            case SetObject s when s.type().isSubclassOf(Types.FROZENSET) -> {
                yield s.itemsHash();
            }
            case BytesObject b -> java.util.Arrays.hashCode(b.data());
            case BoundMethod m -> System.identityHashCode(m.self) * 31L + System.identityHashCode(m.function);
            case RangeObject r -> r.length * 31 + r.start;
            case UnionObject u -> u.hashCode();
            case ListObject l -> throw unhashable(type);
            case DictObject d -> throw unhashable(type);
            case SetObject s -> throw unhashable(type);
            case SliceObject s -> tuple(new TupleObject(s.start, s.stop, s.step));
            default -> {
                if (Operations.ownsArray(value)) {
                    Operations.arrays().needsHash(value);
                    throw unhashable(type);
                }
                Object method = value instanceof InstanceObject ? type.lookup(Names.HASH) : null;
                if (method == None.NONE) {
                    throw unhashable(type);
                }
                yield method instanceof BuiltinFunction f && f.owner != Types.OBJECT && type.isBuiltin()
                        ? Numbers.hash(Operations.call(f, value)) : System.identityHashCode(value);
            }
        };
    }

    private static PythonException unhashable(ClassObject type) {
        return Errors.typeError("unhashable type: '%s'", type.messageName());
    }

    private static long tuple(TupleObject t) {
        long h = 2870177450012600261L;
        for (Object item : t.items) {
            h += hash(item) * -4417276706812531889L;
            h = Long.rotateLeft(h, 31) * -7046029288634856825L;
        }
        h += t.items.length ^ 2870177450012600261L ^ 3527539L;
        return h == -1 ? 1546275796L : h;
    }

    /** Items in the order of {@code <}, stably. */
    static void sort(List<Object> items, Object key, boolean reverse) {
        record Keyed(Object key, Object item) {
        }
        List<Keyed> keyed = new ArrayList<>(items.size());
        for (Object item : items) {
            keyed.add(new Keyed(key == null || key == None.NONE ? item : Operations.call(key, item), item));
        }
        java.util.Comparator<Object> plain = plainOrder(keyed.stream().map(Keyed::key));
        java.util.Comparator<Keyed> order = plain != null ? (a, b) -> plain.compare(a.key, b.key) : (a, b) -> {
            if (Operations.truth(compare(CompareOp.LT, a.key, b.key))) {
                return -1;
            }
            return Operations.truth(compare(CompareOp.LT, b.key, a.key)) ? 1 : 0;
        };
        try {
            keyed.sort(reverse ? (a, b) -> order.compare(b, a) : order);
        } catch (IllegalArgumentException e) {
            // An order that contradicts itself: CPython gives some order, and so does a plain merge.
            insertion(keyed, reverse ? (a, b) -> order.compare(b, a) : order);
        }
        for (int i = 0; i < keyed.size(); i++) {
            items.set(i, keyed.get(i).item);
        }
    }

    /** The order of keys that are all integers of a machine, all floats (but no NaN) or all texts, or null. */
    private static java.util.Comparator<Object> plainOrder(java.util.stream.Stream<Object> keys) {
        int kinds = keys.mapToInt(k -> k instanceof Long ? 1 : k instanceof Double d && !d.isNaN() ? 2 : k instanceof TruffleString ? 4 : 8)
                .reduce(0, (a, b) -> a | b);
        return switch (kinds) {
            case 1 -> (a, b) -> Long.compare((Long) a, (Long) b);
            // Not Double.compare, to which the zeros differ.
            case 2 -> (a, b) -> (Double) a < (double) (Double) b ? -1 : (Double) a > (double) (Double) b ? 1 : 0;
            case 4 -> (a, b) -> ((TruffleString) a).compareIntsUTF32Uncached((TruffleString) b);
            default -> null;
        };
    }

    private static <T> void insertion(List<T> list, java.util.Comparator<T> order) {
        for (int i = 1; i < list.size(); i++) {
            T x = list.get(i);
            int k = i;
            while (k > 0 && order.compare(x, list.get(k - 1)) < 0) {
                list.set(k, list.get(k - 1));
                k--;
            }
            list.set(k, x);
        }
    }
}
