package org.jacobilang.xla;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Python wheel that holds a PJRT plugin, pinned by version and hash. pip fetches it, for pip knows the user's mirrors
 * and proxies; no Python runs afterwards.
 *
 * @param name    the distribution on the package index
 * @param version its pinned version
 * @param sha256  the hash of the wheel that pip must find
 * @param library the library's path inside the wheel
 * @param size    what to tell the user of the download's size
 */
record PluginWheel(String name, String version, String sha256, String library, String size) {
    /** XLA's CPU client, for Linux on x86-64. */
    static final PluginWheel CPU = new PluginWheel("lammps-jax-pjrt-cpu", "0.11.2",
            "1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1",
            "lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so", "63 MB");

    private static final Duration RETRY_AFTER = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** Where the library is below the cache directory. */
    Path cachePath() {
        return directory().resolve(Path.of(library).getFileName());
    }

    private Path directory() {
        return Path.of("pjrt", name + "-" + version);
    }

    /** Fetches and unpacks into the cache; says on {@code progress} what it does, or in one line why it cannot. */
    Optional<Path> fetch(Path cache, List<List<String>> pip, PrintStream progress) {
        Path target = cache.resolve(cachePath());
        Path failed = cache.resolve("pjrt").resolve(name + "-" + version + ".failed");
        try {
            String why = obstacle(pip, failed);
            if (why == null) {
                Files.createDirectories(cache.resolve("pjrt"));
                Path work = Files.createTempDirectory(cache.resolve("pjrt"), ".fetch");
                try {
                    why = download(pip.get(0), work, progress);
                    if (why == null) {
                        install(work, cache.resolve(directory()));
                        Files.deleteIfExists(failed);
                        return Optional.of(target);
                    }
                    Files.writeString(failed, why + "\n");
                } finally {
                    delete(work);
                }
            }
            progress.println("jacobi: no XLA plugin (" + why + "): programs run on the JVM executor; set JACOBI_PJRT_PLUGIN"
                    + " to a PJRT library to use XLA");
        } catch (IOException | UncheckedIOException e) {
            progress.println("jacobi: no XLA plugin (the cache " + cache + " cannot be written: " + e.getMessage()
                    + "): programs run on the JVM executor");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Why there is no use in trying, or null. */
    private static String obstacle(List<List<String>> pip, Path failed) throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            return "none is pinned for " + system;
        }
        if (pip.isEmpty()) {
            return "pip, which would fetch it, is not installed";
        }
        if (Files.exists(failed)) {
            FileTime when = Files.getLastModifiedTime(failed);
            if (when.toInstant().plus(RETRY_AFTER).isAfter(Instant.now())) {
                return "fetching it failed within the last hour: " + Files.readString(failed).strip();
            }
        }
        return null;
    }

    /** Runs pip; returns the reason when it fails. */
    private String download(List<String> pip, Path work, PrintStream progress) throws IOException, InterruptedException {
        Path requirements = Files.writeString(work.resolve("requirements.txt"),
                name + "==" + version + " --hash=sha256:" + sha256 + "\n");
        List<String> command = new ArrayList<>(pip);
        command.addAll(List.of("download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-input",
                "--disable-pip-version-check", "--quiet", "--retries", "1", "--timeout", "20",
                "-d", work.toString(), "-r", requirements.toString()));
        Path log = work.resolve("log");
        progress.print("jacobi: fetching the XLA plugin (" + name + " " + version + ", " + size + ", once) ...");
        progress.flush();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        try {
            while (!process.waitFor(5, TimeUnit.SECONDS)) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    progress.println(" gave up");
                    return "pip took longer than " + LIMIT.toMinutes() + " minutes";
                }
                progress.print(".");
                progress.flush();
            }
        } finally {
            process.destroy();
        }
        long seconds = Math.round((System.nanoTime() - start) / 1e9);
        if (process.exitValue() != 0) {
            progress.println(" failed");
            return "pip could not fetch it: " + reason(log);
        }
        progress.println(" done in " + seconds + " s");
        return null;
    }

    /** The line of pip's output that says most. */
    private static String reason(Path log) throws IOException {
        List<String> lines = Files.readString(log).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.stream().filter(l -> l.startsWith("ERROR:")).findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1))).orElse("no message");
    }

    /** Unpacks beside the target and renames: another process sees all of it or nothing. */
    private void install(Path work, Path directory) throws IOException {
        Path staged = Files.createDirectory(work.resolve("staged"));
        try (DirectoryStream<Path> wheels = Files.newDirectoryStream(work, "*.whl")) {
            for (Path file : wheels) {
                unpack(file, staged);
            }
        }
        if (!Files.isRegularFile(staged.resolve(Path.of(library).getFileName()))) {
            throw new IOException("the wheel holds no " + library);
        }
        try {
            Files.move(staged, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster, or a damaged directory is in the way.
            if (!Files.isRegularFile(directory.resolve(Path.of(library).getFileName()))) {
                delete(directory);
                Files.move(staged, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private void unpack(Path wheel, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                String base = Path.of(entry.getName()).getFileName().toString();
                boolean licence = base.startsWith("LICENSE") || base.startsWith("THIRD_PARTY_NOTICES");
                if (!entry.isDirectory() && (entry.getName().equals(library) || licence)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, directory.resolve(base), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        }
    }
}
