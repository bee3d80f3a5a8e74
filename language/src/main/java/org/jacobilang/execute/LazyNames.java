package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobilang.nodes.JacobiContext;
import org.jacobilang.runtime.InstanceObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.None;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Signature;
import org.jacobilang.runtime.Strings;
import org.jacobilang.stdlib.StandardLibrary;

/**
 * Names of a module that another module of the library defines, and which loads with the first use of one of them: a large
 * module is written as several files by topic, and a program pays for those it uses. The names are read off the text, so that no
 * second list of them is kept.
 */
final class LazyNames {
    private static final Pattern TOP_LEVEL = Pattern.compile("^(?:(?:def|class) ([A-Za-z]\\w*)|((?:[A-Za-z]\\w* = )+))", Pattern.MULTILINE);

    private LazyNames() {
    }

    static void declare(ModuleObject m) {
        m.function("lazily(module, source, /)", "Gives a module the public names that another one defines, when they are first used.", a -> {
            add(Strings.java((TruffleString) a[0]), Strings.java((TruffleString) a[1]));
            return None.NONE;
        });
        m.function("borrow(module, source, names, /)", "Gives a module some names of another one, when they are first used.", a -> {
            String source = Strings.java((TruffleString) a[1]);
            for (String name : Strings.java((TruffleString) a[2]).split("\\s+")) {
                JacobiContext.get(null).modules().load(Strings.java((TruffleString) a[0])).lazy(name,
                        () -> JacobiContext.get(null).modules().load(source).get(Strings.name(name)));
            }
            return None.NONE;
        });
        m.function("memo(owner, name, make, /)", "An attribute of an object of the library, made at its first use: no effect that a trace would do "
                + "again.", a -> {
            InstanceObject owner = (InstanceObject) a[0];
            TruffleString name = Strings.name((TruffleString) a[1]);
            Object known = owner.own(name);
            if (known == null || known == None.NONE) {
                known = Operations.call(a[2], new Object[0], Signature.NO_NAMES);
                owner.own(name, known);
            }
            return known;
        });
        m.function("lazy_module(package, name, /)", "Gives a package a module of its own, which loads when it is first used.", a -> {
            String parent = Strings.java((TruffleString) a[0]);
            String name = Strings.java((TruffleString) a[1]);
            JacobiContext.get(null).modules().load(parent).lazy(name, () -> JacobiContext.get(null).modules().load(parent + "." + name));
            return None.NONE;
        });
    }

    private static void add(String module, String source) {
        ModuleObject target = JacobiContext.get(null).modules().load(module);
        Matcher names = TOP_LEVEL.matcher(StandardLibrary.source(source.replace('.', '/') + ".jcb"));
        while (names.find()) {
            for (String name : names.group(1) != null ? new String[] {names.group(1)} : names.group(2).split(" = ")) {
                target.lazy(name, () -> JacobiContext.get(null).modules().load(source).get(Strings.name(name)));
            }
        }
    }
}
