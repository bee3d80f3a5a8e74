package org.jacobilang.xla;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds PJRT plugins, in this order: {@code JACOBI_PJRT_PLUGIN} (the path of a library),
 * {@code PJRT_NAMES_AND_LIBRARY_PATHS} ({@code name:path,...}, as JAX reads it), the user's cache, and the pinned wheel on
 * the Python package index. {@code JACOBI_PJRT_PLUGIN=none} says to do without, {@code JACOBI_PJRT_FETCH=never} not to
 * fetch. Nothing here loads native code.
 */
public final class PluginLocator {
    /** A plugin library and how it was found: {@code environment}, {@code cache} or {@code fetched}. */
    public record Found(String name, Path library, String origin) { }

    private final Map<String, String> environment;
    private final Path cache;
    private final PluginWheel wheel;

    PluginLocator(Map<String, String> environment, PluginWheel wheel) {
        this.environment = environment;
        this.cache = cacheDirectory(environment);
        this.wheel = wheel;
    }

    /** The locator that obeys this process's environment. */
    public static PluginLocator fromEnvironment() {
        return new PluginLocator(System.getenv(), PluginWheel.CPU);
    }

    /** Jacobi's part of the user's cache: {@code $XDG_CACHE_HOME/jacobi} or {@code ~/.cache/jacobi}. */
    public static Path cacheDirectory() {
        return cacheDirectory(System.getenv());
    }

    private static Path cacheDirectory(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = base.isEmpty() || !Path.of(base).isAbsolute() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return root.resolve("jacobi");
    }

    /** All plugins at hand, best first; nothing is fetched, and files that the environment names may be missing. */
    public List<Found> available() {
        List<Found> found = new ArrayList<>();
        String own = environment.getOrDefault("JACOBI_PJRT_PLUGIN", "");
        if (own.equals("none")) {
            return found;
        }
        if (!own.isEmpty()) {
            found.add(new Found("JACOBI_PJRT_PLUGIN", Path.of(own), "environment"));
        }
        for (String pair : environment.getOrDefault("PJRT_NAMES_AND_LIBRARY_PATHS", "").split(",")) {
            int colon = pair.indexOf(':');
            if (colon > 0 && colon + 1 < pair.length()) {
                found.add(new Found(pair.substring(0, colon), Path.of(pair.substring(colon + 1)), "environment"));
            }
        }
        Path cached = cache.resolve(wheel.cachePath());
        if (Files.isRegularFile(cached)) {
            found.add(new Found("cpu", cached, "cache"));
        }
        return found;
    }

    /**
     * The plugin to use, fetched if there is none. Empty when there is none to be had; one line on standard error has
     * said so. A file that the environment names is returned though it be missing, for loading it tells the user.
     */
    public Optional<Found> locate() {
        List<Found> found = available();
        if (!found.isEmpty()) {
            return Optional.of(found.get(0));
        }
        if ("none".equals(environment.get("JACOBI_PJRT_PLUGIN")) || "never".equals(environment.get("JACOBI_PJRT_FETCH"))) {
            return Optional.empty();
        }
        return wheel.fetch(cache, pip(), System.err).map(library -> new Found("cpu", library, "fetched"));
    }

    /** The command lines that may be pip here, the likeliest first. */
    private List<List<String>> pip() {
        List<List<String>> commands = new ArrayList<>();
        String own = environment.getOrDefault("JACOBI_PIP", "");
        if (!own.isEmpty()) {
            commands.add(List.of(own));
        }
        for (String name : List.of("pip", "pip3")) {
            onPath(name).ifPresent(p -> commands.add(List.of(p)));
        }
        for (String name : List.of("python3", "python")) {
            onPath(name).ifPresent(p -> commands.add(List.of(p, "-m", "pip")));
        }
        return commands;
    }

    private Optional<String> onPath(String name) {
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }
}
