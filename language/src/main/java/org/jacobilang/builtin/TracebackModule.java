package org.jacobilang.builtin;

import org.jacobilang.nodes.Tracebacks;
import org.jacobilang.runtime.ExceptionObject;
import org.jacobilang.runtime.ListObject;
import org.jacobilang.runtime.ModuleObject;
import org.jacobilang.runtime.Operations;
import org.jacobilang.runtime.Strings;
import org.jacobilang.runtime.TracebackObject;
import org.jacobilang.runtime.TupleObject;

/** The module {@code _traceback}: tracebacks as the top of a program prints them. */
final class TracebackModule {
    private TracebackModule() {
    }

    static ModuleObject make() {
        ModuleObject m = new ModuleObject("_traceback");
        m.function("format(exception, chain, /)", "The text of a whole traceback.",
                a -> Strings.of(Operations.truth(a[1]) ? Tracebacks.format((ExceptionObject) a[0])
                        : Tracebacks.formatAlone((ExceptionObject) a[0])));
        m.function("headline(exception, /)", "The class and the message, and notes.",
                a -> Strings.of(Tracebacks.conclusion((ExceptionObject) a[0])));
        m.function("stack()", "The calls that led here: file, line, function, text of the line, text of the entry.", a -> {
            ListObject out = new ListObject();
            for (TracebackObject.Entry e : Tracebacks.stack()) {
                out.append(new TupleObject(Strings.of(e.file()), e.line(), Strings.of(e.name()), Strings.of(e.source()),
                        Strings.of(e.text())));
            }
            return out;
        });
        return m;
    }
}
