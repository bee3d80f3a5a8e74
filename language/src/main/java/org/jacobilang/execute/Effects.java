package org.jacobilang.execute;

import com.oracle.truffle.api.strings.TruffleString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jacobilang.array.ArrayValue;
import org.jacobilang.nodes.staging.Trace;
import org.jacobilang.primitive.Primitives;
import org.jacobilang.program.Atom;
import org.jacobilang.program.HostCall;
import org.jacobilang.program.Params;
import org.jacobilang.program.ProgramBuilder;
import org.jacobilang.program.TraceStack;
import org.jacobilang.runtime.BuiltinFunction;

/** Calls that a traced function makes for what they do: the program makes them again, each time and in their order. */
public final class Effects {
    /** The effects of a program that may yet be left, or null where they take place at once. */
    private static final ThreadLocal<List<Runnable>> DEFERRED = new ThreadLocal<>();

    private Effects() {
    }

    /** Records the call of a builtin with an effect and no result. */
    public static void record(BuiltinFunction function, Object[] arguments, TruffleString[] names) {
        ProgramBuilder b = TraceStack.current();
        List<Atom> inputs = new ArrayList<>();
        Template.Maker maker = new Template.Maker(b, Trace.current()::isOutside, inputs);
        List<Template> made = Arrays.stream(arguments).map(maker::of).toList();
        HostCall call = values -> {
            Template.Instance instance = new Template.Instance(Arrays.asList(values).iterator());
            Object[] now = made.stream().map(instance::of).toArray();
            perform(() -> function.call(now, names));
            return new ArrayValue[0];
        };
        b.emit(Primitives.get("host_call"), Params.of("name", function.name, "call", call, "results", List.of(), "ordered", true),
                inputs.toArray(Atom[]::new));
    }

    static void perform(Runnable effect) {
        List<Runnable> later = DEFERRED.get();
        if (later == null) {
            effect.run();
        } else {
            later.add(effect);
        }
    }

    /** Runs a program that may be left: its effects are kept until it is known that it was not. */
    static <T> T deferring(Supplier<T> run, java.util.function.Predicate<T> left) {
        List<Runnable> outer = DEFERRED.get();
        List<Runnable> later = new ArrayList<>();
        DEFERRED.set(later);
        T result;
        try {
            result = run.get();
        } finally {
            DEFERRED.set(outer);
        }
        if (!left.test(result)) {
            later.forEach(Effects::perform);
        }
        return result;
    }
}
