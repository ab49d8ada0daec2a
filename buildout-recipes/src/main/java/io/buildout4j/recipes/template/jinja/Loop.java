package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Arguments;
import io.buildout4j.recipes.template.python.HasAttributes;
import io.buildout4j.recipes.template.python.Iteration;
import io.buildout4j.recipes.template.python.Native;
import io.buildout4j.recipes.template.python.PyCallable;
import io.buildout4j.recipes.template.python.PyTuple;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.Signature;
import io.buildout4j.recipes.template.python.Undefined;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code loop} in the body of a {@code for}. */
final class Loop implements HasAttributes, PyCallable, Iteration.Sized {

    /** What calling {@code loop} does in a recursive loop. */
    @FunctionalInterface
    interface Recursion {
        Object into(Object items, int depth);
    }

    private final Iterator<Object> items;
    private final Deque<Object> ahead = new ArrayDeque<>();
    private final int depth;
    private final @Nullable Recursion recursion;
    private long index = -1;
    private @Nullable Object previous;
    private @Nullable Object current;
    private @Nullable PyTuple lastChecked;

    Loop(Iterator<Object> items, int depth, @Nullable Recursion recursion) {
        this.items = items;
        this.depth = depth;
        this.recursion = recursion;
    }

    boolean hasNext() {
        return !ahead.isEmpty() || items.hasNext();
    }

    Object next() {
        previous = current;
        Object item = ahead.isEmpty() ? items.next() : ahead.removeFirst();
        current = item;
        index++;
        return item;
    }

    @Override
    public int length() {
        while (items.hasNext()) {
            ahead.addLast(items.next());
        }
        return (int) (index + 1 + ahead.size());
    }

    private Object nextItem() {
        if (ahead.isEmpty() && items.hasNext()) {
            ahead.addLast(items.next());
        }
        return ahead.isEmpty() ? Undefined.because("there is no next item") : ahead.getFirst();
    }

    @Override
    public Optional<Object> attribute(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> index + 1;
                    case "index0" -> index;
                    case "revindex" -> length() - index;
                    case "revindex0" -> length() - index - 1;
                    case "first" -> index == 0;
                    case "last" -> !hasNext();
                    case "length" -> (long) length();
                    case "depth" -> depth + 1L;
                    case "depth0" -> (long) depth;
                    case "previtem" -> previous == null ? Undefined.because("there is no previous item") : previous;
                    case "nextitem" -> nextItem();
                    case "cycle" -> new Native(new Signature("cycle").rest(), (run, a) -> cycle((PyTuple) a[0]));
                    case "changed" -> new Native(new Signature("changed").rest(), (run, a) -> changed((PyTuple) a[0]));
                    default -> null;
                });
    }

    private Object cycle(PyTuple values) {
        if (values.isEmpty()) {
            throw PythonError.type("no items for cycling given");
        }
        return values.get((int) (index % values.size()));
    }

    private Object changed(PyTuple values) {
        boolean changed = lastChecked == null || !Iteration.same(lastChecked, values);
        lastChecked = values;
        return changed;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        if (recursion == null) {
            throw PythonError.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        if (arguments.positional().size() != 1) {
            throw PythonError.type("loop() takes exactly one argument");
        }
        return recursion.into(arguments.positional().get(0), depth + 1);
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public String toString() {
        return "<LoopContext " + (index + 1) + "/" + length() + ">";
    }
}
