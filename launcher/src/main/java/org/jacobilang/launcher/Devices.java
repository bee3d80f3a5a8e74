package org.jacobilang.launcher;

import picocli.CommandLine.Command;

/** {@code jacobi devices}: what there is to compute on. */
@Command(name = "devices", mixinStandardHelpOptions = true, description = "Show the devices and the engine that jit uses.")
final class Devices implements Runnable {
    @Override
    public void run() {
        System.out.println("jvm   " + Runtime.getRuntime().availableProcessors() + " processors, JDK " + Runtime.version());
    }
}
