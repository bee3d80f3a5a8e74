package org.jacobilang.runtime;

/** The keys, values or items of a dict, as they are at the time one looks. */
public final class DictView extends InstanceObject {
    /** What of the dict a view shows. */
    public enum Kind { KEYS, VALUES, ITEMS }

    public final DictObject dict;
    public final Kind kind;

    public DictView(DictObject dict, Kind kind) {
        super(switch (kind) {
            case KEYS -> Types.DICT_KEYS;
            case VALUES -> Types.DICT_VALUES;
            case ITEMS -> Types.DICT_ITEMS;
        });
        this.dict = dict;
        this.kind = kind;
    }

    public Iteration iterate() {
        return dict.iterate(kind.ordinal());
    }

    /** The keys or items as a set. */
    public SetObject set() {
        SetObject set = new SetObject();
        Iteration i = iterate();
        for (Object item = i.next(); item != Iteration.END; item = i.next()) {
            set.add(item);
        }
        return set;
    }
}
