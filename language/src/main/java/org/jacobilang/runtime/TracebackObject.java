package org.jacobilang.runtime;

/** One entry of a traceback: a frame, the line where it was, and the next entry further in. */
public final class TracebackObject extends InstanceObject {

    /** An entry: {@code text} is what a printed traceback shows of it. */
    public record Entry(String file, long line, String name, String source, long firstLine, ModuleObject module, String text) {
    }

    public TracebackObject(Entry entry, Object next) {
        super(Types.TRACEBACK);
        own(Strings.name("tb_frame"), frame(entry, None.NONE));
        own(Strings.name("tb_lineno"), entry.line);
        own(Strings.name("tb_lasti"), 0L);
        own(Strings.name("tb_next"), next);
        own(Strings.name("_line"), Strings.of(entry.source));
        own(Strings.name("_text"), Strings.of(entry.text));
    }

    /** The frame of an entry, called from the frame {@code back} or from None. */
    public static InstanceObject frame(Entry entry, Object back) {
        CodeObject code = new CodeObject("", entry.file, "function");
        code.own(Strings.name("co_name"), Strings.of(entry.name));
        code.own(Strings.name("co_qualname"), Strings.of(entry.name));
        code.own(Strings.name("co_firstlineno"), entry.firstLine);
        InstanceObject frame = new InstanceObject(Types.FRAME);
        frame.own(Strings.name("f_code"), code);
        frame.own(Strings.name("f_lineno"), entry.line);
        frame.own(Strings.name("f_globals"), entry.module == null ? new DictObject() : entry.module.attributeDict());
        frame.own(Strings.name("f_locals"), new DictObject());
        frame.own(Strings.name("f_back"), back);
        return frame;
    }
}
