package org.jacobilang.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.Source;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line. What stands behind the program's name belongs to the program: {@code jacobi run file.jcb -v} gives
 * {@code -v} to the script.
 */
@Command(name = "jacobi", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Runs differentiable, compiled array programs.",
        subcommands = {Main.Run.class, Main.ReplCommand.class, Devices.class})
public final class Main implements Runnable {
    /** Exit status for a command line that makes no sense, as CPython's. */
    static final int USAGE = 2;

    @Option(names = "--verbose", scope = CommandLine.ScopeType.INHERIT,
            description = "Show Java stack traces behind errors, and what the compilers do.")
    private boolean verbose;

    @Option(names = "-c", arity = "1..*", paramLabel = "CODE",
            description = "Run CODE; what follows it are the program's arguments.")
    private List<String> code;

    @Parameters(arity = "0..*", paramLabel = "FILE [ARGS]", description = "A program, or - for standard input.")
    private List<String> program = List.of();

    @Spec
    private CommandSpec spec;

    private int status;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit status. */
    static int run(String... args) {
        Main main = new Main();
        if (main.plain(args)) {
            return main.status;
        }
        CommandLine line = new CommandLine(main);
        line.setStopAtPositional(true);
        line.getSubcommands().get("run").setStopAtPositional(true);
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setExecutionExceptionHandler((e, l, r) -> {
            PrintWriter err = l.getErr();
            err.println("jacobi: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            if (main.verbose) {
                e.printStackTrace(err);
            }
            err.flush();
            return 1;
        });
        int result = line.execute(split(args));
        return result != 0 ? result : main.status;
    }

    /**
     * Runs a command line that names nothing but a program, and says whether it was one. Picocli reads its annotations by
     * reflection, which takes longer than all the rest of a start, so the common forms go past it.
     */
    private boolean plain(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        List<String> all = List.of(args);
        if (first.equals("-c") && args.length > 1) {
            code = all.subList(1, args.length);
            run();
        } else if (first.equals("run") && args.length > 1 && isProgram(args[1])) {
            status = script(all.subList(1, args.length), false);
        } else if (args.length > 0 && isProgram(first) && !SUBCOMMANDS.contains(first)) {
            status = script(all, false);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isProgram(String argument) {
        return argument.equals("-") || !argument.startsWith("-") && !argument.isEmpty();
    }

    private static final Set<String> SUBCOMMANDS = Set.of("run", "repl", "devices");

    /** Everything after {@code -c CODE} goes to the program, even what looks like an option of ours. */
    private static String[] split(String[] args) {
        int c = Arrays.asList(args).indexOf("-c");
        boolean ours = c >= 0 && Arrays.stream(args, 0, c).allMatch(a -> a.startsWith("-"));
        if (!ours || c + 2 >= args.length) {
            return args;
        }
        List<String> out = new ArrayList<>(Arrays.asList(args).subList(0, c + 2));
        out.add("--");
        out.addAll(Arrays.asList(args).subList(c + 2, args.length));
        return out.toArray(String[]::new);
    }

    @Override
    public void run() {
        if (code != null && !code.isEmpty()) {
            List<String> argv = new ArrayList<>(List.of("-c"));
            argv.addAll(code.subList(1, code.size()));
            argv.addAll(program);
            status = Session.runScript(source("<string>", code.getFirst()), argv, Path.of(""), verbose);
        } else if (!program.isEmpty()) {
            status = script(program, verbose);
        } else if (System.console() == null || !System.console().isTerminal()) {
            status = script(List.of("-"), verbose);
        } else {
            status = Repl.start(verbose);
        }
    }

    private static Source source(String name, String text) {
        return Source.newBuilder("jacobi", text, name).buildLiteral();
    }

    private static int script(List<String> argv, boolean verbose) {
        String name = argv.getFirst();
        try {
            if (name.equals("-")) {
                String text = SourceText.decode(System.in.readAllBytes(), "<stdin>");
                return Session.runScript(source("<stdin>", text), argv, Path.of(""), verbose);
            }
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                System.err.println("jacobi: can't open file '" + path.toAbsolutePath()
                        + "': [Errno 2] No such file or directory");
                return USAGE;
            }
            if (Files.isDirectory(path)) {
                System.err.println("jacobi: '" + path.toAbsolutePath() + "' is a directory, cannot continue");
                return 1;
            }
            String text = SourceText.decode(Files.readAllBytes(path), path.toString());
            Source source = Source.newBuilder("jacobi", path.toFile()).content(text).mimeType("application/x-jacobi").build();
            Path parent = path.toAbsolutePath().getParent();
            return Session.runScript(source, argv, parent, verbose);
        } catch (SourceText.Undecodable e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("jacobi: can't read '" + name + "': " + e.getMessage());
            return 1;
        }
    }

    /** {@code jacobi run FILE [ARGS]}. */
    @Command(name = "run", mixinStandardHelpOptions = true, description = "Run a program.")
    static final class Run implements Runnable {
        @CommandLine.ParentCommand
        private Main main;

        @Parameters(arity = "1..*", paramLabel = "FILE [ARGS]", description = "A program, or - for standard input.")
        private List<String> program;

        @Override
        public void run() {
            main.status = script(program, main.verbose);
        }
    }

    /** {@code jacobi repl}. */
    @Command(name = "repl", mixinStandardHelpOptions = true, description = "Read, evaluate, print, repeat.")
    static final class ReplCommand implements Runnable {
        @CommandLine.ParentCommand
        private Main main;

        @Override
        public void run() {
            main.status = Repl.start(main.verbose);
        }
    }

    /** The version in the jar's manifest, or that of the source. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Jacobi " + (version == null ? "0.1.0" : version) + " (JDK "
                    + Runtime.version().feature() + ")"};
        }
    }
}
