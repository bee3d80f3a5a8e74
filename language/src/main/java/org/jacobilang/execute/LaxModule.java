package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.Arrays;
import java.util.List;
import org.jacobilang.array.Shape;
import org.jacobilang.primitive.WindowPadding;
import org.jacobilang.program.ConvDimensions;
import org.jacobilang.program.GatherDimensions;
import org.jacobilang.program.IndexMode;
import org.jacobilang.program.Params;
import org.jacobilang.program.ScatterDimensions;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

/** The part of {@code _jax} for operations whose parameters have a structure of their own. */
final class LaxModule {
    private LaxModule() {
    }

    static void install(ModuleObject m) {
        m.function("conv(lhs, rhs, strides, low, high, lhs_dilation, rhs_dilation, specs, groups, batch_groups, preferred, /)",
                "A convolution; specs are the axes of the operand, the kernel and the result.", a -> {
            Object[] specs = Operations.items(a[7]);
            return Bind.one("conv_general_dilated", Params.of("batch_group_count", a[9], "dimension_numbers",
                    ConvDimensions.of(JaxModule.ints(specs[0]), JaxModule.ints(specs[1]), JaxModule.ints(specs[2])), "feature_group_count",
                    a[8], "lhs_dilation", JaxModule.ints(a[5]), "padding", padding(a[3], a[4]), "precision", null, "preferred_element_type",
                    DTypeObject.from(a[10]), "rhs_dilation", JaxModule.ints(a[6]), "window_strides", JaxModule.ints(a[2])),
                    JaxModule.array(a[0], "conv_general_dilated"), JaxModule.array(a[1], "conv_general_dilated"));
        });
        m.function("reduce_window(name, operand, sizes, strides, low, high, base_dilation, window_dilation, /)",
                "A reduction of windows.", a -> Bind.one(Strings.java((TruffleString) a[0]), Params.of("base_dilation",
                        JaxModule.ints(a[6]), "padding", padding(a[4], a[5]), "window_dilation", JaxModule.ints(a[7]), "window_dimensions",
                        JaxModule.ints(a[2]), "window_strides", JaxModule.ints(a[3])), JaxModule.array(a[1], "reduce_window")));
        m.function("gather(operand, indices, dimensions, slice_sizes, mode, fill, unique, sorted, /)", "Slices at many places.", a -> {
            List<Integer>[] d = lists(a[2]);
            return Bind.one("gather", Params.of("dimension_numbers", new GatherDimensions(d[0], d[1], d[2], d[3], d[4]), "fill_value",
                    a[5] == None.NONE ? null : a[5], "indices_are_sorted", Operations.truth(a[7]), "mode",
                    IndexMode.valueOf(Strings.java((TruffleString) a[4])), "slice_sizes", Shape.of(JaxModule.ints(a[3])),
                    "unique_indices", Operations.truth(a[6])), JaxModule.array(a[0], "gather"), JaxModule.array(a[1], "gather"));
        });
        m.function("scatter(name, operand, indices, updates, dimensions, mode, unique, sorted, /)", "Slices written at many places.", a -> {
            List<Integer>[] d = lists(a[4]);
            return Bind.one(Strings.java((TruffleString) a[0]), Params.of("dimension_numbers",
                    new ScatterDimensions(d[0], d[1], d[2], d[3], d[4]), "indices_are_sorted", Operations.truth(a[7]), "mode",
                    IndexMode.valueOf(Strings.java((TruffleString) a[5])), "unique_indices", Operations.truth(a[6])),
                    JaxModule.array(a[1], "scatter"), JaxModule.array(a[2], "scatter"), JaxModule.array(a[3], "scatter"));
        });
    }

    private static WindowPadding padding(Object low, Object high) {
        return new WindowPadding(JaxModule.ints(low), JaxModule.ints(high));
    }

    @SuppressWarnings("unchecked")
    private static List<Integer>[] lists(Object value) {
        return Arrays.stream(Operations.items(value)).map(v -> Arrays.stream(JaxModule.ints(v)).boxed().toList()).toArray(List[]::new);
    }
}
