package org.jacobilang.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Wadler's pretty printer: a group is printed on one line if it fits, else its breaks become new lines. */
sealed interface Layout {
    record Text(String text) implements Layout {
    }

    /** A new line, or this text in a group that fits. */
    record Break(String text) implements Layout {
    }

    record Concat(List<Layout> parts) implements Layout {
    }

    record Nest(int by, Layout body) implements Layout {
    }

    record Group(Layout body) implements Layout {
    }

    static Layout text(String s) {
        return new Text(s);
    }

    static Layout brk(String s) {
        return new Break(s);
    }

    static Layout concat(Layout... parts) {
        return new Concat(List.of(parts));
    }

    static Layout nest(int by, Layout body) {
        return new Nest(by, body);
    }

    static Layout group(Layout body) {
        return new Group(body);
    }

    static Layout join(Layout separator, List<? extends Layout> parts) {
        List<Layout> all = new ArrayList<>();
        for (Layout p : parts) {
            if (!all.isEmpty()) {
                all.add(separator);
            }
            all.add(p);
        }
        return new Concat(all);
    }

    /** What is still to print, at which indentation, and whether its breaks are flat. */
    record Item(int indent, boolean flat, Layout doc) {
    }

    default String format(int width) {
        StringBuilder out = new StringBuilder();
        ArrayDeque<Item> agenda = new ArrayDeque<>();
        agenda.push(new Item(0, false, this));
        int column = 0;
        while (!agenda.isEmpty()) {
            Item i = agenda.pop();
            switch (i.doc) {
                case Text t -> {
                    out.append(t.text);
                    column += t.text.length();
                }
                case Break b -> {
                    if (i.flat) {
                        out.append(b.text);
                        column += b.text.length();
                    } else {
                        out.append('\n').append(" ".repeat(i.indent));
                        column = i.indent;
                    }
                }
                case Concat c -> {
                    for (int k = c.parts.size() - 1; k >= 0; k--) {
                        agenda.push(new Item(i.indent, i.flat, c.parts.get(k)));
                    }
                }
                case Nest n -> agenda.push(new Item(i.indent + n.by, i.flat, n.body));
                case Group g -> agenda.push(new Item(i.indent, i.flat || fits(g.body, width - column), g.body));
            }
        }
        return out.toString();
    }

    private static boolean fits(Layout doc, int width) {
        ArrayDeque<Layout> agenda = new ArrayDeque<>();
        agenda.push(doc);
        int left = width;
        while (!agenda.isEmpty() && left >= 0) {
            switch (agenda.pop()) {
                case Text t -> left -= t.text.length();
                case Break b -> left -= b.text.length();
                case Concat c -> {
                    for (int k = c.parts.size() - 1; k >= 0; k--) {
                        agenda.push(c.parts.get(k));
                    }
                }
                case Nest n -> agenda.push(n.body);
                case Group g -> agenda.push(g.body);
            }
        }
        return left >= 0;
    }
}
