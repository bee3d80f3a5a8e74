package org.jacobilang.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import picocli.CommandLine.Command;

/** {@code jacobi devices}: what there is to compute on. */
@Command(name = "devices", mixinStandardHelpOptions = true, description = "Show the devices and the engine that jit uses.")
final class Devices implements Callable<Integer> {
    @Override
    public Integer call() {
        try (Context context = Session.open(List.of(), Path.of(""))) {
            System.out.println(context.eval("jacobi", "import _jax\n_jax.device_report()").asString());
            return 0;
        } catch (PolyglotException e) {
            System.err.println("jacobi: " + e.getMessage());
            return 1;
        }
    }
}
