package io.buildout4j.recipes.template.python;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The filters that go through a sequence lazily: map, select, reject and their like. */
final class SelectFilters {

    private SelectFilters() {}

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(new Signature("map").required("value").rest().keywords(), SelectFilters::map);
        table.add(new Signature("select").required("value").rest().keywords(), (run, a) -> select(run, a, true, false));
        table.add(
                new Signature("reject").required("value").rest().keywords(), (run, a) -> select(run, a, false, false));
        table.add(
                new Signature("selectattr").required("value").rest().keywords(),
                (run, a) -> select(run, a, true, true));
        table.add(
                new Signature("rejectattr").required("value").rest().keywords(),
                (run, a) -> select(run, a, false, true));
        return table.functions();
    }

    private static Object map(Run run, Object[] a) {
        return later(a[0], items -> {
            UnaryOperator<Object> function = function(run, (PyTuple) a[1], (PyDict) a[2]);
            return mapped(run, items, function);
        });
    }

    /** Looks at the arguments only when there is an item to do something with, as Jinja2 does. */
    private static PyIterator later(Object value, Function<Iterator<Object>, Iterator<Object>> change) {
        return PyIterator.generator(
                () -> Truth.of(value) ? change.apply(Iteration.over(value)) : Collections.emptyIterator());
    }

    private static UnaryOperator<Object> function(Run run, PyTuple arguments, PyDict named) {
        if (arguments.isEmpty() && named.has("attribute")) {
            AttributePath path = new AttributePath(named.find("attribute").orElse(None.NONE));
            Object otherwise = named.find("default").orElse(None.NONE);
            for (Object key : named.keys()) {
                if (!key.equals("attribute") && !key.equals("default")) {
                    throw new PythonError("FilterArgumentError", "Unexpected keyword argument " + Text.repr(key));
                }
            }
            return item -> path.of(item, otherwise);
        }
        if (arguments.isEmpty()) {
            throw new PythonError("FilterArgumentError", "map requires a filter argument");
        }
        String name = Text.str(arguments.get(0));
        if (!Filters.exists(name)) {
            throw new PythonError("TemplateRuntimeError", "No filter named " + Text.repr(name) + ".");
        }
        Native filter = Filters.named(name);
        Arguments rest = new Arguments(arguments.subList(1, arguments.size()), asMap(named));
        return item -> filter.call(run, rest.after(item));
    }

    private static Map<String, Object> asMap(PyDict named) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        named.forEach((key, value) -> map.put(key.toString(), value));
        return map;
    }

    static Iterator<Object> mapped(Run run, Iterator<Object> items, UnaryOperator<Object> function) {
        return IterationBuiltins.lazily(run, items, () -> function.apply(items.next()));
    }

    private static Object select(Run run, Object[] a, boolean wanted, boolean byAttribute) {
        PyTuple arguments = (PyTuple) a[1];
        return later(a[0], items -> {
            if (byAttribute && arguments.isEmpty()) {
                throw new PythonError("FilterArgumentError", "Missing parameter for attribute name");
            }
            AttributePath path = new AttributePath(byAttribute ? arguments.get(0) : None.NONE);
            Predicate<Object> test = test(run, arguments, byAttribute ? 1 : 0, asMap((PyDict) a[2]));
            return filtered(mapped(run, items, UnaryOperator.identity()), item -> test.test(path.of(item)) == wanted);
        });
    }

    private static Predicate<Object> test(Run run, PyTuple arguments, int offset, Map<String, Object> named) {
        if (arguments.size() <= offset) {
            return Truth::of;
        }
        Native test = Tests.named(Text.str(arguments.get(offset)));
        Arguments rest = new Arguments(arguments.subList(offset + 1, arguments.size()), named);
        return item -> Truth.of(test.call(run, rest.after(item)));
    }

    static Iterator<Object> filtered(Iterator<Object> items, Predicate<Object> wanted) {
        return new Iterator<>() {
            private Object next = None.NONE;
            private boolean ready;

            @Override
            public boolean hasNext() {
                while (!ready && items.hasNext()) {
                    next = items.next();
                    ready = wanted.test(next);
                }
                return ready;
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                ready = false;
                return next;
            }
        };
    }
}
