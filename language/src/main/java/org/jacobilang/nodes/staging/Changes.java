package org.jacobilang.nodes.staging;

import com.oracle.truffle.api.frame.MaterializedFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The locals and journalled places as they are now, to find and take back what an attempt changes. */
final class Changes {
    private final MaterializedFrame frame;
    private final Place.Slot[] slots;
    private final Object[] before;
    private final Trace trace = Trace.current();
    private final int outerLayer;

    Changes(MaterializedFrame frame) {
        this.frame = frame;
        List<Place.Slot> named = new ArrayList<>();
        for (int i = 0; i < frame.getFrameDescriptor().getNumberOfSlots(); i++) {
            // A slot without a name holds what lives within one statement.
            if (frame.getFrameDescriptor().getSlotName(i) != null) {
                named.add(new Place.Slot(frame, i));
            }
        }
        slots = named.toArray(Place.Slot[]::new);
        before = named.stream().map(Place.Slot::get).toArray();
        outerLayer = trace.openLayer();
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
        changed.putAll(trace.takeBackLayer(outerLayer));
        return changed;
    }

    /** Lets everything stand. */
    void keep() {
        trace.keepLayer(outerLayer);
    }

    MaterializedFrame frame() {
        return frame;
    }
}
