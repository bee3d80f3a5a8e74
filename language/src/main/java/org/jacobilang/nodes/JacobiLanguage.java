package org.jacobilang.nodes;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.Option;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.Source;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.jacobilang.parser.Parser;
import org.jacobilang.parser.Scopes;
import org.jacobilang.parser.Syntax;
import org.jacobilang.parser.SyntaxError;
import org.jacobilang.runtime.ModuleObject;

/** The language as the platform sees it. */
@TruffleLanguage.Registration(id = JacobiLanguage.ID, name = "Jacobi", defaultMimeType = JacobiLanguage.MIME_TYPE,
        characterMimeTypes = JacobiLanguage.MIME_TYPE, fileTypeDetectors = JacobiFileDetector.class,
        contextPolicy = TruffleLanguage.ContextPolicy.EXCLUSIVE, dependentLanguages = "regex")
@ProvidedTags({StandardTags.StatementTag.class, StandardTags.CallTag.class, StandardTags.RootTag.class,
    StandardTags.RootBodyTag.class, StandardTags.ExpressionTag.class})
public final class JacobiLanguage extends TruffleLanguage<JacobiContext> {
    public static final String ID = "jacobi";
    public static final String MIME_TYPE = "application/x-jacobi";

    @Option(name = "Path", help = "Folder in which imports are looked for first.", category = OptionCategory.USER,
            stability = OptionStability.STABLE, usageSyntax = "<folder>")
    static final OptionKey<String> PATH = new OptionKey<>("");

    @Option(name = "Engine", help = "What runs the programs of jit: jvm, xla, or auto, which decides by their size; unless given, what "
            + "JACOBI_ENGINE says.", category = OptionCategory.USER, stability = OptionStability.STABLE, usageSyntax = "jvm|xla|auto")
    static final OptionKey<String> ENGINE = new OptionKey<>("");

    private static final LanguageReference<JacobiLanguage> REFERENCE = LanguageReference.create(JacobiLanguage.class);

    public static JacobiLanguage get(Node node) {
        return REFERENCE.get(node);
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new JacobiLanguageOptionDescriptors();
    }

    @Override
    protected JacobiContext createContext(Env env) {
        return new JacobiContext(this, env);
    }

    @Override
    protected void initializeContext(JacobiContext context) {
        context.initialize();
    }

    /** The language itself shows the value of what is typed at a prompt. */
    @Override
    protected boolean isVisible(JacobiContext context, Object value) {
        return false;
    }

    /** Runs what the program registered for its end. */
    @Override
    protected void finalizeContext(JacobiContext context) {
        ModuleObject threading = context.modules().loaded("threading");
        if (threading != null) {
            org.jacobilang.runtime.Operations.callMethod(threading, "_shutdown");
        }
        ModuleObject atexit = context.modules().loaded("atexit");
        if (atexit != null) {
            try {
                org.jacobilang.runtime.Operations.callMethod(atexit, "_run_exitfuncs");
            } catch (org.jacobilang.runtime.PythonException e) {
                context.err().print(Tracebacks.format(e.value()));
            }
        }
        context.out().flush();
        context.turns.stop();
    }

    /** Threads may come in; the module {@code _thread} lets one of them run at a time. */
    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Source source = request.getSource();
        JacobiContext context = JacobiContext.get(null);
        ModuleObject module = context.mainModule();
        return new ProgramRootNode(this, translate(source, module), source, module).getCallTarget();
    }

    /** The code of a module: run it with no arguments. */
    CallTarget translate(Source source, ModuleObject module) {
        String text = source.getCharacters().toString();
        try {
            Syntax.Module syntax = Parser.parse(text);
            return new Translator(this, source, module, Scopes.analyze(syntax)).module(syntax);
        } catch (SyntaxError e) {
            throw Tracebacks.syntaxError(e, source);
        }
    }

    @Override
    protected Object getScope(JacobiContext context) {
        return new MainScope(context.mainModule());
    }
}
