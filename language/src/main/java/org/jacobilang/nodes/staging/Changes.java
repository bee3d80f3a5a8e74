package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.frame.MaterializedFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobilang.runtime.ModuleObject;

/** The locals and journalled places as they are now, to find and take back what an attempt changes. */
final class Changes {
    private final MaterializedFrame frame;
    private final Place.Slot[] slots;
    private final Object[] before;
    private final Trace trace = Trace.current();

    Changes(MaterializedFrame frame) {
        this.frame = frame;
        int n = frame.getFrameDescriptor().getNumberOfSlots();
        slots = new Place.Slot[n];
        before = new Object[n];
        for (int i = 0; i < n; i++) {
            slots[i] = new Place.Slot(frame, i);
            before[i] = slots[i].get();
        }
        trace.openLayer();
    }

    /** Undoes everything since then; the answer has the places that changed with their last values. */
    Map<Place, Object> takeBack() {
        Map<Place, Object> changed = new LinkedHashMap<>();
        for (int i = 0; i < slots.length; i++) {
            Object now = slots[i].get();
            if (!Structure.same(now, before[i])) {
                changed.put(slots[i], now);
                slots[i].set(before[i]);
            }
        }
        Reach reach = new Reach();
        for (Object value : before) {
            reach.add(value);
        }
        for (Object argument : frame.getArguments()) {
            reach.add(argument);
        }
        trace.reach(reach);
        changed.putAll(trace.closeLayer(owner -> owner instanceof ModuleObject || reach.contains(owner)));
        return changed;
    }

    /** Lets everything stand. */
    void keep() {
        trace.keepLayer();
    }

    MaterializedFrame frame() {
        return frame;
    }
}
