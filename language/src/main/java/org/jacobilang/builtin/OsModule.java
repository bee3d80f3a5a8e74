package org.jacobilang.builtin;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BuiltinFunction;
import org.jacobilang.runtime.BuiltinFunction.Effect;
import org.jacobilang.runtime.DictObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;

/** The module {@code _os}: what {@code os} needs of the system. */
final class OsModule {
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;

    private OsModule() {
    }

    @FunctionalInterface
    private interface Action {
        Object run(TruffleFile file, Object[] arguments) throws IOException;
    }

    /** A function whose first argument is a path. */
    private static void onPath(ModuleObject m, String declaration, String doc, Action action) {
        opaque(m, declaration, doc, a -> {
            TruffleFile file = Files.file(a[0]);
            try {
                return action.run(file, a);
            } catch (IOException e) {
                throw FileErrors.of(e, shown(a[0]), null);
            } catch (SecurityException e) {
                throw FileErrors.of(13, shown(a[0]), null);
            } catch (UnsupportedOperationException e) {
                throw FileErrors.of(1, shown(a[0]), null);
            }
        });
    }

    /** A function whose first two arguments are paths. */
    private static void onPaths(ModuleObject m, String declaration, String doc, Action action) {
        opaque(m, declaration, doc, a -> {
            TruffleFile file = Files.file(a[0]);
            try {
                return action.run(file, a);
            } catch (IOException e) {
                throw FileErrors.of(e, shown(a[0]), shown(a[1]));
            } catch (SecurityException e) {
                throw FileErrors.of(13, shown(a[0]), shown(a[1]));
            }
        });
    }

    /** A path as an error names it. */
    private static Object shown(Object path) {
        return path instanceof TruffleString || path instanceof org.jacobilang.runtime.BytesObject ? path : Files.pathObject(path);
    }

    private static void opaque(ModuleObject m, String declaration, String doc, BuiltinFunction.Body body) {
        BuiltinFunction f = new BuiltinFunction(declaration, doc, body).effect(Effect.OPAQUE);
        m.set(f.name, f);
    }

    private static LinkOption[] links(Object follow) {
        return Operations.truth(follow) ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    private static int mode(TruffleFile f, LinkOption[] links) throws IOException {
        try {
            return f.getAttribute(TruffleFile.UNIX_MODE, links);
        } catch (UnsupportedOperationException e) {
            int kind = f.isDirectory(links) ? DIRECTORY : f.isSymbolicLink() ? LINK : REGULAR;
            return kind | (f.isWritable() ? 0644 : 0444) | (f.isExecutable() ? 0111 : 0);
        }
    }

    private static long attribute(TruffleFile f, TruffleFile.AttributeDescriptor<? extends Number> which, LinkOption[] links)
            throws IOException {
        try {
            return f.getAttribute(which, links).longValue();
        } catch (UnsupportedOperationException e) {
            return 0;
        }
    }

    private static Set<PosixFilePermission> permissions(long mode) {
        Set<PosixFilePermission> out = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                out.add(all[i]);
            }
        }
        return out;
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_os");
        folders(m);
        files(m);
        system(m);
        return m;
    }

    private static void folders(ModuleObject m) {
        opaque(m, "getcwd()", "The current folder.",
                a -> Strings.of(JacobiContext.get(null).env().getCurrentWorkingDirectory().getPath()));
        onPath(m, "chdir(path, /)", "Makes a folder the current one.", (f, a) -> {
            if (!f.exists()) {
                throw FileErrors.of(2, shown(a[0]), null);
            }
            if (!f.isDirectory()) {
                throw FileErrors.of(20, shown(a[0]), null);
            }
            JacobiContext.get(null).env().setCurrentWorkingDirectory(f.getAbsoluteFile().normalize());
            return None.NONE;
        });
        onPath(m, "listdir(path, /)", "The names in a folder.", (f, a) -> {
            if (!f.isDirectory()) {
                throw FileErrors.of(f.exists() ? 20 : 2, shown(a[0]), null);
            }
            List<Object> names = new ArrayList<>();
            for (TruffleFile one : f.list()) {
                names.add(Strings.of(one.getName()));
            }
            return new ListObject(names.toArray());
        });
        onPath(m, "mkdir(path, mode=511, /)", "Makes a folder.", (f, a) -> {
            f.createDirectory();
            return None.NONE;
        });
        onPath(m, "rmdir(path, /)", "Removes an empty folder.", (f, a) -> {
            if (!f.isDirectory(LinkOption.NOFOLLOW_LINKS)) {
                throw FileErrors.of(f.exists(LinkOption.NOFOLLOW_LINKS) ? 20 : 2, shown(a[0]), null);
            }
            f.delete();
            return None.NONE;
        });
        onPath(m, "realpath(path, /)", "The path without symbolic links.", (f, a) -> Strings.of(f.getCanonicalFile().getPath()));
    }

    private static void files(ModuleObject m) {
        onPath(m, "remove(path, /)", "Removes a file.", (f, a) -> {
            if (f.isDirectory(LinkOption.NOFOLLOW_LINKS)) {
                throw FileErrors.of(21, shown(a[0]), null);
            }
            f.delete();
            return None.NONE;
        });
        onPaths(m, "rename(source, target, /)", "Moves a file or a folder.", (f, a) -> {
            TruffleFile target = Files.file(a[1]);
            if (!f.exists(LinkOption.NOFOLLOW_LINKS)) {
                throw FileErrors.of(2, shown(a[0]), shown(a[1]));
            }
            if (target.isDirectory() && !f.isDirectory()) {
                throw FileErrors.of(21, shown(a[0]), shown(a[1]));
            }
            f.move(target, StandardCopyOption.REPLACE_EXISTING);
            return None.NONE;
        });
        onPaths(m, "copy(source, target, attributes=False, /)", "Copies the contents of a file.", (f, a) -> {
            if (f.isDirectory()) {
                throw FileErrors.of(21, shown(a[0]), null);
            }
            if (!f.exists()) {
                throw FileErrors.of(2, shown(a[0]), null);
            }
            f.copy(Files.file(a[1]), Operations.truth(a[2])
                    ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES}
                    : new CopyOption[] {StandardCopyOption.REPLACE_EXISTING});
            return None.NONE;
        });
        onPaths(m, "symlink(source, target, /)", "Makes a symbolic link at target.", (f, a) -> {
            Files.file(a[1]).createSymbolicLink(f);
            return None.NONE;
        });
        onPaths(m, "link(source, target, /)", "Gives a file another name.", (f, a) -> {
            Files.file(a[1]).createLink(f);
            return None.NONE;
        });
        onPath(m, "readlink(path, /)", "Where a symbolic link leads.", (f, a) -> Strings.of(f.readSymbolicLink().getPath()));
        onPath(m, "chmod(path, mode, /)", "Sets the permissions.", (f, a) -> {
            f.setPosixPermissions(permissions(Operations.index(a[1])));
            return None.NONE;
        });
        onPath(m, "utime(path, accessed, modified, /)", "Sets the times, in nanoseconds.", (f, a) -> {
            f.setLastAccessTime(FileTime.from(Operations.index(a[1]), TimeUnit.NANOSECONDS));
            f.setLastModifiedTime(FileTime.from(Operations.index(a[2]), TimeUnit.NANOSECONDS));
            return None.NONE;
        });
        onPath(m, "access(path, mode, /)", "Whether a file may be read (4), written (2) and run (1).", (f, a) -> {
            long mode = Operations.index(a[1]);
            return f.exists() && ((mode & 4) == 0 || f.isReadable()) && ((mode & 2) == 0 || f.isWritable())
                    && ((mode & 1) == 0 || f.isExecutable());
        });
        onPath(m, "stat(path, follow, /)", "Mode, inode, device, links, owner, group, size, and the times in nanoseconds.", (f, a) -> {
            LinkOption[] links = links(a[1]);
            if (!f.exists(links)) {
                TruffleFile parent = f.getAbsoluteFile().getParent();
                throw FileErrors.of(parent != null && parent.exists() && !parent.isDirectory() ? 20 : 2, shown(a[0]), null);
            }
            return new TupleObject((long) mode(f, links), attribute(f, TruffleFile.UNIX_INODE, links),
                    attribute(f, TruffleFile.UNIX_DEV, links), attribute(f, TruffleFile.UNIX_NLINK, links),
                    attribute(f, TruffleFile.UNIX_UID, links), attribute(f, TruffleFile.UNIX_GID, links), f.size(links),
                    nanos(f.getLastAccessTime(links)), nanos(f.getLastModifiedTime(links)), nanos(f.getCreationTime(links)));
        });
        onPath(m, "kind(path, follow, /)", "d, f, l or o for a folder, a file, a link, or anything else; empty when nothing is there.",
                (f, a) -> {
                    LinkOption[] links = links(a[1]);
                    return Strings.of(f.isDirectory(links) ? "d" : f.isRegularFile(links) ? "f"
                            : !f.exists(links) ? "" : f.isSymbolicLink() ? "l" : "o");
                });
    }

    private static void system(ModuleObject m) {
        opaque(m, "getpid()", "The number of this process.", a -> ProcessHandle.current().pid());
        opaque(m, "getppid()", "The number of the parent of this process.",
                a -> ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
        opaque(m, "cpu_count()", "How many processors there are.", a -> (long) Runtime.getRuntime().availableProcessors());
        opaque(m, "environ()", "The environment.", a -> {
            DictObject out = new DictObject();
            JacobiContext.get(null).env().getEnvironment().forEach((k, v) -> out.put(Strings.of(k), Strings.of(v)));
            return out;
        });
        opaque(m, "property(name, /)", "A property of the system, or None.", a -> {
            String value = System.getProperty(Strings.java((TruffleString) a[0]));
            return value == null ? None.NONE : Strings.of(value);
        });
        opaque(m, "isatty(number, /)", "Whether a stream is a terminal.", a -> {
            long n = Operations.index(a[0]);
            return n >= 0 && n <= 2 && System.console() != null && System.console().isTerminal();
        });
        m.function("fspath(path, /)", "The path as a string.", a -> {
            Object plain = TypeTables.base(a[0]);
            return plain instanceof TruffleString || plain instanceof org.jacobilang.runtime.BytesObject ? a[0]
                    : Files.pathObject(a[0]);
        });
        opaque(m, "exit(status, /)", "Leaves at once.", a -> {
            JacobiContext.get(null).out().flush();
            JacobiContext.get(null).env().getContext().closeExited(null, (int) Operations.index(a[0]));
            throw Errors.runtimeError("the process did not end");
        });
        m.function("strerror(number, /)", "What a number of the system means.",
                a -> Strings.of(FileErrors.text(Operations.index(a[0]))));
        m.set("UnsupportedOperation", FileErrors.UNSUPPORTED);
        m.set("TextIOWrapper", FileObject.TEXT).set("BufferedReader", FileObject.READER).set("BufferedWriter", FileObject.WRITER)
                .set("BufferedRandom", FileObject.BOTH);
    }
}
