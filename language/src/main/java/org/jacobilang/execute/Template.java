package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jacobilang.array.ArrayLike;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.nodes.staging.Place;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.nodes.staging.TracedText;
import org.jacobilang.program.Atom;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.Tracer;
import org.jacobilang.runtime.BoundMethod;
import org.jacobilang.runtime.CellObject;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.FunctionObject;
import org.jacobilang.runtime.GeneratorObject;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.SetObject;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/**
 * A guest value that a traced function left behind, as something to make anew at each call: objects that were there before
 * stay themselves, objects that the function made are made again, and traced values come from the program's outputs.
 */
sealed interface Template {
    /** A value as it is. */
    record Fixed(Object value) implements Template {
    }

    /** The next output of the program; a number of Python's own where {@code number} says so. */
    record Output(boolean number) implements Template {
    }

    /** A text of strings and of outputs in a form of their own. */
    record Text(List<Object> parts) implements Template {
        record Part(Output value, TracedText.Leaf leaf) {
        }
    }

    /** An object to be made, with its parts. */
    record Made(InstanceObject like, List<Template> parts) implements Template {
    }

    /** Deleted. */
    record Nothing() implements Template {
    }

    /** Reads values of one trace into templates, with the outputs that they need. */
    final class Maker {
        private final ProgramBuilder builder;
        private final Predicate<Object> existed;
        private final List<Atom> outputs;
        private final Map<Object, Template> made = new IdentityHashMap<>();

        Maker(ProgramBuilder builder, Predicate<Object> existed, List<Atom> outputs) {
            this.builder = builder;
            this.existed = existed;
            this.outputs = outputs;
        }

        Template of(Object value) {
            switch (value) {
                case null -> {
                    return new Nothing();
                }
                case Tracer t -> {
                    outputs.add(Bind.atom(builder, t));
                    return new Output(false);
                }
                case TracedNumber t -> {
                    outputs.add(Bind.atom(builder, t.wide()));
                    return new Output(true);
                }
                case TruffleString s when TracedText.isMarked(Strings.java(s)) -> {
                    List<Object> parts = new ArrayList<>();
                    for (Object part : TracedText.parts(Strings.java(s))) {
                        parts.add(part instanceof TracedText.Leaf leaf ? new Text.Part((Output) of(leaf.value()), leaf) : part);
                    }
                    return new Text(parts);
                }
                case InstanceObject o when !(o instanceof ClassObject) && !existed.test(o) -> {
                    return born(o);
                }
                default -> {
                    return new Fixed(value);
                }
            }
        }

        /** What a list or dict holds, whose tuple of contents is new in any case. */
        Template contents(TupleObject all) {
            return born(all);
        }

        private Template born(InstanceObject o) {
            Template known = made.get(o);
            if (known != null) {
                return known;
            }
            Object[] parts = switch (o) {
                case TupleObject t -> t.items;
                case ListObject l -> l.toArray();
                case DictObject d -> {
                    Object[] keys = d.keyArray();
                    Object[] all = new Object[2 * keys.length];
                    for (int i = 0; i < keys.length; i++) {
                        all[2 * i] = keys[i];
                        all[2 * i + 1] = d.get(keys[i]);
                    }
                    yield all;
                }
                case SetObject s -> s.toArray();
                case InstanceObject i when i.getClass() == InstanceObject.class && !i.type().isBuiltin() -> {
                    TruffleString[] names = i.ownNames();
                    Object[] all = new Object[2 * names.length];
                    for (int k = 0; k < names.length; k++) {
                        all[2 * k] = names[k];
                        all[2 * k + 1] = i.own(names[k]);
                    }
                    yield all;
                }
                default -> null;
            };
            if (parts == null) {
                opaque(o);
                return new Fixed(o);
            }
            List<Template> templates = new ArrayList<>();
            Template result = new Made(o, templates);
            made.put(o, result);
            for (Object part : parts) {
                templates.add(part instanceof Place.FixedKey ? new Fixed(part) : of(part));
            }
            return result;
        }

        /** An object that can't be made again must not hold traced values. */
        private void opaque(Object o) {
            boolean holds = switch (o) {
                case FunctionObject f -> {
                    boolean any = false;
                    for (CellObject c : f.closure == null ? new CellObject[0] : f.closure) {
                        any |= c.value instanceof ArrayLike a && a instanceof Tracer || c.value instanceof TracedNumber;
                    }
                    for (Object d : f.defaults() == null ? new Object[0] : f.defaults()) {
                        any |= d instanceof Tracer || d instanceof TracedNumber;
                    }
                    yield any;
                }
                case BoundMethod m -> m.self instanceof Tracer;
                case GeneratorObject g -> true;
                default -> false;
            };
            if (holds) {
                throw Trace.refuse("a function with traced values leaves the call");
            }
        }
    }

    /** Makes values of templates from the program's outputs; what was one object is one again. */
    final class Instance {
        private final Iterator<? extends ArrayLike> outputs;
        private final Map<Template, Object> made = new IdentityHashMap<>();

        Instance(Iterator<? extends ArrayLike> outputs) {
            this.outputs = outputs;
        }

        Object of(Template template) {
            return switch (template) {
                case Nothing n -> null;
                case Fixed f -> f.value;
                case Output o -> {
                    ArrayLike a = outputs.next();
                    yield !o.number ? a : a instanceof ArrayValue v ? TracedNumber.concrete(v) : TracedNumber.of((Tracer) a);
                }
                case Text t -> {
                    StringBuilder text = new StringBuilder();
                    for (Object part : t.parts) {
                        text.append(part instanceof Text.Part p ? p.leaf.render(of(p.value)) : (String) part);
                    }
                    yield Strings.of(text.toString());
                }
                case Made m -> {
                    Object known = made.get(m);
                    yield known != null ? known : make(m);
                }
            };
        }

        private Object make(Made m) {
            Object[] items = new Object[m.parts.size()];
            switch (m.like) {
                case TupleObject t -> {
                    fill(m, items);
                    Object tuple = new TupleObject(t.type(), items);
                    made.put(m, tuple);
                    return tuple;
                }
                case ListObject l -> {
                    ListObject list = new ListObject(l.type(), new Object[0], 0);
                    made.put(m, list);
                    fill(m, items);
                    list.replace(items);
                    return list;
                }
                case DictObject d -> {
                    DictObject dict = new DictObject(d.type());
                    made.put(m, dict);
                    fill(m, items);
                    for (int i = 0; i < items.length; i += 2) {
                        dict.put(items[i], items[i + 1]);
                    }
                    return dict;
                }
                case SetObject s -> {
                    SetObject set = new SetObject(s.type());
                    made.put(m, set);
                    fill(m, items);
                    for (Object item : items) {
                        set.add(item);
                    }
                    return set;
                }
                default -> {
                    InstanceObject o = new InstanceObject(m.like.type());
                    made.put(m, o);
                    fill(m, items);
                    for (int i = 0; i < items.length; i += 2) {
                        o.own((TruffleString) items[i], items[i + 1]);
                    }
                    return o;
                }
            }
        }

        private void fill(Made m, Object[] items) {
            for (int i = 0; i < items.length; i++) {
                items[i] = of(m.parts.get(i));
            }
        }
    }
}
