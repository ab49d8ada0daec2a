package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Python's stable sort. */
final class Sorting {

    private record Keyed(Object key, Object item) {}

    private Sorting() {}

    /** Sorted by what a callable, or None, makes of the items. */
    static PyList sorted(Run run, Object items, Object key, boolean reverse) {
        return sorted(run, items, key == None.NONE ? UnaryOperator.identity() : item -> call(run, key, item), reverse);
    }

    static PyList sorted(Run run, Object items, UnaryOperator<Object> key, boolean reverse) {
        List<Keyed> keyed = new ArrayList<>();
        for (Object item : Iteration.list(run, items)) {
            keyed.add(new Keyed(key.apply(item), item));
        }
        if (keyed.size() == 1 && keyed.get(0).key() instanceof Undefined) {
            return PyList.of(keyed.get(0).item());
        }
        Comparator<Keyed> order = (a, b) -> Order.compare(a.key(), b.key());
        try {
            keyed.sort(reverse ? order.reversed() : order);
        } catch (IllegalArgumentException e) {
            // NaN among the numbers: Python leaves some order, so do we.
            run.spend(keyed.size());
        }
        PyList sorted = new PyList();
        keyed.forEach(entry -> sorted.add(entry.item()));
        return sorted;
    }

    /** The argument {@code reverse}, which Python wants to be a number. */
    static boolean reverse(Object value) {
        return Ints.index(value) != 0;
    }

    static Object call(Run run, Object callee, Object... arguments) {
        if (callee instanceof PyCallable callable) {
            return callable.call(run, Arguments.of(arguments));
        }
        if (callee instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("'" + Types.name(callee) + "' object is not callable");
    }
}
