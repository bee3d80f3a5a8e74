package org.jacobilang.launcher;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes names of the session, attributes of what a dotted name stands for, keyword arguments within a call, keys of
 * a dict within brackets, modules behind import, and files within a string.
 */
final class NameCompleter implements Completer {
    static final List<String> KEYWORDS = List.of("and", "as", "assert", "break", "case", "class", "continue", "def", "del",
            "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "match", "nonlocal",
            "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");
    private static final Pattern KEY = Pattern.compile("([\\p{L}_][\\w.]*)\\[(['\"])([^'\"]*)$");
    private static final Pattern FILE = Pattern.compile("(['\"])([^'\"\\n]*)$");
    private static final Pattern IMPORT = Pattern.compile("^\\s*(?:import|from)\\s+(?:[\\w.]+\\s*,\\s*)*([\\w.]*)$");
    private static final Pattern FROM = Pattern.compile("^\\s*from\\s+([\\w.]+)\\s+import\\s+(?:\\w+\\s*,\\s*)*(\\w*)$");
    private static final Pattern CALLEE = Pattern.compile("([\\p{L}_][\\w.]*)$");

    private final Context context;

    NameCompleter(Context context) {
        this.context = context;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> out) {
        String before = line.line().substring(0, line.cursor());
        // JLine completes words that blanks separate: what stands before the name in its word is part of the candidate.
        String word = line.word().substring(0, line.wordCursor());
        try {
            Matcher key = KEY.matcher(before);
            if (key.find()) {
                Value mapping = Repl.resolve(context, key.group(1));
                if (mapping != null) {
                    add(out, word, key.group(3), strings(ask("keys", mapping)), key.group(2) + "]");
                }
                return;
            }
            Matcher file = FILE.matcher(before);
            if (file.find() && before.substring(0, file.start()).chars().filter(c -> c == file.group(1).charAt(0)).count() % 2 == 0) {
                files(out, word, file.group(2));
                return;
            }
            names(before, word, out);
        } catch (PolyglotException e) {
            // Completion must not disturb who types.
            return;
        }
    }

    private void names(String before, String word, List<Candidate> out) {
        String current = before.substring(before.lastIndexOf('\n') + 1);
        Matcher from = FROM.matcher(current);
        if (from.find()) {
            Value module = context.eval("jacobi", "__import__('importlib')").invokeMember("import_module", from.group(1));
            add(out, word, from.group(2), visible(module.getMemberKeys(), from.group(2)), "");
            return;
        }
        Matcher imports = IMPORT.matcher(current);
        if (imports.find()) {
            add(out, word, imports.group(1), strings(ask("modules")), "");
            return;
        }
        int at = before.length();
        while (at > 0 && (Character.isJavaIdentifierPart(before.charAt(at - 1)) || before.charAt(at - 1) == '.')) {
            at--;
        }
        String dotted = before.substring(at);
        int dot = dotted.lastIndexOf('.');
        String typed = dotted.substring(dot + 1);
        TreeSet<String> names = new TreeSet<>();
        if (dot > 0) {
            Value object = Repl.resolve(context, dotted.substring(0, dot));
            if (object != null) {
                names.addAll(object.getMemberKeys());
            }
        } else {
            keywords(before.substring(0, at), typed, word, out);
            names.addAll(context.getBindings("jacobi").getMemberKeys());
            names.addAll(context.eval("jacobi", "__import__('builtins')").getMemberKeys());
            names.addAll(KEYWORDS);
        }
        add(out, word, typed, visible(names, typed), "");
    }

    /** The keyword arguments of the call that the cursor is in. */
    private void keywords(String before, String typed, String word, List<Candidate> out) {
        int depth = 0;
        for (int i = before.length() - 1; i >= 0; i--) {
            char c = before.charAt(i);
            if (c == ')' || c == ']' || c == '}') {
                depth++;
            } else if (c == '(' || c == '[' || c == '{') {
                if (depth-- > 0) {
                    continue;
                }
                Matcher callee = CALLEE.matcher(before.substring(0, i));
                Value function = c == '(' && callee.find() ? Repl.resolve(context, callee.group(1)) : null;
                if (function != null && function.canExecute()) {
                    add(out, word, typed, strings(ask("parameters", function)).stream().map(n -> n + "=").toList(), "");
                }
                return;
            }
        }
    }

    private static void files(List<Candidate> out, String word, String typed) {
        int slash = typed.lastIndexOf('/');
        String folder = slash < 0 ? "." : slash == 0 ? "/" : typed.substring(0, slash);
        File[] all = new File(folder).listFiles();
        if (all == null) {
            return;
        }
        String base = typed.substring(0, slash + 1);
        for (File one : all) {
            String name = base + one.getName() + (one.isDirectory() ? "/" : "");
            if (name.startsWith(typed) && (typed.substring(slash + 1).startsWith(".") || !one.isHidden())) {
                out.add(candidate(word, typed, name, ""));
            }
        }
    }

    private Value ask(String function, Object... arguments) {
        return context.eval("jacobi", "__import__('_repl')").invokeMember(function, arguments);
    }

    private static List<String> strings(Value list) {
        return java.util.stream.LongStream.range(0, list.getArraySize()).mapToObj(i -> list.getArrayElement(i).asString()).toList();
    }

    private static Collection<String> visible(Collection<String> names, String typed) {
        return names.stream().filter(n -> typed.startsWith("_") || !n.startsWith("_")).sorted().toList();
    }

    private static void add(List<Candidate> out, String word, String typed, Collection<String> names, String end) {
        for (String name : names) {
            if (name.startsWith(typed)) {
                out.add(candidate(word, typed, name, end));
            }
        }
    }

    private static Candidate candidate(String word, String typed, String name, String end) {
        String lead = word.substring(0, word.length() - Math.min(word.length(), typed.length()));
        return new Candidate(lead + name + end, name, null, null, null, null, false);
    }
}
