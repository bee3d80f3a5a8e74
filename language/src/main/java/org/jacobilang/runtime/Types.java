package org.jacobilang.runtime;

import org.jacobilang.runtime.ClassObject.Layout;

/** The builtin classes. Their methods are added at the first lookup. */
public final class Types {
    public static final ClassObject OBJECT = new ClassObject("object", Layout.OBJECT);
    public static final ClassObject TYPE = make("type", Layout.TYPE);
    public static final ClassObject INT = make("int", Layout.INT);
    public static final ClassObject FLOAT = make("float", Layout.FLOAT);
    public static final ClassObject COMPLEX = make("complex", Layout.COMPLEX);
    public static final ClassObject STR = make("str", Layout.STR);
    public static final ClassObject BYTES = make("bytes", Layout.BYTES);
    public static final ClassObject BYTEARRAY = make("bytearray", Layout.OTHER);
    public static final ClassObject MEMORYVIEW = make("memoryview", Layout.OTHER);
    public static final ClassObject LIST = make("list", Layout.LIST);
    public static final ClassObject TUPLE = make("tuple", Layout.TUPLE);
    public static final ClassObject DICT = make("dict", Layout.DICT);
    public static final ClassObject SET = make("set", Layout.SET);
    public static final ClassObject FROZENSET = make("frozenset", Layout.FROZENSET);
    public static final ClassObject RANGE = make("range", Layout.OTHER);
    public static final ClassObject SLICE = make("slice", Layout.OTHER);
    public static final ClassObject NONE = make("NoneType", Layout.OTHER);
    public static final ClassObject ELLIPSIS = make("ellipsis", Layout.OTHER);
    public static final ClassObject NOT_IMPLEMENTED_TYPE = make("NotImplementedType", Layout.OTHER);
    public static final ClassObject FUNCTION = make("function", Layout.OTHER);
    public static final ClassObject METHOD = make("method", Layout.OTHER);
    public static final ClassObject BUILTIN_FUNCTION = make("builtin_function_or_method", Layout.OTHER);
    public static final ClassObject MODULE = make("module", Layout.MODULE);
    public static final ClassObject PROPERTY = make("property", Layout.PROPERTY);
    public static final ClassObject STATICMETHOD = make("staticmethod", Layout.OTHER);
    public static final ClassObject CLASSMETHOD = make("classmethod", Layout.OTHER);
    public static final ClassObject SUPER = make("super", Layout.OTHER);
    public static final ClassObject CELL = make("cell", Layout.OTHER);
    public static final ClassObject ITERATOR = make("iterator", Layout.OTHER);
    public static final ClassObject GENERATOR = make("generator", Layout.OTHER);
    public static final ClassObject UNION = make("UnionType", Layout.OTHER);
    public static final ClassObject DICT_KEYS = make("dict_keys", Layout.OTHER);
    public static final ClassObject DICT_VALUES = make("dict_values", Layout.OTHER);
    public static final ClassObject DICT_ITEMS = make("dict_items", Layout.OTHER);
    public static final ClassObject CODE = make("code", Layout.OTHER);
    public static final ClassObject TRACEBACK = make("traceback", Layout.OTHER);
    public static final ClassObject FRAME = make("frame", Layout.OTHER);
    public static final ClassObject GENERIC_ALIAS = make("GenericAlias", Layout.OTHER);
    public static final ClassObject MAPPING_PROXY = make("mappingproxy", Layout.OTHER);
    public static final ClassObject FOREIGN = make("foreign", Layout.OTHER);
    public static final ClassObject BOOL = new ClassObject("bool", Layout.INT, INT);
    public static final ClassObject BASE_EXCEPTION = new ClassObject("BaseException", Layout.EXCEPTION, OBJECT);
    public static final ClassObject EXCEPTION = error("Exception", BASE_EXCEPTION);
    public static final ClassObject BASE_EXCEPTION_GROUP = error("BaseExceptionGroup", BASE_EXCEPTION);
    public static final ClassObject EXCEPTION_GROUP = new ClassObject("ExceptionGroup", Layout.EXCEPTION, BASE_EXCEPTION_GROUP,
            EXCEPTION);
    public static final ClassObject SYSTEM_EXIT = error("SystemExit", BASE_EXCEPTION);
    public static final ClassObject KEYBOARD_INTERRUPT = error("KeyboardInterrupt", BASE_EXCEPTION);
    public static final ClassObject GENERATOR_EXIT = error("GeneratorExit", BASE_EXCEPTION);
    public static final ClassObject ARITHMETIC_ERROR = error("ArithmeticError", EXCEPTION);
    public static final ClassObject ZERO_DIVISION_ERROR = error("ZeroDivisionError", ARITHMETIC_ERROR);
    public static final ClassObject OVERFLOW_ERROR = error("OverflowError", ARITHMETIC_ERROR);
    public static final ClassObject FLOATING_POINT_ERROR = error("FloatingPointError", ARITHMETIC_ERROR);
    public static final ClassObject ASSERTION_ERROR = error("AssertionError", EXCEPTION);
    public static final ClassObject ATTRIBUTE_ERROR = error("AttributeError", EXCEPTION);
    public static final ClassObject EOF_ERROR = error("EOFError", EXCEPTION);
    public static final ClassObject IMPORT_ERROR = error("ImportError", EXCEPTION);
    public static final ClassObject MODULE_NOT_FOUND_ERROR = error("ModuleNotFoundError", IMPORT_ERROR);
    public static final ClassObject LOOKUP_ERROR = error("LookupError", EXCEPTION);
    public static final ClassObject INDEX_ERROR = error("IndexError", LOOKUP_ERROR);
    public static final ClassObject KEY_ERROR = error("KeyError", LOOKUP_ERROR);
    public static final ClassObject MEMORY_ERROR = error("MemoryError", EXCEPTION);
    public static final ClassObject NAME_ERROR = error("NameError", EXCEPTION);
    public static final ClassObject UNBOUND_LOCAL_ERROR = error("UnboundLocalError", NAME_ERROR);
    public static final ClassObject OS_ERROR = error("OSError", EXCEPTION);
    public static final ClassObject FILE_NOT_FOUND_ERROR = error("FileNotFoundError", OS_ERROR);
    public static final ClassObject FILE_EXISTS_ERROR = error("FileExistsError", OS_ERROR);
    public static final ClassObject PERMISSION_ERROR = error("PermissionError", OS_ERROR);
    public static final ClassObject IS_A_DIRECTORY_ERROR = error("IsADirectoryError", OS_ERROR);
    public static final ClassObject NOT_A_DIRECTORY_ERROR = error("NotADirectoryError", OS_ERROR);
    public static final ClassObject TIMEOUT_ERROR = error("TimeoutError", OS_ERROR);
    public static final ClassObject INTERRUPTED_ERROR = error("InterruptedError", OS_ERROR);
    public static final ClassObject BLOCKING_IO_ERROR = error("BlockingIOError", OS_ERROR);
    public static final ClassObject CHILD_PROCESS_ERROR = error("ChildProcessError", OS_ERROR);
    public static final ClassObject PROCESS_LOOKUP_ERROR = error("ProcessLookupError", OS_ERROR);
    public static final ClassObject CONNECTION_ERROR = error("ConnectionError", OS_ERROR);
    public static final ClassObject BROKEN_PIPE_ERROR = error("BrokenPipeError", CONNECTION_ERROR);
    public static final ClassObject CONNECTION_ABORTED_ERROR = error("ConnectionAbortedError", CONNECTION_ERROR);
    public static final ClassObject CONNECTION_REFUSED_ERROR = error("ConnectionRefusedError", CONNECTION_ERROR);
    public static final ClassObject CONNECTION_RESET_ERROR = error("ConnectionResetError", CONNECTION_ERROR);
    public static final ClassObject RUNTIME_ERROR = error("RuntimeError", EXCEPTION);
    public static final ClassObject PYTHON_FINALIZATION_ERROR = error("PythonFinalizationError", RUNTIME_ERROR);
    public static final ClassObject NOT_IMPLEMENTED_ERROR = error("NotImplementedError", RUNTIME_ERROR);
    public static final ClassObject RECURSION_ERROR = error("RecursionError", RUNTIME_ERROR);
    public static final ClassObject STOP_ITERATION = error("StopIteration", EXCEPTION);
    public static final ClassObject STOP_ASYNC_ITERATION = error("StopAsyncIteration", EXCEPTION);
    public static final ClassObject SYSTEM_ERROR = error("SystemError", EXCEPTION);
    public static final ClassObject BUFFER_ERROR = error("BufferError", EXCEPTION);
    public static final ClassObject REFERENCE_ERROR = error("ReferenceError", EXCEPTION);
    public static final ClassObject SYNTAX_ERROR = error("SyntaxError", EXCEPTION);
    public static final ClassObject INDENTATION_ERROR = error("IndentationError", SYNTAX_ERROR);
    public static final ClassObject TAB_ERROR = error("TabError", INDENTATION_ERROR);
    public static final ClassObject TYPE_ERROR = error("TypeError", EXCEPTION);
    public static final ClassObject VALUE_ERROR = error("ValueError", EXCEPTION);
    public static final ClassObject UNICODE_ERROR = error("UnicodeError", VALUE_ERROR);
    public static final ClassObject UNICODE_DECODE_ERROR = error("UnicodeDecodeError", UNICODE_ERROR);
    public static final ClassObject UNICODE_ENCODE_ERROR = error("UnicodeEncodeError", UNICODE_ERROR);
    public static final ClassObject UNICODE_TRANSLATE_ERROR = error("UnicodeTranslateError", UNICODE_ERROR);
    public static final ClassObject WARNING = error("Warning", EXCEPTION);
    public static final ClassObject USER_WARNING = error("UserWarning", WARNING);
    public static final ClassObject DEPRECATION_WARNING = error("DeprecationWarning", WARNING);
    public static final ClassObject RUNTIME_WARNING = error("RuntimeWarning", WARNING);
    public static final ClassObject FUTURE_WARNING = error("FutureWarning", WARNING);
    public static final ClassObject SYNTAX_WARNING = error("SyntaxWarning", WARNING);
    public static final ClassObject PENDING_DEPRECATION_WARNING = error("PendingDeprecationWarning", WARNING);
    public static final ClassObject IMPORT_WARNING = error("ImportWarning", WARNING);
    public static final ClassObject UNICODE_WARNING = error("UnicodeWarning", WARNING);
    public static final ClassObject BYTES_WARNING = error("BytesWarning", WARNING);
    public static final ClassObject RESOURCE_WARNING = error("ResourceWarning", WARNING);
    public static final ClassObject ENCODING_WARNING = error("EncodingWarning", WARNING);

    static {
        for (ClassObject one : new ClassObject[]{BOOL, RANGE, SLICE, NONE, ELLIPSIS, NOT_IMPLEMENTED_TYPE, FUNCTION, METHOD,
                        BUILTIN_FUNCTION, CELL}) {
            one.extensible = false;
        }
    }

    /** The class that an iterator over a value has. */
    static ClassObject iteratorOf(Object value) {
        return ITERATORS.computeIfAbsent(switch (value) {
            case ListObject l -> "list_iterator";
            case TupleObject t -> "tuple_iterator";
            case DictObject d -> "dict_keyiterator";
            case DictView v -> v.kind == DictView.Kind.KEYS ? "dict_keyiterator"
                    : v.kind == DictView.Kind.VALUES ? "dict_valueiterator" : "dict_itemiterator";
            case BytesObject b -> "bytes_iterator";
            case SetObject s -> "set_iterator";
            case RangeObject r -> "range_iterator";
            case com.oracle.truffle.api.strings.TruffleString s -> "str_ascii_iterator";
            default -> "iterator";
        }, Types::iterator);
    }

    private static final java.util.concurrent.ConcurrentHashMap<String, ClassObject> ITERATORS =
            new java.util.concurrent.ConcurrentHashMap<>();

    /** A builtin class of objects with methods only. */
    public static ClassObject plain(String name) {
        return make(name, Layout.OTHER);
    }

    /** A class of iterators, by name. */
    public static ClassObject iterator(String name) {
        return new ClassObject(name, Layout.OTHER, ITERATOR);
    }

    /** The classes that programs know by name without an import. */
    public static java.util.List<ClassObject> named() {
        java.util.List<ClassObject> all = new java.util.ArrayList<>(java.util.List.of(OBJECT, TYPE, INT, FLOAT, COMPLEX, STR,
                BYTES, BYTEARRAY, MEMORYVIEW, LIST, TUPLE, DICT, SET, FROZENSET, RANGE, SLICE, PROPERTY, STATICMETHOD, CLASSMETHOD, SUPER, BOOL,
                BASE_EXCEPTION));
        addErrors(BASE_EXCEPTION, all);
        return all;
    }

    private static void addErrors(ClassObject base, java.util.List<ClassObject> all) {
        for (ClassObject one : base.subclasses()) {
            if (one.isBuiltin()) {
                all.add(one);
                addErrors(one, all);
            }
        }
    }

    private Types() {
    }

    private static ClassObject make(String name, Layout layout) {
        return new ClassObject(name, layout, OBJECT);
    }

    private static ClassObject error(String name, ClassObject base) {
        return new ClassObject(name, Layout.EXCEPTION, base);
    }
}
