package io.buildout4j.recipes.template.python;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Filters over sequences, except those that sort or select. */
final class SequenceFilters {

    private SequenceFilters() {}

    private static Signature value(String name) {
        return new Signature(name).required("value");
    }

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(value("length"), (run, a) -> (long) Iteration.length(a[0]));
        table.alias("count", "length");
        table.add(value("list"), (run, a) -> Iteration.list(run, a[0]));
        table.add(value("first"), (run, a) -> {
            Iterator<Object> items = Iteration.over(a[0]);
            return items.hasNext() ? items.next() : Undefined.because("No first item, sequence was empty.");
        });
        table.add(value("last"), (run, a) -> {
            Iterator<Object> items = reversed(run, a[0]);
            return items.hasNext() ? items.next() : Undefined.because("No last item, sequence was empty.");
        });
        table.add(value("reverse"), (run, a) -> reverse(run, a[0]));
        table.add(value("random"), (run, a) -> {
            PyList items = Iteration.list(run, a[0]);
            if (!items.isEmpty() && a[0] instanceof PyDict) {
                throw PythonError.key(0L);
            }
            return items.isEmpty()
                    ? Undefined.because("No random item, sequence was empty.")
                    : items.get(java.util.concurrent.ThreadLocalRandom.current().nextInt(items.size()));
        });
        table.add(value("join").optional("d", "").optional("attribute", None.NONE), SequenceFilters::join);
        table.add(value("sum").optional("attribute", None.NONE).optional("start", 0L), (run, a) -> {
            AttributePath path = new AttributePath(a[1]);
            Object sum = a[2];
            for (Object item : Iteration.list(run, a[0])) {
                sum = Arithmetic.add(run, sum, path.of(item));
            }
            return sum;
        });
        table.add(
                value("batch").required("linecount").optional("fill_with", None.NONE),
                (run, a) -> PyIterator.generator(() -> batch(run, a)));
        table.add(
                value("slice").required("slices").optional("fill_with", None.NONE),
                (run, a) -> PyIterator.generator(() -> slice(run, a)));
        table.add(value("items"), (run, a) -> PyIterator.generator(() -> items(a[0])));
        table.add(new Signature("attr").required("obj", "name"), (run, a) -> attribute(a[0], Text.str(a[1])));
        return table.functions();
    }

    private static Object attribute(Object owner, String name) {
        if (owner instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object found = Attributes.find(owner, name);
        return found == null ? Undefined.attribute(owner, name) : found;
    }

    private static Iterator<Object> items(Object value) {
        if (value instanceof Undefined) {
            return Collections.emptyIterator();
        }
        if (value instanceof PyDict dict) {
            return new DictView(DictView.Kind.ITEMS, dict).iterator();
        }
        throw PythonError.type("Can only get item pairs from a mapping.");
    }

    static Iterator<Object> reversed(Run run, Object value) {
        boolean reversible = value instanceof List
                || Types.isText(value)
                || value instanceof PyDict
                || value instanceof PyRange
                || value instanceof DictView
                || value instanceof PyBytes;
        if (!reversible) {
            if (value instanceof Undefined undefined) {
                undefined.use();
                return Collections.emptyIterator();
            }
            throw PythonError.type("'" + Types.name(value) + "' object is not reversible");
        }
        PyList items = Iteration.list(run, value);
        Collections.reverse(items);
        return items.iterator();
    }

    private static Object reverse(Run run, Object value) {
        if (Types.isText(value)) {
            return Items.item(value, new Slice(None.NONE, None.NONE, -1L));
        }
        if (value instanceof PySet || value instanceof Iterator) {
            PyList items = Iteration.list(run, value);
            Collections.reverse(items);
            return items;
        }
        if (!Iteration.isIterable(value) && !(value instanceof Undefined)) {
            throw new PythonError("FilterArgumentError", "argument must be iterable");
        }
        return new PyIterator("list_reverseiterator", reversed(run, value));
    }

    private static Object join(Run run, Object[] a) {
        AttributePath path = new AttributePath(a[2]);
        PyList items = new PyList();
        boolean safe = a[1] instanceof Markup;
        Iterator<Object> iterator = Iteration.over(a[0]);
        while (iterator.hasNext()) {
            run.spend(1);
            Object item = path.of(iterator.next());
            safe |= item instanceof Markup;
            items.add(item);
        }
        boolean escape = run.autoescape() && safe;
        PyList texts = new PyList();
        items.forEach(item -> texts.add(escape ? Markup.escape(item).text() : Text.str(item)));
        String separator = escape ? Markup.escape(a[1]).text() : Text.str(a[1]);
        String joined = StrMethods.join(run, separator, texts);
        return escape ? new Markup(joined) : joined;
    }

    private static Iterator<Object> batch(Run run, Object[] a) {
        PyList batches = new PyList();
        PyList current = new PyList();
        int size = Ints.clamped(a[1]);
        for (Object item : Iteration.list(run, a[0])) {
            if (current.size() == size) {
                batches.add(current);
                current = new PyList();
            }
            current.add(item);
        }
        if (!current.isEmpty()) {
            while (a[2] != None.NONE && current.size() < size) {
                run.keep(1);
                current.add(a[2]);
            }
            batches.add(current);
        }
        return batches.iterator();
    }

    private static Iterator<Object> slice(Run run, Object[] a) {
        PyList items = Iteration.list(run, a[0]);
        int slices = Ints.clamped(a[1]);
        if (slices == 0) {
            throw new PythonError("ZeroDivisionError", "integer division or modulo by zero");
        }
        PyList result = new PyList();
        int each = Math.floorDiv(items.size(), slices);
        int longer = Math.floorMod(items.size(), slices);
        int offset = 0;
        for (int i = 0; i < slices; i++) {
            run.keep(2);
            int start = offset + i * each;
            offset += i < longer ? 1 : 0;
            int end = offset + (i + 1) * each;
            PyList part = new PyList(items.subList(start, end));
            if (a[2] != None.NONE && i >= longer) {
                part.add(a[2]);
            }
            result.add(part);
        }
        return result.iterator();
    }
}
