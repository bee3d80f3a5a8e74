package org.jacobilang.runtime;

/** A mapping that shows another and lets nobody change it: {@code class.__dict__}, {@code types.MappingProxyType}. */
public final class MappingProxy extends InstanceObject {
    public final Object mapping;

    public MappingProxy(Object mapping) {
        super(Types.MAPPING_PROXY);
        this.mapping = mapping;
    }
}
