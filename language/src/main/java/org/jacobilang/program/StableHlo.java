package org.jacobilang.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobilang.array.AbstractValue;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.array.DType;

/**
 * A program as the text of a StableHLO module. Every operation carries the source location of its equation, so that
 * XLA's messages name the user's line; the fingerprint leaves locations out, so that moving a line recompiles nothing.
 */
public final class StableHlo implements Lowering {
    /** Larger constants become arguments: XLA would fold and print them, and they would bloat the fingerprint. */
    private static final int INLINE_CONSTANT_BYTES = 1 << 12;

    /** The module text, its fingerprint, and the constants that follow the program's inputs as arguments. */
    public record Module(String text, String fingerprint, List<ArrayValue> constants) { }

    private final Map<SourceSpan, String> locations = new LinkedHashMap<>();
    private final IdentityHashMap<Program, String> functions = new IdentityHashMap<>();
    private final List<String> finished = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private final boolean hoisting;
    private final List<ArrayValue> hoisted = new ArrayList<>();
    private final IdentityHashMap<ArrayValue, String> hoistedNames = new IdentityHashMap<>();

    // The function being written.
    private StringBuilder out = new StringBuilder();
    private Map<String, AbstractValue> types = new HashMap<>();
    private String indent = "    ";
    private int next;
    private int depth;
    private SourceSpan location = SourceSpan.NONE;

    private StableHlo(boolean hoisting) {
        this.hoisting = hoisting;
    }

    /** The module of a program whose inputs of these positions may be overwritten by its outputs. */
    public static Module module(Program program, String name, Set<Integer> donated) {
        StableHlo writer = new StableHlo(true);
        String main = writer.main(program, donated);
        StringBuilder text = new StringBuilder();
        text.append("module @").append(symbol(name)).append(" attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {\n");
        text.append(main);
        for (String f : writer.finished) {
            text.append(f);
        }
        text.append("}\n");
        for (Map.Entry<SourceSpan, String> e : writer.locations.entrySet()) {
            SourceSpan s = e.getKey();
            text.append(e.getValue()).append(" = loc(").append(quote(s.file())).append(':').append(s.line()).append(':')
                    .append(s.column()).append(")\n");
        }
        return new Module(text.toString(), HexFormat.of().formatHex(writer.digest.digest()), List.copyOf(writer.hoisted));
    }

    /** The module of a program, with no input given up. */
    public static Module module(Program program, String name) {
        return module(program, name, Set.of());
    }

    private static String symbol(String name) {
        String s = name.replaceAll("[^A-Za-z0-9_]", "_");
        return s.isEmpty() || Character.isDigit(s.charAt(0)) ? "_" + s : s;
    }

    private static String quote(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (byte c : s.getBytes(StandardCharsets.UTF_8)) {
            if (c == '"' || c == '\\' || c < 0x20 || c == 0x7f) {
                b.append('\\').append(HexFormat.of().withUpperCase().toHexDigits(c));
            } else {
                b.append((char) c);
            }
        }
        return b.append('"').toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    // Functions.

    private String main(Program program, Set<Integer> donated) {
        List<String> arguments = new ArrayList<>();
        String[] names = new String[program.inputs().size()];
        int[] alias = aliases(program, donated);
        for (int i = 0; i < names.length; i++) {
            names[i] = "%arg" + i;
            AbstractValue aval = program.inputs().get(i).aval();
            types.put(names[i], aval);
            arguments.add(names[i] + ": " + type(aval)
                    + (alias[i] >= 0 ? " {tf.aliasing_output = " + alias[i] + " : i32}" : ""));
        }
        String[] results = inline(program, names);
        returning(results, program.outputAvals());
        // The body is written first: it finds the constants that become arguments.
        for (ArrayValue c : hoisted) {
            arguments.add(hoistedNames.get(c) + ": " + type(c.aval()));
        }
        return function("public @main", arguments, program.outputAvals());
    }

    /** Gives each donated input the first output of its type that no other input has taken. */
    private static int[] aliases(Program program, Set<Integer> donated) {
        int[] alias = new int[program.inputs().size()];
        Arrays.fill(alias, -1);
        List<AbstractValue> outputs = new ArrayList<>(program.outputAvals());
        for (int i = 0; i < alias.length; i++) {
            if (donated.contains(i)) {
                for (int k = 0; k < outputs.size() && alias[i] < 0; k++) {
                    if (outputs.get(k) != null && outputs.get(k).strong().equals(program.inputs().get(i).aval().strong())) {
                        alias[i] = k;
                        outputs.set(k, null);
                    }
                }
            }
        }
        return alias;
    }

    private void returning(String[] results, List<AbstractValue> avals) {
        line(results.length == 0 ? "return" : "return " + String.join(", ", results) + " : " + typeList(avals));
    }

    private String function(String head, List<String> arguments, List<AbstractValue> results) {
        String header = "  func.func " + head + "(" + String.join(", ", arguments) + ") -> (" + typeList(results) + ") {\n";
        digest.update(header.getBytes(StandardCharsets.UTF_8));
        return header + out + "  }\n";
    }

    @Override
    public String function(Program program) {
        String known = functions.get(program);
        if (known != null) {
            return known;
        }
        String name = "@f" + functions.size();
        functions.put(program, name);
        StringBuilder outerOut = out;
        Map<String, AbstractValue> outerTypes = types;
        String outerIndent = indent;
        int outerNext = next;
        SourceSpan outerLocation = location;
        out = new StringBuilder();
        types = new HashMap<>();
        indent = "    ";
        next = 0;
        depth++;
        List<String> arguments = new ArrayList<>();
        String[] names = new String[program.inputs().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "%arg" + i;
            AbstractValue aval = program.inputs().get(i).aval();
            types.put(names[i], aval);
            arguments.add(names[i] + ": " + type(aval));
        }
        returning(inline(program, names), program.outputAvals());
        finished.add(function("private " + name, arguments, program.outputAvals()));
        out = outerOut;
        types = outerTypes;
        indent = outerIndent;
        next = outerNext;
        location = outerLocation;
        depth--;
        return name;
    }

    @Override
    public String[] call(Program program, String... operands) {
        return op("func.call", program.outputAvals(), "callee = " + function(program), List.of(), operands);
    }

    @Override
    public String[] inline(Program program, String... operands) {
        if (operands.length != program.inputs().size()) {
            throw new IllegalArgumentException(operands.length + " operands for a program of " + program.inputs().size());
        }
        IdentityHashMap<Atom, String> names = new IdentityHashMap<>();
        for (int i = 0; i < operands.length; i++) {
            names.put(program.inputs().get(i), operands[i]);
        }
        SourceSpan outer = location;
        for (Equation eq : program.equations()) {
            String[] inputs = new String[eq.inputs().size()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = name(eq.input(i), names);
            }
            location = eq.location() == SourceSpan.NONE ? outer : eq.location();
            String[] results = eq.primitive().lower(this, eq, inputs);
            for (int i = 0; i < results.length; i++) {
                names.put(eq.output(i), results[i]);
                types.putIfAbsent(results[i], eq.output(i).aval());
            }
        }
        location = outer;
        String[] results = new String[program.outputs().size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = name(program.outputs().get(i), names);
        }
        return results;
    }

    private String name(Atom atom, IdentityHashMap<Atom, String> names) {
        if (atom instanceof Constant c) {
            return constant(c.value());
        }
        String name = names.get(atom);
        if (name == null) {
            throw new IllegalStateException("variable of another program: " + atom);
        }
        return name;
    }

    // Operations.

    @Override
    public String[] op(String name, List<AbstractValue> results, String attributes, List<Region> regions,
                       String... operands) {
        StringBuilder head = new StringBuilder();
        String base = results.isEmpty() ? null : fresh();
        String[] names = new String[results.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = names.length == 1 ? base : base + "#" + i;
            types.put(names[i], results.get(i));
        }
        if (base != null) {
            head.append(base).append(names.length == 1 ? "" : ":" + names.length).append(" = ");
        }
        head.append('"').append(name).append("\"(").append(String.join(", ", operands)).append(')');
        List<AbstractValue> operandTypes = new ArrayList<>(operands.length);
        for (String o : operands) {
            operandTypes.add(typeOf(o));
        }
        String tail = (attributes.isEmpty() ? "" : " {" + attributes + "}") + " : (" + typeList(operandTypes) + ") -> "
                + (results.size() == 1 ? type(results.get(0)) : "(" + typeList(results) + ")");
        if (regions.isEmpty()) {
            line(head + tail);
            return names;
        }
        open(head + " ({");
        for (int r = 0; r < regions.size(); r++) {
            if (r > 0) {
                reopen("}, {");
            }
            region(regions.get(r));
        }
        close("})" + tail);
        return names;
    }

    private void region(Region region) {
        String[] arguments = new String[region.inputs().size()];
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = fresh();
            types.put(arguments[i], region.inputs().get(i));
            block.append(i == 0 ? "" : ", ").append(arguments[i]).append(": ").append(type(region.inputs().get(i)));
        }
        if (arguments.length > 0) {
            plain("^bb0(" + block + "):");
        }
        String[] results = region.body().emit(arguments);
        List<AbstractValue> avals = new ArrayList<>(results.length);
        for (String r : results) {
            avals.add(typeOf(r));
        }
        line("\"stablehlo.return\"(" + String.join(", ", results) + ") : (" + typeList(avals) + ") -> ()");
    }

    @Override
    public String fresh() {
        return "%" + next++;
    }

    @Override
    public AbstractValue typeOf(String name) {
        AbstractValue aval = types.get(name);
        if (aval == null) {
            throw new IllegalStateException("type of " + name + " is not known");
        }
        return aval;
    }

    @Override
    public void declare(String name, AbstractValue aval) {
        types.put(name, aval);
    }

    @Override
    public void line(String text) {
        hash(text);
        out.append(indent).append(text).append(locationSuffix()).append('\n');
    }

    private void plain(String text) {
        hash(text);
        out.append(indent).append(text).append('\n');
    }

    private void hash(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private String locationSuffix() {
        if (location.line() <= 0) {
            return "";
        }
        return " loc(" + locations.computeIfAbsent(location, s -> "#loc" + locations.size()) + ")";
    }

    @Override
    public void open(String header) {
        plain(header);
        indent += "  ";
    }

    private void reopen(String text) {
        indent = indent.substring(2);
        open(text);
    }

    @Override
    public void close(String footer) {
        indent = indent.substring(2);
        if (footer.endsWith("{") || footer.equals("}")) {
            plain(footer);
        } else {
            line(footer);
        }
    }

    // Types.

    @Override
    public String type(AbstractValue aval) {
        StringBuilder b = new StringBuilder("tensor<");
        for (int d : aval.shape().dims()) {
            b.append(d).append('x');
        }
        return b.append(elementType(aval.dtype())).append('>').toString();
    }

    /** The element type in MLIR's words. */
    public static String elementType(DType dtype) {
        return switch (dtype) {
            case BOOL -> "i1";
            case INT8 -> "i8";
            case INT16 -> "i16";
            case INT32 -> "i32";
            case INT64 -> "i64";
            case UINT8 -> "ui8";
            case UINT16 -> "ui16";
            case UINT32 -> "ui32";
            case UINT64 -> "ui64";
            case FLOAT16 -> "f16";
            case BFLOAT16 -> "bf16";
            case FLOAT32 -> "f32";
            case FLOAT64 -> "f64";
            case COMPLEX64 -> "complex<f32>";
            case COMPLEX128 -> "complex<f64>";
        };
    }

    private String typeList(List<AbstractValue> avals) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < avals.size(); i++) {
            b.append(i == 0 ? "" : ", ").append(type(avals.get(i)));
        }
        return b.toString();
    }

    // Constants.

    @Override
    public String constant(AbstractValue aval, double value) {
        DType d = aval.dtype();
        String literal = switch (d.kind()) {
            case BOOL -> value != 0 ? "true" : "false";
            case INT, UINT -> integer(d, (long) value);
            case FLOAT -> real(d, value);
            case COMPLEX -> "(" + real(part(d), value) + ", " + real(part(d), 0) + ")";
        };
        return dense(aval, literal);
    }

    @Override
    public String constant(AbstractValue aval, long value) {
        return aval.dtype().isInteger() ? dense(aval, integer(aval.dtype(), value)) : constant(aval, (double) value);
    }

    private static DType part(DType complex) {
        return complex == DType.COMPLEX64 ? DType.FLOAT32 : DType.FLOAT64;
    }

    private static String integer(DType d, long value) {
        return switch (d) {
            case UINT8 -> Long.toString(value & 0xff);
            case UINT16 -> Long.toString(value & 0xffff);
            case UINT32 -> Long.toString(value & 0xffffffffL);
            case UINT64 -> Long.toUnsignedString(value);
            case INT8 -> Byte.toString((byte) value);
            case INT16 -> Short.toString((short) value);
            case INT32 -> Integer.toString((int) value);
            default -> Long.toString(value);
        };
    }

    /** By the bits, which no rounding of a decimal form can spoil; small whole numbers stay readable. */
    private static String real(DType d, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1024 && (value != 0 || 1 / value > 0)) {
            return (int) value + ".0";
        }
        return switch (d) {
            case FLOAT16 -> String.format("0x%04X", Float.floatToFloat16((float) value) & 0xffff);
            case BFLOAT16 -> String.format("0x%04X", bfloat16(value));
            case FLOAT32 -> String.format("0x%08X", Float.floatToRawIntBits((float) value));
            default -> String.format("0x%016X", Double.doubleToRawLongBits(value));
        };
    }

    private static int bfloat16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        if (Double.isNaN(value)) {
            return 0x7fc0;
        }
        return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
    }

    private String dense(AbstractValue aval, String literal) {
        String name = fresh();
        types.put(name, aval);
        line(name + " = stablehlo.constant dense<" + literal + "> : " + type(aval));
        return name;
    }

    /** An array as a constant of the module, or as one more argument when it is large. */
    private String constant(ArrayValue value) {
        AbstractValue aval = value.aval();
        long size = aval.shape().size();
        if (hoisting && depth == 0 && size * aval.dtype().bytes() > INLINE_CONSTANT_BYTES) {
            return hoistedNames.computeIfAbsent(value, v -> {
                hoisted.add(v);
                String name = "%const" + hoisted.size();
                types.put(name, aval);
                return name;
            });
        }
        if (size == 0) {
            return dense(aval, "");
        }
        byte[] bytes = bytes(value.data(), aval.dtype());
        int width = aval.dtype() == DType.BOOL ? 1 : aval.dtype().bytes();
        boolean splat = true;
        for (int i = width; i < bytes.length && splat; i++) {
            splat = bytes[i] == bytes[i - width];
        }
        return dense(aval, splat ? element(value.data(), aval.dtype()) : elements(bytes, aval));
    }

    private static String elements(byte[] bytes, AbstractValue aval) {
        if (aval.dtype() != DType.BOOL) {
            return "\"0x" + HexFormat.of().withUpperCase().formatHex(bytes) + "\"";
        }
        // Booleans are packed in MLIR's raw form; written out they cannot be misread.
        StringBuilder b = new StringBuilder();
        booleans(b, bytes, aval.shape().dims(), 0, 0);
        return b.toString();
    }

    private static int booleans(StringBuilder b, byte[] bytes, int[] dims, int axis, int at) {
        if (axis == dims.length) {
            b.append(bytes[at] != 0);
            return at + 1;
        }
        b.append('[');
        for (int i = 0; i < dims[axis]; i++) {
            b.append(i == 0 ? "" : ", ");
            at = booleans(b, bytes, dims, axis + 1, at);
        }
        b.append(']');
        return at;
    }

    private static String element(Object data, DType d) {
        return switch (d) {
            case BOOL -> ((byte[]) data)[0] != 0 ? "true" : "false";
            case INT8, UINT8 -> integer(d, ((byte[]) data)[0]);
            case INT16, UINT16 -> integer(d, ((short[]) data)[0]);
            case INT32, UINT32 -> integer(d, ((int[]) data)[0]);
            case INT64, UINT64 -> integer(d, ((long[]) data)[0]);
            case FLOAT16, BFLOAT16 -> String.format("0x%04X", ((short[]) data)[0] & 0xffff);
            case FLOAT32 -> real(d, ((float[]) data)[0]);
            case FLOAT64 -> real(d, ((double[]) data)[0]);
            case COMPLEX64 -> "(" + real(DType.FLOAT32, ((float[]) data)[0]) + ", " + real(DType.FLOAT32, ((float[]) data)[1]) + ")";
            case COMPLEX128 -> "(" + real(d, ((double[]) data)[0]) + ", " + real(d, ((double[]) data)[1]) + ")";
        };
    }

    private static byte[] bytes(Object data, DType d) {
        if (data instanceof byte[] b) {
            return b;
        }
        int length = java.lang.reflect.Array.getLength(data);
        ByteBuffer buffer = ByteBuffer.allocate(length * (d.isComplex() ? d.bytes() / 2 : d.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (data) {
            case short[] a -> buffer.asShortBuffer().put(a);
            case int[] a -> buffer.asIntBuffer().put(a);
            case long[] a -> buffer.asLongBuffer().put(a);
            case float[] a -> buffer.asFloatBuffer().put(a);
            case double[] a -> buffer.asDoubleBuffer().put(a);
            default -> throw new IllegalArgumentException("not array data: " + data.getClass());
        }
        return buffer.array();
    }
}
