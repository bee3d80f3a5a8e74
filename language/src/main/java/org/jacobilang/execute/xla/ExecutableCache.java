package org.jacobilang.execute.xla;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jacobilang.xla.CompileOptions;
import org.jacobilang.xla.PjrtClient;
import org.jacobilang.xla.PjrtExecutable;
import org.jacobilang.xla.PluginLocator;
import org.jacobilang.xla.XlaException;

/**
 * Executables by the fingerprint of their module: those of this process in memory, those of earlier ones on disk, below
 * the user's cache directory. An entry is machine code, so its name also says which plugin and which processor made
 * it; one that is damaged, or that the plugin refuses, is compiled anew. {@code JACOBI_EXECUTABLE_CACHE=off} keeps
 * everything in memory.
 */
final class ExecutableCache {
    /** Executables of one process that are kept though nobody calls them now. */
    private static final int MOST_IN_MEMORY = 512;
    /** Bytes and entries on disk beyond which those used least recently go. */
    private static final long MOST_BYTES = 512L << 20;
    private static final int MOST_FILES = 4096;
    private static final int DIGEST = 32;
    /** NaN has to come through maximum and minimum. */
    private static final CompileOptions OPTIONS = CompileOptions.DEFAULT.withOverride("xla_cpu_enable_fast_min_max", false);

    private final PjrtClient client;
    private final String maker;
    /** Null where nothing goes to disk. */
    private final Path directory;
    private int written;
    private final Map<String, PjrtExecutable> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PjrtExecutable> eldest) {
            return size() > MOST_IN_MEMORY;
        }
    };

    private ExecutableCache(PjrtClient client, String maker, Path directory) {
        this.client = client;
        this.maker = maker;
        this.directory = directory;
    }

    /** The cache for a client's executables. */
    static ExecutableCache of(PjrtClient client) {
        boolean off = "off".equals(System.getenv("JACOBI_EXECUTABLE_CACHE"));
        Path directory = off ? null : PluginLocator.cacheDirectory().resolve("executables");
        return new ExecutableCache(client, maker(client), directory);
    }

    /** A cache with its files in a directory of its own, or with none. */
    static ExecutableCache in(PjrtClient client, Path directory) {
        return new ExecutableCache(client, maker(client), directory);
    }

    /** The plugin, by its file, and the processor: code for one may not run on another. */
    private static String maker(PjrtClient client) {
        StringBuilder text = new StringBuilder(client.platformName()).append(' ').append(client.platformVersion()).append(' ')
                .append(client.plugin().apiVersion()).append(' ').append(client.devices().size());
        try {
            Path file = client.plugin().path();
            text.append(' ').append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
            try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
                lines.filter(l -> l.startsWith("model name") || l.startsWith("flags")).limit(2).forEach(text::append);
            }
        } catch (IOException e) {
            text.append(System.getProperty("os.arch"));
        }
        return text.toString();
    }

    /** The executable of a module: from memory, from disk, or compiled. */
    synchronized PjrtExecutable get(String fingerprint, String module) {
        PjrtExecutable known = recent.get(fingerprint);
        if (known != null && !known.isClosed()) {
            return known;
        }
        Path file = directory == null ? null : directory.resolve(name(fingerprint));
        PjrtExecutable executable = file == null ? null : load(file);
        if (executable == null) {
            executable = client.compile(module, OPTIONS);
            if (file != null) {
                store(file, executable);
            }
        }
        recent.put(fingerprint, executable);
        return executable;
    }

    private String name(String fingerprint) {
        return HexFormat.of().formatHex(sha256((maker + OPTIONS.overrides() + fingerprint).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Null where there is no entry, or none that can be used. */
    private PjrtExecutable load(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length <= DIGEST) {
                return null;
            }
            byte[] code = Arrays.copyOfRange(all, DIGEST, all.length);
            if (!MessageDigest.isEqual(sha256(code), Arrays.copyOf(all, DIGEST))) {
                return null;
            }
            PjrtExecutable loaded = client.deserializeAndLoad(code);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return loaded;
        } catch (IOException | XlaException e) {
            return null;
        }
    }

    /** Writes beside the entry and renames, so that no other process sees half of it. A cache that fails is no error. */
    private void store(Path file, PjrtExecutable executable) {
        try {
            byte[] code = executable.serialize();
            Files.createDirectories(directory);
            if (written++ % 64 == 0) {
                prune();
            }
            Path part = Files.createTempFile(directory, ".part", null);
            try {
                Files.write(part, ByteBuffer.allocate(DIGEST + code.length).put(sha256(code)).put(code).array());
                try {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException | XlaException e) {
            // The program runs; the next process compiles again.
        }
    }

    private record Entry(Path file, long size, FileTime used) { }

    private void prune() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path f : files.toList()) {
                entries.add(new Entry(f, Files.size(f), Files.getLastModifiedTime(f)));
                bytes += Files.size(f);
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        int count = entries.size();
        for (Entry e : entries) {
            if (bytes <= MOST_BYTES && count <= MOST_FILES) {
                break;
            }
            Files.deleteIfExists(e.file);
            bytes -= e.size;
            count--;
        }
    }
}
