package org.jacobilang.launcher;

import java.nio.file.Path;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jline.terminal.Terminal;

/** One context of the language, and how its errors reach a person. */
final class Session {
    /** Exit status after Ctrl-C, as a shell counts it. */
    static final int INTERRUPTED = 130;

    private Session() {
    }

    /** A context for a program with these arguments whose imports begin in {@code folder}. */
    static Context open(List<String> argv, Path folder) {
        return builder(argv, folder).build();
    }

    /** As {@link #open(List, Path)}, for a program that reads from and writes to a terminal. */
    static Context open(List<String> argv, Path folder, Terminal terminal) {
        return builder(argv, folder).in(terminal.input()).out(terminal.output()).err(terminal.output()).build();
    }

    private static Context.Builder builder(List<String> argv, Path folder) {
        return Context.newBuilder("jacobi")
                .allowAllAccess(true)
                .arguments("jacobi", argv.toArray(String[]::new))
                .option("jacobi.Path", folder.toString());
    }

    /** Runs a program to its end and returns the exit status. */
    static int runScript(Source source, List<String> argv, Path folder, boolean verbose) {
        try (Context context = open(argv, folder)) {
            Thread hook = new Thread(() -> context.close(true));
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                context.eval(source);
                return 0;
            } catch (PolyglotException e) {
                return report(e, verbose);
            } finally {
                System.out.flush();
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    // Already on the way out.
                }
            }
        }
    }

    /** Prints what an error says to a person and returns the exit status that goes with it. */
    static int report(PolyglotException e, boolean verbose) {
        System.out.flush();
        if (e.isExit()) {
            return e.getExitStatus();
        }
        if (e.isInterrupted() || e.isCancelled()) {
            System.err.println("KeyboardInterrupt");
            return INTERRUPTED;
        }
        System.err.println(traceback(e));
        if (verbose) {
            e.printStackTrace();
        }
        System.err.flush();
        return 1;
    }

    /** The traceback that the language keeps with its exceptions; for other errors one line. */
    static String traceback(PolyglotException e) {
        Value guest = e.getGuestObject();
        if (guest != null && guest.hasMember("__traceback_text__")) {
            return guest.getMember("__traceback_text__").asString().stripTrailing();
        }
        if (e.isInternalError()) {
            return "SystemError: internal error of Jacobi: " + e.getMessage() + "\n(run with --verbose for the Java stack trace)";
        }
        return e.getMessage();
    }
}
