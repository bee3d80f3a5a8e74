package org.jacobilang.builtin;

import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Types;

/** The module {@code _types}: builtin classes that have no name among the builtins. */
final class TypesModule {
    private TypesModule() {
    }

    static ModuleObject make() {
        return new ModuleObject("_types").set("GenericAlias", Types.GENERIC_ALIAS).set("UnionType", Types.UNION)
                .set("MappingProxyType", Types.MAPPING_PROXY).set("ModuleType", Types.MODULE).set("CellType", Types.CELL)
                .set("CodeType", Types.CODE).set("TracebackType", Types.TRACEBACK).set("FrameType", Types.FRAME)
                .set("NoneType", Types.NONE).set("EllipsisType", Types.ELLIPSIS)
                .set("NotImplementedType", Types.NOT_IMPLEMENTED_TYPE).set("MethodType", Types.METHOD);
    }
}
