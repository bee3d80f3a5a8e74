package org.jacobilang.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The interactive prompt: several lines at a time, history on disk, completion of names and attributes. */
final class Repl {
    private static final int INDENTATION = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Context context;
    private final Terminal terminal;
    private final LineReader reader;
    private final boolean verbose;
    private int inputs;

    private Repl(Context context, Terminal terminal, Path history, boolean verbose) {
        this.context = context;
        this.terminal = terminal;
        this.verbose = verbose;
        boolean colours = !terminal.getType().startsWith("dumb") && System.getenv("NO_COLOR") == null;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("jacobi")
                .parser(new BlockParser())
                .completer(new NameCompleter(context))
                .highlighter(colours ? new CodeHighlighter() : new org.jline.reader.impl.DefaultHighlighter())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.INDENTATION, INDENTATION)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    static int start(boolean verbose) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            return on(terminal, historyFile(), verbose);
        } catch (IOException e) {
            System.err.println("jacobi: no terminal: " + e.getMessage());
            return 1;
        }
    }

    /** Runs the prompt on a terminal, with its history in a file. */
    static int on(Terminal terminal, Path history, boolean verbose) {
        try (Context context = Session.open(List.of(""), Path.of(""), terminal)) {
            return new Repl(context, terminal, history, verbose).loop();
        }
    }

    private static Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        Path folder = base.resolve("jacobi");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Path.of(System.getProperty("java.io.tmpdir"), "jacobi_history");
        }
        return folder.resolve("history");
    }

    private int loop() {
        terminal.writer().println("Jacobi " + "0.1.0" + "  (help(f) shows a function, Ctrl-D leaves)");
        while (true) {
            String text;
            try {
                text = reader.readLine(">>> ");
            } catch (UserInterruptException e) {
                terminal.writer().println("KeyboardInterrupt");
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            if (text.isBlank()) {
                continue;
            }
            Integer exit = evaluate(text);
            if (exit != null) {
                return exit;
            }
        }
    }

    /** What a line means that is not the language's: magic commands, and questions about a name; null when that was all. */
    private String translated(String text) {
        String line = text.strip();
        if (line.startsWith("%")) {
            Matcher m = MAGIC.matcher(line);
            if (m.matches() && MAGICS.contains(m.group(1))) {
                return "__import__('_repl')." + m.group(1) + "(" + quoted(m.group(2).strip()) + ", globals())";
            }
            terminal.writer().println("UsageError: there is no command " + line.split("\\s")[0] + "; there are %time, %timeit and %run");
            return null;
        }
        if (line.startsWith("!")) {
            terminal.writer().println("UsageError: commands of the shell are not supported");
            return null;
        }
        Matcher question = QUESTION.matcher(line);
        if (question.matches()) {
            return "help(" + (question.group(1) != null ? question.group(1) : question.group(2)) + ")";
        }
        return text;
    }

    private static final Pattern MAGIC = Pattern.compile("%(\\w+)(.*)", Pattern.DOTALL);
    private static final Pattern QUESTION = Pattern.compile("\\?{1,2}([\\p{L}_][\\w.]*)|([\\p{L}_][\\w.]*)\\?{1,2}");
    private static final Set<String> MAGICS = Set.of("time", "timeit", "run");

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("'");
        text.codePoints().forEach(c -> out.append(c == '\'' || c == '\\' || c < ' ' ? String.format("\\x%02x", c) : Character.toString(c)));
        return out.append('\'').toString();
    }

    /** Evaluates one input; null to go on, else the exit status that the program asked for. */
    private Integer evaluate(String input) {
        String text = translated(input);
        if (text == null) {
            terminal.writer().flush();
            return null;
        }
        // A program that asks for a line wants to see it typed.
        terminal.echo(true);
        Thread evaluating = Thread.currentThread();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> interrupt(evaluating));
        try {
            Source source = Source.newBuilder("jacobi", text, "<stdin-" + inputs++ + ">").interactive(true).buildLiteral();
            context.eval(source);
            return null;
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            if (e.isInterrupted()) {
                Thread.interrupted();
                terminal.writer().println("KeyboardInterrupt");
            } else {
                System.out.flush();
                terminal.writer().println(Session.traceback(e));
                if (verbose) {
                    e.printStackTrace(terminal.writer());
                }
            }
            return null;
        } finally {
            System.out.flush();
            terminal.writer().flush();
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /** Interrupting waits for the guest to stop, so it must not happen on the thread that runs it. */
    private void interrupt(Thread evaluating) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                context.interrupt(PATIENCE);
            } catch (TimeoutException e) {
                terminal.writer().println("still running: it will stop when the current operation ends");
                terminal.writer().flush();
            }
        });
    }

    /** Asks the language whether a text is complete; an unfinished one goes on in the next line. */
    private final class BlockParser implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext parse) {
            if (parse == ParseContext.ACCEPT_LINE && incomplete(line)) {
                throw new EOFError(-1, cursor, "incomplete", null, depth(line), null);
            }
            return Word.at(line, cursor);
        }

        /** How far the next line is indented, in steps: as the last one, one more behind a colon, one less behind a return. */
        private int depth(String text) {
            String last = text.substring(text.lastIndexOf('\n') + 1);
            if (last.isBlank()) {
                return 0;
            }
            int steps = (last.length() - last.stripLeading().length()) / INDENTATION;
            String code = last.strip();
            if (code.endsWith(":")) {
                return steps + 1;
            }
            return code.matches("(return|break|continue|pass|raise)\\b.*") ? Math.max(0, steps - 1) : steps;
        }

        private boolean incomplete(String text) {
            String first = text.strip();
            if (first.isEmpty() || first.startsWith("%") || first.startsWith("!") || QUESTION.matcher(first).matches()) {
                return false;
            }
            // A block is open until an empty line ends it.
            boolean block = text.lines().anyMatch(l -> !l.isBlank() && (l.startsWith(" ") || l.startsWith("\t")
                    || l.stripTrailing().endsWith(":") || l.startsWith("@")));
            String last = text.substring(text.lastIndexOf('\n') + 1);
            try {
                context.parse(Source.newBuilder("jacobi", text, "<input>").interactive(true).buildLiteral());
                return block && !last.isBlank() && (text.indexOf('\n') >= 0 || last.stripTrailing().endsWith(":"));
            } catch (PolyglotException e) {
                return e.isIncompleteSource()
                        || !last.isBlank() && String.valueOf(e.getMessage()).contains("expected an indented block");
            }
        }
    }

    /** The word at the cursor: from the last blank on, where a string that is open counts as one. */
    private record Word(String line, int cursor, int start, int end) implements CompletingParsedLine {
        static Word at(String line, int cursor) {
            int quote = -1;
            for (int i = line.lastIndexOf('\n', cursor - 1) + 1; i < cursor; i++) {
                char c = line.charAt(i);
                if (c == '"' || c == '\'') {
                    quote = quote < 0 ? i : line.charAt(quote) == c ? -1 : quote;
                }
            }
            int start = quote < 0 ? cursor : quote;
            while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
                start--;
            }
            int end = cursor;
            while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                end++;
            }
            return new Word(line, cursor, start, end);
        }

        @Override
        public String word() {
            return line.substring(start, end);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return end - start;
        }
    }

    /** The value of a dotted name, or null: completion must not run calls. */
    static Value resolve(Context context, String dotted) {
        Value scope = context.getBindings("jacobi");
        for (String part : dotted.split("\\.")) {
            if (scope == null || !scope.hasMember(part)) {
                return null;
            }
            scope = scope.getMember(part);
        }
        return scope;
    }
}
