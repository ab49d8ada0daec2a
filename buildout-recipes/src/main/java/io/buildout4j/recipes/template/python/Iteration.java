package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walking through values: Python's {@code iter} and {@code len}. */
public final class Iteration {

    private Iteration() {}

    static boolean isIterable(Object value) {
        return isSized(value) || value instanceof Iterator || (value instanceof Undefined u && !u.strict());
    }

    static boolean isSized(Object value) {
        return Types.isText(value)
                || value instanceof List
                || value instanceof PyDict
                || value instanceof PySet
                || value instanceof DictView
                || value instanceof PyRange
                || value instanceof PyBytes
                || value instanceof Sized;
    }

    /** A value that is not one of Python's own kinds and has a length, such as a loop. */
    public interface Sized {
        /** How many items there are. */
        int length();
    }

    /**
     * The items of a value, one by one.
     *
     * @throws PythonError if it has none to walk through
     */
    public static Iterator<Object> over(Object value) {
        if (value instanceof List<?> list) {
            return items(list);
        } else if (value instanceof String text) {
            return Strings.characters(text);
        } else if (value instanceof PyDict dict) {
            return new DictView(DictView.Kind.KEYS, dict).iterator();
        } else if (value instanceof DictView view) {
            return view.iterator();
        } else if (value instanceof PySet set) {
            return set.iterator();
        } else if (value instanceof PyRange range) {
            return range.iterator();
        } else if (value instanceof Iterator<?> iterator) {
            @SuppressWarnings("unchecked") // Iterators are values only as iterators over values.
            Iterator<Object> items = (Iterator<Object>) iterator;
            return items;
        } else if (value instanceof Markup markup) {
            return Strings.characters(markup.text());
        } else if (value instanceof Undefined undefined) {
            undefined.use();
            return new ArrayList<>().iterator();
        } else if (value instanceof PyBytes bytes) {
            List<Object> numbers = new ArrayList<>();
            for (int i = 0; i < bytes.length(); i++) {
                numbers.add(bytes.at(i));
            }
            return numbers.iterator();
        }
        throw PythonError.type("'" + Types.name(value) + "' object is not iterable");
    }

    /** By index, because Python lets a list grow under the one who walks through it. */
    private static Iterator<Object> items(List<?> list) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < list.size();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return list.get(at++);
            }
        };
    }

    /** The items of a value as a new list, counted against the limits of the rendering. */
    public static PyList list(Run run, Object value) {
        if (value instanceof List<?> list) {
            run.keep(list.size());
            return new PyList(list);
        }
        PyList items = new PyList();
        Iterator<Object> iterator = over(value);
        while (iterator.hasNext()) {
            run.keep(1);
            items.add(iterator.next());
        }
        return items;
    }

    /** Python's {@code len}. */
    static int length(Object value) {
        if (Types.isText(value)) {
            return Strings.length(value.toString());
        } else if (value instanceof List<?> list) {
            return list.size();
        } else if (value instanceof PyDict dict) {
            return dict.size();
        } else if (value instanceof PySet set) {
            return set.size();
        } else if (value instanceof DictView view) {
            return view.dict().size();
        } else if (value instanceof PyRange range) {
            return (int) Math.min(Integer.MAX_VALUE, range.length());
        } else if (value instanceof PyBytes bytes) {
            return bytes.length();
        } else if (value instanceof Sized sized) {
            return sized.length();
        } else if (value instanceof Undefined undefined) {
            undefined.use();
            return 0;
        }
        throw PythonError.type("object of type '" + Types.name(value) + "' has no len()");
    }

    /** Python's {@code ==}. */
    public static boolean same(Object a, Object b) {
        return Equality.same(a, b);
    }

    static PySet set(Object value) {
        if (value instanceof PySet set) {
            return set;
        }
        List<Object> items = new ArrayList<>();
        over(value).forEachRemaining(items::add);
        return new PySet(items, false);
    }
}
