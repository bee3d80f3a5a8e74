package org.jacobilang.builtin;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.strings.TruffleString;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.BytesObject;
import org.jacobilang.runtime.Errors;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;

/** {@code open}, and what names a file. */
final class Files {
    private Files() {
    }

    /** The name of a file: a string, bytes, or an object that has a path. */
    static String path(Object value) {
        return Strings.java((TruffleString) pathObject(value));
    }

    static Object pathObject(Object value) {
        Object plain = TypeTables.base(value);
        if (plain instanceof TruffleString) {
            return checked(plain);
        }
        if (plain instanceof BytesObject b) {
            return checked(Encodings.decode(b.data(), "utf-8", "surrogateescape"));
        }
        Object method = Operations.attributeOrNull(value, Strings.name("__fspath__"));
        if (method == null) {
            throw Errors.typeError("expected str, bytes or os.PathLike object, not %s", Operations.typeOf(value).name());
        }
        return checked(TypeTables.base(Operations.call(method)));
    }

    private static Object checked(Object text) {
        if (Strings.java((TruffleString) text).indexOf('\0') >= 0) {
            throw Errors.valueError("embedded null byte");
        }
        return text;
    }

    static TruffleFile file(Object path) {
        return JacobiContext.get(null).env().getPublicTruffleFile(path(path));
    }

    private static Set<OpenOption> options(String mode) {
        Set<OpenOption> options = new HashSet<>();
        switch (mode.charAt(0)) {
            case 'r' -> options.add(StandardOpenOption.READ);
            case 'w' -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING));
            case 'a' -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            default -> options.addAll(Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        }
        if (mode.indexOf('+') >= 0 && !options.contains(StandardOpenOption.APPEND)) {
            options.add(StandardOpenOption.READ);
            options.add(StandardOpenOption.WRITE);
        }
        return options;
    }

    /** Checks a mode and puts its letter of creation first. */
    private static String mode(String given) {
        int kinds = 0;
        char kind = 0;
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if ("rwxabt+".indexOf(c) < 0 || given.indexOf(c, i + 1) >= 0) {
                throw Errors.valueError("invalid mode: '%s'", given);
            }
            if ("rwxa".indexOf(c) >= 0) {
                kinds++;
                kind = c;
            }
        }
        if (given.indexOf('b') >= 0 && given.indexOf('t') >= 0) {
            throw Errors.valueError("can't have text and binary mode at once");
        }
        if (kinds != 1) {
            throw Errors.valueError(kinds == 0
                    ? "Must have exactly one of create/read/write/append mode and at most one plus"
                    : "must have exactly one of create/read/write/append mode");
        }
        return kind + given.replace(String.valueOf(kind), "");
    }

    private static String text(Object value, String otherwise) {
        return value instanceof TruffleString s ? Strings.java(s) : otherwise;
    }

    static Object open(Object[] a) {
        if (!(TypeTables.base(a[1]) instanceof TruffleString given)) {
            throw Errors.typeError("open() argument 'mode' must be str, not %s", Operations.typeOf(a[1]).name());
        }
        String mode = mode(Strings.java(given));
        boolean binary = mode.indexOf('b') >= 0;
        if (binary && (a[3] != None.NONE || a[4] != None.NONE || a[5] != None.NONE)) {
            String what = a[3] != None.NONE ? "an encoding" : a[4] != None.NONE ? "an errors" : "a newline";
            throw Errors.valueError("binary mode doesn't take %s argument", what);
        }
        String newline = text(a[5], null);
        if (newline != null && !Set.of("", "\n", "\r", "\r\n").contains(newline)) {
            throw Errors.valueError("illegal newline value: %s", Strings.java(Operations.repr(a[5])));
        }
        if (a[0] instanceof Long number) {
            if (number < 0 || number > 2) {
                throw FileErrors.of(9, a[0], null);
            }
            String[] names = {"stdin", "stdout", "stderr"};
            Object stream = JacobiContext.get(null).modules().load("sys").get(Strings.name(names[(int) (long) number]));
            return binary && stream instanceof FileObject f ? f.binary() : stream;
        }
        String shown = Strings.java(given);
        FileObject.Coding coding = new FileObject.Coding(text(a[3], "utf-8"), text(a[4], "strict"), newline);
        Object name = TypeTables.base(a[0]) instanceof BytesObject ? a[0] : pathObject(a[0]);
        try {
            TruffleFile target = file(a[0]);
            if (target.isDirectory()) {
                throw FileErrors.of(21, name, null);
            }
            return new FileObject(name, shown, coding, target.newByteChannel(options(mode)));
        } catch (IOException e) {
            throw FileErrors.of(e, name, null);
        } catch (SecurityException e) {
            throw FileErrors.of(13, name, null);
        }
    }
}
