package org.jacobilang.stdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Finds the source text of a library module that is written in Jacobi. */
public final class StandardLibrary {
    private StandardLibrary() {
    }

    /**
     * The source of a module, or null when the library has no such module.
     *
     * @param path the module's path below the library, with slashes: {@code jax/numpy.jcb} or {@code jax/__init__.jcb}
     */
    public static String source(String path) {
        try (InputStream in = StandardLibrary.class.getResourceAsStream(path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
