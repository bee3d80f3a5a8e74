package org.jacobilang.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** {@code int | str}: classes of which one is meant. */
public final class UnionObject extends InstanceObject {
    public final List<Object> members;

    private UnionObject(List<Object> members) {
        super(Types.UNION);
        this.members = members;
    }

    static UnionObject of(Object left, Object right) {
        Set<Object> all = new LinkedHashSet<>();
        for (Object side : new Object[] {left, right}) {
            if (side instanceof UnionObject u) {
                all.addAll(u.members);
            } else {
                all.add(side == None.NONE ? Types.NONE : side);
            }
        }
        return new UnionObject(List.copyOf(all));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof UnionObject u && Set.copyOf(u.members).equals(Set.copyOf(members));
    }

    @Override
    public int hashCode() {
        return Objects.hash(Set.copyOf(members));
    }
}
