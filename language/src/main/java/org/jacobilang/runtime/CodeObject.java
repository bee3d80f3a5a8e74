package org.jacobilang.runtime;

import com.oracle.truffle.api.strings.TruffleString;

/** A text made ready to run, or what a function says about its code. */
public final class CodeObject extends InstanceObject {
    public final String source;
    public final String filename;
    /** {@code exec}, {@code eval} or {@code single}. */
    public final String mode;

    public CodeObject(String source, String filename, String mode) {
        super(Types.CODE);
        this.source = source;
        this.filename = filename;
        this.mode = mode;
        own(Strings.name("co_name"), Strings.of("<module>"));
        own(Strings.name("co_filename"), Strings.of(filename));
    }

    /** The parameters in the order of {@code co_varnames}: {@code *args} after the keyword-only ones. */
    public static TruffleString[] parameters(Signature s) {
        TruffleString[] names = new TruffleString[s.count()];
        int n = 0;
        for (int i = 0; i < s.positional(); i++) {
            names[n++] = s.names()[i];
        }
        for (int i = s.keywordOnlyStart(); i < s.keywordOnlyStart() + s.keywordOnly(); i++) {
            names[n++] = s.names()[i];
        }
        if (s.variadic()) {
            names[n++] = s.names()[s.positional()];
        }
        if (s.keywords()) {
            names[n] = s.names()[s.count() - 1];
        }
        return names;
    }

    /** What {@code function.__code__} tells. */
    static CodeObject of(FunctionObject f) {
        com.oracle.truffle.api.source.SourceSection section = f.code.section();
        com.oracle.truffle.api.source.Source source = section.getSource();
        CodeObject code = new CodeObject(section.getCharacters().toString(),
                source.getPath() != null ? source.getPath() : source.getName(), "function");
        Signature s = f.code.signature;
        code.own(Strings.name("co_name"), f.code.name);
        code.own(Strings.name("co_qualname"), f.qualifiedName());
        code.own(Strings.name("co_argcount"), (long) s.positional());
        code.own(Strings.name("co_posonlyargcount"), (long) s.positionalOnly());
        code.own(Strings.name("co_kwonlyargcount"), (long) s.keywordOnly());
        code.own(Strings.name("co_varnames"), new TupleObject((Object[]) parameters(s)));
        code.own(Strings.name("co_firstlineno"), (long) section.getStartLine());
        code.own(Strings.name("co_flags"), (s.variadic() ? 4L : 0L) | (s.keywords() ? 8L : 0L)
                | (f.code.generator ? 32L : 0L) | 3L);
        return code;
    }
}
