package org.jacobilang.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompt on a terminal that JLine emulates: what is typed, and what is then to be seen. */
@Timeout(120)
class ReplTest {
    private static final String ENTER = "\r";
    private static final String TAB = "\t";
    private static final String INTERRUPT = "\003";
    private static final String END = "\004";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private PipedOutputStream keys;
    private Terminal terminal;
    private CompletableFuture<Integer> session;
    private int seen;

    @BeforeEach
    void open() throws IOException {
        keys = new PipedOutputStream();
        terminal = new ExternalTerminal("test", "ansi", new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
        session = CompletableFuture.supplyAsync(() -> Repl.on(terminal, folder.resolve("history"), false), task -> {
            Thread thread = new Thread(null, task, "repl", 64L << 20);
            thread.setDaemon(true);
            thread.start();
        });
        await(">>> ");
    }

    @AfterEach
    void close() throws Exception {
        type(END);
        assertThat(session.get(60, TimeUnit.SECONDS)).isZero();
        terminal.close();
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** What is on the screen since the last look, without colours and moves of the cursor. */
    private String shown() {
        String all = screen.toString(StandardCharsets.UTF_8).replaceAll("\033\\[[\\d;?]*[A-Za-z]|\033[=>]", "").replace("\r", "");
        return all.substring(Math.min(seen, all.length()));
    }

    private String await(String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!shown().contains(text)) {
            assertThat(System.nanoTime()).as("waiting for %s in: %s", text, shown()).isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        String result = shown();
        seen += result.length();
        return result;
    }

    @Test
    void showsValuesAndRemembersTheLast() throws IOException {
        type("6 * 7" + ENTER);
        await("42\n");
        type("_ + 1" + ENTER);
        await("43\n");
        type("None" + ENTER + "'text'" + ENTER);
        assertThat(await("'text'\n")).doesNotContain("None\nNone");
    }

    @Test
    void aBlockGoesOnToAnEmptyLine() throws IOException {
        type("def f(a):" + ENTER);
        await("... ");
        type("if a:" + ENTER);
        await("... ");
        type("return a * 2" + ENTER);
        await("... ");
        type(ENTER);
        await(">>> ");
        type("f(21)" + ENTER);
        await("42\n");
    }

    @Test
    void errorsKeepTheSession() throws IOException {
        type("x = 3" + ENTER + "x / 0" + ENTER);
        assertThat(await("ZeroDivisionError: division by zero")).contains("Traceback (most recent call last):", "    x / 0");
        type("1 +* 2" + ENTER);
        await("SyntaxError");
        type("x + 1" + ENTER);
        await("4\n");
    }

    @Test
    void interruptStopsALoopAndKeepsTheSession() throws Exception {
        type("x = 5" + ENTER + "n = 0" + ENTER + "print('loop')" + ENTER);
        await("loop\n");
        type("while True: n += 1" + ENTER + ENTER);
        Thread.sleep(1000);
        type(INTERRUPT);
        await("KeyboardInterrupt");
        type("x * 2" + ENTER);
        await("10\n");
    }

    @Test
    void completesNamesAttributesArgumentsAndKeys() throws IOException {
        type("some_long_name = {'first key': 7}" + ENTER + "some_lo" + TAB + ENTER);
        await("{'first key': 7}\n");
        type("some_long_name['fir" + TAB + ENTER);
        await("7\n");
        type("import mat" + TAB + ENTER + "math.sqr" + TAB + "(16)" + ENTER);
        await("4.0\n");
        type("def g(weight_decay=1): return weight_decay" + ENTER + ENTER + "g(weight_d" + TAB + "5)" + ENTER);
        await("5\n");
    }

    @Test
    void magicAndQuestions() throws IOException {
        Path script = Files.writeString(folder.resolve("script.py"), "answer = 41 + 1\nprint('ran')\n");
        type("%run " + script + ENTER + "answer" + ENTER);
        assertThat(await("42\n")).contains("ran\n");
        type("%time answer + 1" + ENTER);
        assertThat(await("43\n")).contains("Wall time:");
        type("%nothing" + ENTER);
        await("UsageError: there is no command %nothing");
        type("def documented(a, b=2):" + ENTER + "'''What it does.'''" + ENTER + ENTER);
        type("documented?" + ENTER);
        assertThat(await("What it does.")).contains("documented(a, b=2)");
        type("len?" + ENTER);
        await("len(obj, /)");
    }

    @Test
    void historyIsKept() throws Exception {
        type("'remember me'" + ENTER);
        await("'remember me'\n");
        type("\033[A" + ENTER);
        await("'remember me'\n");
    }
}
