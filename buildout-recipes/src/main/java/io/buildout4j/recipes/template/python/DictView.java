package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code keys()}, {@code values()} and {@code items()} give: a live look at a dict.
 *
 * @param kind which of the three
 * @param dict the dict looked at
 */
record DictView(Kind kind, PyDict dict) {

    enum Kind {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    Iterator<Object> iterator() {
        Iterator<PyDict.Entry> entries = dict.iterator();
        int size = dict.size();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (dict.size() != size) {
                    throw new PythonError("RuntimeError", "dictionary changed size during iteration");
                }
                return entries.hasNext();
            }

            @Override
            public Object next() {
                PyDict.Entry entry = entries.next();
                return switch (kind) {
                    case KEYS -> entry.key;
                    case VALUES -> entry.value;
                    case ITEMS -> entry.pair();
                };
            }
        };
    }

    List<Object> list() {
        List<Object> items = new ArrayList<>(dict.size());
        iterator().forEachRemaining(items::add);
        return items;
    }

    boolean has(Object value) {
        if (kind == Kind.KEYS) {
            return dict.has(value);
        }
        return list().stream().anyMatch(item -> Equality.same(item, value));
    }
}
