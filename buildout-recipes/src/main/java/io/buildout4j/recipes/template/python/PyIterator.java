package io.buildout4j.recipes.template.python;

import java.util.Iterator;

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
