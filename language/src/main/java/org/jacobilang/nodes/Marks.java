package org.jacobilang.nodes;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jacobilang.parser.Parser;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.SyntaxError;

/**
 * The source lines of a piece of text with marks below: carets, or tildes with carets below the operator, the arguments or the
 * index that failed. The rules, and what is shown of several lines, are those of CPython 3.13's tracebacks.
 */
final class Marks {
    /** Where the marks change within a text: from (line, column) on, and up to. */
    private record Anchors(int fromLine, int from, int toLine, int to) {
    }

    private final List<String> lines;
    private final int start;
    private final int end;
    private final Anchors anchors;
    private final boolean shown;
    private final StringBuilder out = new StringBuilder();

    private Marks(List<String> lines, int start, int end) {
        this.lines = lines;
        this.start = start;
        this.end = end;
        String all = String.join("\n", lines);
        String segment = all.substring(start, all.length() - (lines.getLast().length() - end));
        this.anchors = anchors(segment);
        this.shown = !isWholeCall(all, start, all.length() - (lines.getLast().length() - end))
                && (anchors != null || !lines.getFirst().substring(0, start).isBlank() || !lines.getLast().substring(end).isBlank());
    }

    /** The marked lines of a section, indented as in a traceback. */
    static String of(SourceSection section) {
        Source source = section.getSource();
        List<String> lines = new ArrayList<>();
        int margin = Integer.MAX_VALUE;
        for (int line = section.getStartLine(); line <= section.getEndLine(); line++) {
            String text = source.getCharacters(line).toString().stripTrailing();
            lines.add(text);
            if (!text.isEmpty()) {
                margin = Math.min(margin, text.length() - text.stripLeading().length());
            }
        }
        int cut = margin;
        lines.replaceAll(text -> text.substring(Math.min(cut, text.length())));
        int start = Math.max(0, section.getStartColumn() - 1 - cut);
        // A section's end column is that of its last character.
        int end = Math.min(lines.getLast().length(), Math.max(0, section.getEndColumn() - cut));
        if (start > lines.getFirst().length() || lines.size() == 1 && end <= start) {
            return indented(lines.getFirst().strip() + "\n");
        }
        return indented(new Marks(lines, start, end).text());
    }

    private static String indented(String text) {
        return text.lines().map(line -> "    " + line + "\n").collect(java.util.stream.Collectors.joining());
    }

    private String text() {
        TreeSet<Integer> significant = new TreeSet<>(List.of(0, lines.size() - 1));
        if (anchors != null) {
            for (int line = -1; line <= 1; line++) {
                significant.add(anchors.fromLine + line);
                significant.add(anchors.toLine + line);
            }
        }
        significant.remove(-1);
        significant.remove(lines.size());
        int before = -1;
        for (int line : significant) {
            if (before >= 0 && line - before == 2) {
                line(line - 1);
            } else if (before >= 0 && line - before > 2) {
                out.append("...<").append(line - before - 1).append(" lines>...\n");
            }
            line(line);
            before = line;
        }
        return out.toString();
    }

    private void line(int number) {
        String text = lines.get(number);
        out.append(text).append('\n');
        if (!shown) {
            return;
        }
        int spaces = text.length() - text.stripLeading().length();
        int count = number == lines.size() - 1 ? end : text.length();
        for (int column = 0; column < count; column++) {
            char mark = '^';
            if (column < spaces || number == 0 && column < start) {
                mark = ' ';
            } else if (anchors != null) {
                int from = anchors.from + (anchors.fromLine == 0 ? start : 0);
                int to = anchors.to + (anchors.toLine == 0 ? start : 0);
                boolean within = (number > anchors.fromLine || number == anchors.fromLine && column >= from)
                        && (number < anchors.toLine || number == anchors.toLine && column < to);
                mark = within ? '^' : '~';
            }
            out.append(String.valueOf(mark).repeat(width(text.charAt(column))));
        }
        out.append('\n');
    }

    /** How many columns of a terminal a character takes. */
    private static int width(char c) {
        boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6;
        return wide ? 2 : 1;
    }

    /** The operator, the arguments or the index within an expression, or null for another kind of text. */
    private static Anchors anchors(String text) {
        Syntax.Expr e;
        try {
            e = Parser.parseExpression("(" + text + "\n)");
        } catch (SyntaxError x) {
            return null;
        }
        int from;
        int to = text.length();
        switch (e) {
            case Syntax.Binary b -> {
                from = text.indexOf(b.op().symbol, b.left().end() - 1);
                to = from + b.op().symbol.length();
            }
            case Syntax.Call c -> from = text.indexOf('(', c.callee().end() - 1);
            case Syntax.Subscript s -> from = text.indexOf('[', s.object().end() - 1);
            default -> {
                return null;
            }
        }
        return from < 0 ? null : new Anchors(lineOf(text, from), columnOf(text, from), lineOf(text, to), columnOf(text, to));
    }

    private static int lineOf(String text, int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private static int columnOf(String text, int position) {
        return position - 1 - text.lastIndexOf('\n', position - 1);
    }

    /** Whether lines only return or assign one call, the one that is to be marked: then marks say nothing. */
    private static boolean isWholeCall(String text, int from, int to) {
        boolean returns = text.startsWith("return");
        int shift = returns ? "def _():\n ".length() : 0;
        try {
            List<Syntax.Stmt> body = Parser.parse(returns ? "def _():\n " + text : text).body();
            if (body.isEmpty()) {
                return false;
            }
            Syntax.Expr value = switch (body.getFirst()) {
                case Syntax.FunctionDef f when f.body().getFirst() instanceof Syntax.Return r && r.value() instanceof Syntax.Call c
                        && c.callee() instanceof Syntax.Name -> c;
                case Syntax.Assign a when a.value() instanceof Syntax.Call c -> c;
                default -> null;
            };
            return value != null && value.start() - shift == from && value.end() - shift == to && to == text.length();
        } catch (SyntaxError e) {
            return false;
        }
    }
}
