package org.jacobilang.xla;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a shared library, with a message that says what is wrong when that fails. */
final class SharedLibrary {
    private static final int RTLD_NOW = 2;
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    private SharedLibrary() {
    }

    /** Opens the library for the life of the process and calls an exported function without parameters. */
    static long call(Path path, String function) {
        examine(path);
        quieten();
        keepMemory();
        SymbolLookup symbols = open(path);
        MemorySegment symbol = symbols.find(function).orElseThrow(() -> failure(path,
                "is a shared library but not a PJRT plugin: it does not export " + function));
        MethodHandle call = Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        try {
            return (long) call.invokeExact();
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    /** XLA writes its log to standard error, which is the program's: its errors come as exceptions, so only what is fatal goes there. */
    private static void quieten() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setenv").ifPresent(setenv -> {
            MethodHandle call = linker.downcallHandle(setenv, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                int status = (int) call.invokeExact(arena.allocateFrom("TF_CPP_MIN_LOG_LEVEL"), arena.allocateFrom("3"), 0);
                assert status == 0;
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        });
    }

    /**
     * glibc gives every large block back to the system when it is freed, and the next array of that size pays for fresh
     * pages; programs that make arrays in a loop run a fifth faster when it keeps some. It is told to by {@code mallopt},
     * where there is one, and no other way.
     */
    private static void keepMemory() {
        if (!System.getProperty("os.name").equals("Linux") || System.getenv("MALLOC_MMAP_THRESHOLD_") != null) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("mallopt").ifPresent(mallopt -> {
            MethodHandle call = linker.downcallHandle(mallopt, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
            try {
                int status = (int) call.invokeExact(M_MMAP_THRESHOLD, 32 << 20);
                status &= (int) call.invokeExact(M_TRIM_THRESHOLD, 512 << 20);
                status &= (int) call.invokeExact(M_TOP_PAD, 16 << 20);
                assert status == 1;
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        });
    }

    private static XlaException failure(Path path, String what) {
        return new XlaException(XlaException.Code.FAILED_PRECONDITION, "the PJRT plugin " + path + " " + what);
    }

    /** Looks at the file first, because the loader maps a truncated library without a word, and touching it kills the process. */
    private static void examine(Path path) {
        if (!Files.isRegularFile(path)) {
            throw failure(path, Files.exists(path) ? "is not a file" : "does not exist");
        }
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        try (FileChannel file = FileChannel.open(path)) {
            long size = file.size();
            ByteBuffer header = read(file, 0, 64);
            if (header.remaining() < 64 || header.getInt(0) != 0x464c457f) {
                throw failure(path, "is corrupt: not a shared library");
            }
            if (header.get(4) != 2 || header.get(5) != 1) {
                throw failure(path, "is a shared library of another kind of machine");
            }
            long programAt = header.getLong(32);
            int entry = Short.toUnsignedInt(header.getShort(54));
            int count = Short.toUnsignedInt(header.getShort(56));
            long end = Math.max(programAt + (long) entry * count,
                    header.getLong(40) + (long) Short.toUnsignedInt(header.getShort(58)) * Short.toUnsignedInt(header.getShort(60)));
            ByteBuffer table = entry < 56 ? ByteBuffer.allocate(0) : read(file, programAt, entry * count);
            for (int i = 0; (i + 1) * entry <= table.remaining(); i++) {
                end = Math.max(end, table.getLong(i * entry + 8) + table.getLong(i * entry + 32));
            }
            if (programAt < 0 || end > size || end < 0) {
                throw failure(path, "is corrupt: " + size + " bytes long, but its header speaks of " + end);
            }
        } catch (IOException e) {
            throw new XlaException(XlaException.Code.FAILED_PRECONDITION, "the PJRT plugin " + path + " cannot be read: "
                    + e.getMessage(), e);
        }
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (b.hasRemaining() && at >= 0 && file.read(b, at + b.position()) > 0) {
            continue;
        }
        return b.flip();
    }

    /** By dlopen itself where there is one, for its message is the only one that tells the reason. */
    private static SymbolLookup open(Path path) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> dlopen = linker.defaultLookup().find("dlopen");
        Optional<MemorySegment> dlerror = linker.defaultLookup().find("dlerror");
        Optional<MemorySegment> dlsym = linker.defaultLookup().find("dlsym");
        if (dlopen.isEmpty() || dlerror.isEmpty() || dlsym.isEmpty()) {
            try {
                return SymbolLookup.libraryLookup(path, Arena.global());
            } catch (IllegalArgumentException e) {
                throw failure(path, "cannot be loaded: " + e.getMessage());
            }
        }
        MethodHandle open = linker.downcallHandle(dlopen.get(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MethodHandle error = linker.downcallHandle(dlerror.get(), FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        MethodHandle symbol = linker.downcallHandle(dlsym.get(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            long library = (long) open.invokeExact(arena.allocateFrom(path.toString()), RTLD_NOW);
            if (library == 0) {
                long message = (long) error.invokeExact();
                throw failure(path, "cannot be loaded: " + (message == 0 ? "no reason given" : PjrtApi.MEMORY.getString(message)));
            }
            return name -> {
                try (Arena names = Arena.ofConfined()) {
                    long found = (long) symbol.invokeExact(library, names.allocateFrom(name));
                    return found == 0 ? Optional.empty() : Optional.of(MemorySegment.ofAddress(found));
                } catch (Throwable t) {
                    throw new AssertionError(t);
                }
            };
        } catch (XlaException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }
}
