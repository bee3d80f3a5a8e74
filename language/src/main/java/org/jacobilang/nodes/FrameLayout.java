package org.jacobilang.nodes;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobilang.parser.Scope;

/** The slots of one frame: those of a function, and of the comprehensions that run in it. */
final class FrameLayout {
    /** The scope whose frame this is. */
    final Scope owner;
    private final FrameDescriptor.Builder builder = FrameDescriptor.newBuilder();
    private final Map<Scope, Map<String, Integer>> slots = new IdentityHashMap<>();
    private final Map<String, Integer> temporaries = new HashMap<>();
    /** The cells of the owner's closure, in order. */
    final List<String> free;
    /** In a class body: the slot of the namespace. */
    int namespace = -1;
    /** In a generator: the slot of the resumption. */
    int resumption = -1;
    final int[] hoisted = {0};

    FrameLayout(Scope owner) {
        this.owner = owner;
        this.free = List.copyOf(owner.free());
    }

    /** The slot of a local or of a cell that {@code scope} owns. */
    int slot(Scope scope, String mangled) {
        return slots.computeIfAbsent(scope, s -> new HashMap<>())
                .computeIfAbsent(mangled, n -> builder.addSlot(FrameSlotKind.Illegal, n, null));
    }

    /** The slot of a name that the translator made up. */
    int temporary(String name) {
        return temporaries.computeIfAbsent(name, n -> builder.addSlot(FrameSlotKind.Illegal, null, null));
    }

    /** A new slot without a name. */
    int fresh() {
        return builder.addSlot(FrameSlotKind.Illegal, null, null);
    }

    FrameDescriptor build() {
        return builder.build();
    }
}
