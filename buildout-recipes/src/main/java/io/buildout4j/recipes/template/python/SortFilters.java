package io.buildout4j.recipes.template.python;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Filters that order, group and compare. */
final class SortFilters {

    private SortFilters() {}

    private static Signature value(String name) {
        return new Signature(name).required("value");
    }

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(
                value("sort")
                        .optional("reverse", false)
                        .optional("case_sensitive", false)
                        .optional("attribute", None.NONE),
                (run, a) ->
                        Sorting.sorted(run, a[0], AttributePath.sortKey(a[3], Truth.of(a[2])), Sorting.reverse(a[1])));
        table.add(
                value("dictsort")
                        .optional("case_sensitive", false)
                        .optional("by", "key")
                        .optional("reverse", false),
                SortFilters::dictSort);
        table.add(
                value("unique").optional("case_sensitive", false).optional("attribute", None.NONE),
                (run, a) -> PyIterator.generator(() -> unique(run, a)));
        table.add(
                value("min").optional("case_sensitive", false).optional("attribute", None.NONE),
                (run, a) -> extreme(run, a, -1));
        table.add(
                value("max").optional("case_sensitive", false).optional("attribute", None.NONE),
                (run, a) -> extreme(run, a, 1));
        table.add(
                value("groupby")
                        .required("attribute")
                        .optional("default", None.NONE)
                        .optional("case_sensitive", false),
                SortFilters::groupBy);
        return table.functions();
    }

    private static Object dictSort(Run run, Object[] a) {
        String by = Text.str(a[2]);
        if (!by.equals("key") && !by.equals("value")) {
            throw new PythonError("FilterArgumentError", "You can only sort by either \"key\" or \"value\"");
        }
        if (!(a[0] instanceof PyDict dict)) {
            if (a[0] instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.attribute("'" + Types.name(a[0]) + "' object has no attribute 'items'");
        }
        int position = by.equals("key") ? 0 : 1;
        boolean caseSensitive = Truth.of(a[1]);
        return Sorting.sorted(
                run,
                new PyList(dict.pairs()),
                pair -> AttributePath.fold(((PyTuple) pair).get(position), caseSensitive),
                Truth.of(a[3]));
    }

    private static Iterator<Object> unique(Run run, Object[] a) {
        UnaryOperator<Object> key = AttributePath.key(new AttributePath(a[2]), Truth.of(a[1]));
        Set<Object> seen = new HashSet<>();
        PyList kept = new PyList();
        for (Object item : Iteration.list(run, a[0])) {
            if (seen.add(Keys.of(key.apply(item)))) {
                kept.add(item);
            }
        }
        return kept.iterator();
    }

    private static Object extreme(Run run, Object[] a, int sign) {
        List<Object> items = Iteration.list(run, a[0]);
        if (items.isEmpty()) {
            return Undefined.because("No aggregated item, sequence was empty.");
        }
        return extreme(items, AttributePath.key(new AttributePath(a[2]), Truth.of(a[1])), sign);
    }

    /** The first of the smallest (sign -1) or largest (1) items. */
    static Object extreme(List<Object> items, UnaryOperator<Object> key, int sign) {
        Object best = items.get(0);
        Object bestKey = key.apply(best);
        for (Object item : items.subList(1, items.size())) {
            Object itemKey = key.apply(item);
            if (Order.holds(sign > 0 ? ">" : "<", itemKey, bestKey)) {
                best = item;
                bestKey = itemKey;
            }
        }
        return best;
    }

    private static Object groupBy(Run run, Object[] a) {
        AttributePath path = new AttributePath(a[1]);
        boolean caseSensitive = Truth.of(a[3]);
        UnaryOperator<Object> key = item -> AttributePath.fold(path.of(item, a[2]), caseSensitive);
        PyList groups = new PyList();
        PyList current = new PyList();
        Object currentKey = None.NONE;
        for (Object item : Sorting.sorted(run, a[0], key, false)) {
            Object itemKey = key.apply(item);
            if (current.isEmpty() || !Equality.same(itemKey, currentKey)) {
                current = new PyList();
                Object shown = path.of(item, a[2]);
                groups.add(PyTuple.named("", List.of("grouper", "list"), shown, current));
                currentKey = itemKey;
            }
            current.add(item);
        }
        return groups;
    }
}
