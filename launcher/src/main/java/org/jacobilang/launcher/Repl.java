package org.jacobilang.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The interactive prompt: several lines at a time, history on disk, completion of names and attributes. */
final class Repl {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Context context;
    private final Terminal terminal;
    private final LineReader reader;
    private final boolean verbose;
    private int inputs;

    private Repl(Context context, Terminal terminal, boolean verbose) {
        this.context = context;
        this.terminal = terminal;
        this.verbose = verbose;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("jacobi")
                .parser(new BlockParser())
                .completer(new NameCompleter(context))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
                .variable(LineReader.HISTORY_FILE, historyFile())
                .variable(LineReader.INDENTATION, 4)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    static int start(boolean verbose) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
                Context context = Session.open(List.of(""), Path.of(""))) {
            return new Repl(context, terminal, verbose).loop();
        } catch (IOException e) {
            System.err.println("jacobi: no terminal: " + e.getMessage());
            return 1;
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

    /** Evaluates one input; null to go on, else the exit status that the program asked for. */
    private Integer evaluate(String text) {
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
        private final DefaultParser words = new DefaultParser();

        BlockParser() {
            words.setEofOnUnclosedQuote(false);
            words.setEscapeChars(null);
            words.setQuoteChars(new char[0]);
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext parse) {
            if (parse == ParseContext.ACCEPT_LINE && incomplete(line)) {
                throw new EOFError(-1, cursor, "incomplete");
            }
            return words.parse(line, cursor, parse);
        }

        private boolean incomplete(String line) {
            // A block is open until an empty line ends it.
            boolean block = line.stripTrailing().contains("\n") || line.stripTrailing().endsWith(":");
            if (block && !line.endsWith("\n") && line.lines().skip(line.stripTrailing().contains("\n") ? 1 : 0)
                    .anyMatch(l -> l.startsWith(" ") || l.startsWith("\t") || l.stripTrailing().endsWith(":"))) {
                return true;
            }
            try {
                context.parse(Source.newBuilder("jacobi", line, "<input>").interactive(true).buildLiteral());
                return false;
            } catch (PolyglotException e) {
                return e.isIncompleteSource();
            }
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
