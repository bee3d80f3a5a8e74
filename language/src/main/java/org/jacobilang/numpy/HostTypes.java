package org.jacobilang.numpy;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.array.DType;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.Names;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.Types;

/** The classes of NumPy's arrays and scalars. */
public final class HostTypes {
    public static final ClassObject NDARRAY = make("ndarray", Types.OBJECT);
    static final Map<String, ClassObject> ABSTRACT = new LinkedHashMap<>();
    private static final Map<DType, ClassObject> SCALARS = new EnumMap<>(DType.class);
    private static final Map<ClassObject, DType> DTYPES = new IdentityHashMap<>();

    static {
        ClassObject generic = kind("generic", Types.OBJECT);
        ClassObject number = kind("number", generic);
        ClassObject integer = kind("integer", number);
        ClassObject signed = kind("signedinteger", integer);
        ClassObject unsigned = kind("unsignedinteger", integer);
        ClassObject inexact = kind("inexact", number);
        ClassObject floating = kind("floating", inexact);
        ClassObject complex = kind("complexfloating", inexact);
        for (DType d : DType.values()) {
            ClassObject above = switch (d.kind()) {
                case BOOL -> generic;
                case INT -> signed;
                case UINT -> unsigned;
                case FLOAT -> floating;
                case COMPLEX -> complex;
            };
            // np.float64 is a float, np.complex128 a complex; np.int64 is no int.
            ClassObject[] bases = d == DType.FLOAT64 ? new ClassObject[]{above, Types.FLOAT}
                    : d == DType.COMPLEX128 ? new ClassObject[]{above, Types.COMPLEX} : new ClassObject[]{above};
            ClassObject c = make(d == DType.BFLOAT16 ? "ml_dtypes" : "numpy", d.jaxName(), bases);
            SCALARS.put(d, c);
            DTYPES.put(c, d);
        }
    }

    private HostTypes() {
    }

    private static ClassObject kind(String name, ClassObject base) {
        ClassObject c = make(name, base);
        ABSTRACT.put(name, c);
        return c;
    }

    private static ClassObject make(String name, ClassObject... bases) {
        return make("numpy", name, bases);
    }

    private static ClassObject make(String module, String name, ClassObject... bases) {
        return new ClassObject(Types.TYPE, name, bases, Map.of(Names.MODULE, Strings.of(module)));
    }

    /** NumPy's class of the numbers of a dtype. */
    public static ClassObject scalar(DType d) {
        return SCALARS.get(d);
    }

    /** The dtype whose scalars are of this class, or null. */
    public static DType dtype(Object scalarClass) {
        return DTYPES.get(scalarClass);
    }
}
