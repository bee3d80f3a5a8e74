package org.jacobilang.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobilang.parser.SyntaxError;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TracebackObject;
import org.jacobilang.runtime.Types;

/** Errors as a person reads them: the calls that led there, each with its line and carets below what went wrong. */
public final class Tracebacks {
    /** Equal frames in a row that are shown; the rest is counted. */
    private static final int REPEATS = 3;

    private Tracebacks() {
    }

    /** Makes the exception carry its text, for those who see it from outside. */
    @TruffleBoundary
    static PythonException complete(PythonException e) {
        e.text(format(e.value()));
        return e;
    }

    /** The whole text: the exceptions that led to this one, then this one. */
    @TruffleBoundary
    public static String format(ExceptionObject exception) {
        StringBuilder out = new StringBuilder();
        chain(exception, out, new HashSet<>());
        return out.toString();
    }

    /** The text of one exception without those that led to it. */
    @TruffleBoundary
    public static String formatAlone(ExceptionObject exception) {
        StringBuilder out = new StringBuilder();
        one(exception, out);
        return out.toString();
    }

    /** The end of a traceback: a syntax error's line, the class and the message, and the notes. */
    @TruffleBoundary
    public static String conclusion(ExceptionObject e) {
        StringBuilder out = new StringBuilder();
        conclusion(e, out);
        return out.toString();
    }

    /** The calls that led to the code that asks, the outermost first. */
    @TruffleBoundary
    public static List<TracebackObject.Entry> stack() {
        List<TracebackObject.Entry> entries = new ArrayList<>();
        com.oracle.truffle.api.Truffle.getRuntime().iterateFrames(instance -> {
            RootNode root = ((com.oracle.truffle.api.RootCallTarget) instance.getCallTarget()).getRootNode();
            if (root instanceof GuestRoot) {
                entries.add(0, frame(root, instance.getCallNode()));
            }
            return null;
        });
        return entries;
    }

    private static void chain(ExceptionObject e, StringBuilder out, Set<ExceptionObject> seen) {
        if (!seen.add(e)) {
            return;
        }
        if (e.cause != null) {
            chain(e.cause, out, seen);
            out.append("\nThe above exception was the direct cause of the following exception:\n\n");
        } else if (e.context != null && !e.suppressContext) {
            chain(e.context, out, seen);
            out.append("\nDuring handling of the above exception, another exception occurred:\n\n");
        }
        one(e, out);
    }

    private static void one(ExceptionObject e, StringBuilder out) {
        List<String> frames = frames(e).stream().map(TracebackObject.Entry::text).toList();
        if (!frames.isEmpty()) {
            out.append("Traceback (most recent call last):\n");
            int run = 0;
            for (int i = 0; i < frames.size(); i++) {
                run = i > 0 && frames.get(i).equals(frames.get(i - 1)) ? run + 1 : 0;
                if (run < REPEATS) {
                    out.append(frames.get(i));
                } else if (i + 1 == frames.size() || !frames.get(i + 1).equals(frames.get(i))) {
                    int more = run - REPEATS + 1;
                    out.append("  [Previous line repeated ").append(more).append(" more time").append(more == 1 ? "" : "s")
                            .append("]\n");
                }
            }
        }
        conclusion(e, out);
    }

    private static void conclusion(ExceptionObject e, StringBuilder out) {
        if (e.isA(Types.SYNTAX_ERROR) && e.shown != null) {
            out.append(e.shown);
        }
        out.append(headline(e)).append('\n');
        if (e.own(Strings.name("__notes__")) instanceof org.jacobilang.runtime.ListObject notes) {
            for (Object note : notes.toArray()) {
                out.append(Strings.java(org.jacobilang.runtime.Operations.str(note))).append('\n');
            }
        }
    }

    /** The last line: the class and the message. */
    @TruffleBoundary
    public static String headline(ExceptionObject e) {
        ClassObject type = e.type();
        String message;
        try {
            message = e.isA(Types.SYNTAX_ERROR) && e.field("msg") instanceof com.oracle.truffle.api.strings.TruffleString m
                    ? Strings.java(m) : e.message();
            message += message.isEmpty() || e.hint == null ? "" : e.hint.get();
        } catch (PythonException x) {
            message = "<exception str() failed>";
        }
        String name = type.fullName();
        name = name.startsWith("__main__.") ? name.substring("__main__.".length()) : name;
        return message.isEmpty() ? name : name + ": " + message;
    }

    /** {@code __traceback__}: the frames between where it was raised and where it was caught, the outermost first. */
    @TruffleBoundary
    static Object object(ExceptionObject e) {
        Object next = org.jacobilang.runtime.None.NONE;
        List<TracebackObject.Entry> entries = frames(e);
        for (int i = entries.size() - 1; i >= 0; i--) {
            next = new TracebackObject(entries.get(i), next);
        }
        return next;
    }

    private static List<TracebackObject.Entry> frames(ExceptionObject e) {
        List<TracebackObject.Entry> frames = new ArrayList<>();
        for (Node node : e.trace().reversed()) {
            RootNode root = node.getRootNode();
            if (root instanceof GuestRoot) {
                frames.add(frame(root, node == root ? null : node));
            }
        }
        return frames;
    }

    private static TracebackObject.Entry frame(RootNode root, Node location) {
        SourceSection section = location == null ? null : location.getEncapsulatingSourceSection();
        if (section == null) {
            section = root.getSourceSection();
        }
        Source source = section.getSource();
        int line = section.getStartLine();
        StringBuilder out = new StringBuilder();
        out.append("  File \"").append(name(source)).append("\", line ").append(line).append(", in ").append(root.getName())
                .append('\n');
        String text = source.isInternal() ? "" : source.getCharacters(line).toString();
        String stripped = text.strip();
        if (!stripped.isEmpty()) {
            // Of a whole compound statement only the first line is shown.
            boolean compound = location == null || location instanceof StatementNode && !(location instanceof ExpressionNode);
            out.append(!compound || location != null && section.getEndLine() == line
                    ? Marks.of(section) : "    " + stripped + "\n");
        }
        return new TracebackObject.Entry(name(source), line, root.getName(), stripped, root.getSourceSection().getStartLine(),
                ((GuestRoot) root).surroundings().module(), out.toString());
    }

    static String name(Source source) {
        return source.getPath() != null ? source.getPath() : source.getName();
    }

    /** A syntax error with the line and the caret that CPython prints. */
    @TruffleBoundary
    static PythonException syntaxError(SyntaxError e, Source source) {
        ClassObject type = switch (e.kind()) {
            case SYNTAX -> Types.SYNTAX_ERROR;
            case INDENTATION -> Types.INDENTATION_ERROR;
            case TAB -> Types.TAB_ERROR;
        };
        int start = Math.min(e.start(), source.getLength());
        SourceSection section = source.createSection(start, Math.min(e.length(), source.getLength() - start));
        int line = section.getStartLine();
        String text = source.getCharacters(line).toString();
        int indent = text.length() - text.stripLeading().length();
        StringBuilder shown = new StringBuilder();
        shown.append("  File \"").append(name(source)).append("\", line ").append(line).append('\n');
        shown.append("    ").append(text.strip()).append('\n');
        int column = Math.max(0, section.getStartColumn() - 1 - indent);
        int width = Math.max(1, Math.min(e.length(), text.stripTrailing().length() - indent - column));
        if (!e.getMessage().equals("unexpected indent")) {
            boolean after = e.getMessage().startsWith("unindent");
            shown.append("    ").append(" ".repeat(after ? text.strip().length() : column)).append("^".repeat(after ? 1 : width))
                    .append('\n');
        }
        Object place = new org.jacobilang.runtime.TupleObject(Strings.of(name(source)), (long) line,
                (long) section.getStartColumn(), Strings.of(text + "\n"), (long) section.getEndLine(),
                (long) section.getEndColumn() + 1);
        ExceptionObject value = new ExceptionObject(type, new org.jacobilang.runtime.TupleObject(Strings.of(e.getMessage()), place));
        value.shown = shown.toString();
        value.field("msg", Strings.of(e.getMessage())).field("filename", Strings.of(name(source)))
                .field("lineno", (long) line).field("offset", (long) section.getStartColumn())
                .field("text", Strings.of(text + "\n"));
        PythonException carrier = new PythonException(value);
        carrier.incomplete(e.incomplete());
        carrier.place(section);
        return complete(carrier);
    }
}
