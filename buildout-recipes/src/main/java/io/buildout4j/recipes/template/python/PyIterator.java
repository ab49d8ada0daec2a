package io.buildout4j.recipes.template.python;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Python iterator or generator: gives each item once. */
final class PyIterator implements Iterator<Object> {

    private final String type;
    private final Iterator<?> items;

    PyIterator(String type, Iterator<?> items) {
        this.type = type;
        this.items = items;
    }

    static PyIterator generator(Iterator<?> items) {
        return new PyIterator("generator", items);
    }

    /** A generator whose work, and so whose errors, begin with the first item that is asked for. */
    static PyIterator generator(Supplier<Iterator<?>> begin) {
        return generator(new Iterator<>() {
            private @Nullable Iterator<?> items;

            private Iterator<?> items() {
                if (items == null) {
                    items = begin.get();
                }
                return items;
            }

            @Override
            public boolean hasNext() {
                return items().hasNext();
            }

            @Override
            public Object next() {
                return items().next();
            }
        });
    }

    String type() {
        return type;
    }

    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public Object next() {
        return items.next();
    }
}
