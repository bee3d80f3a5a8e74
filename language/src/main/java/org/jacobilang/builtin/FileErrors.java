package org.jacobilang.builtin;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Map;
import org.jacobilang.runtime.ClassObject;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.PythonException;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TupleObject;
import org.jacobilang.runtime.Types;

/** What goes wrong with files, as the system numbers and names it. */
final class FileErrors {
    /** What a file that is not open for it answers to a read, a write or a seek. */
    static final ClassObject UNSUPPORTED = new ClassObject(Types.TYPE, "UnsupportedOperation",
            new ClassObject[] {Types.OS_ERROR, Types.VALUE_ERROR},
            Map.of(org.jacobilang.runtime.Names.MODULE, Strings.of("io")));

    /** The system's own texts; Java gives them as the reason of some exceptions. */
    private static final Map<Integer, String> TEXTS = Map.ofEntries(Map.entry(1, "Operation not permitted"),
            Map.entry(2, "No such file or directory"), Map.entry(5, "Input/output error"), Map.entry(9, "Bad file descriptor"),
            Map.entry(13, "Permission denied"), Map.entry(17, "File exists"), Map.entry(18, "Invalid cross-device link"),
            Map.entry(20, "Not a directory"), Map.entry(21, "Is a directory"), Map.entry(22, "Invalid argument"),
            Map.entry(28, "No space left on device"), Map.entry(30, "Read-only file system"), Map.entry(36, "File name too long"),
            Map.entry(39, "Directory not empty"), Map.entry(40, "Too many levels of symbolic links"));

    private FileErrors() {
    }

    static PythonException unsupported(String message) {
        return new PythonException(ErrorTables.fill(new ExceptionObject(UNSUPPORTED, message)));
    }

    static String text(long number) {
        return TEXTS.getOrDefault((int) number, "Unknown error " + number);
    }

    /** The exception of a number of the system; {@code second} is for those about two files, or null. */
    @TruffleBoundary
    static PythonException of(long number, Object name, Object second) {
        Object[] args = second == null ? new Object[] {number, Strings.of(text(number)), name}
                : new Object[] {number, Strings.of(text(number)), name, None.NONE, second};
        return new PythonException(ErrorTables.fill(new ExceptionObject(ErrorTables.ofNumber(number), new TupleObject(args))));
    }

    @TruffleBoundary
    static PythonException of(IOException e, Object name, Object second) {
        int number = switch (e) {
            case NoSuchFileException x -> 2;
            case FileNotFoundException x -> 2;
            case FileAlreadyExistsException x -> 17;
            case AccessDeniedException x -> 13;
            case DirectoryNotEmptyException x -> 39;
            case NotDirectoryException x -> 20;
            case NotLinkException x -> 22;
            case FileSystemLoopException x -> 40;
            case FileSystemException x -> TEXTS.entrySet().stream().filter(t -> String.valueOf(x.getMessage()).contains(t.getValue()))
                    .map(Map.Entry::getKey).findFirst().orElse(5);
            default -> 5;
        };
        return of(number, name, second);
    }
}
