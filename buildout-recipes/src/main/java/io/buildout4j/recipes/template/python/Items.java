package io.buildout4j.recipes.template.python;

import java.util.List;

/** Python's {@code container[key]}. */
final class Items {

    private Items() {}

    /** As Jinja2 reads it: what is not there may be an attribute of that name, else it is undefined. */
    static Object get(Object container, Object key) {
        if (container instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (container instanceof PyDict dict && key instanceof String) {
            Object value = dict.value(key);
            if (value != null) {
                return value;
            }
        } else if (key instanceof Slice) {
            // Jinja2 leaves slices to Python, which knows no undefined values.
            return item(container, key);
        } else {
            try {
                return item(container, key);
            } catch (PythonError e) {
                if (!absent(e)) {
                    throw e;
                }
            }
        }
        return Types.isText(key) ? Attributes.get(container, key.toString()) : Undefined.attribute(container, key);
    }

    private static boolean absent(PythonError error) {
        return switch (error.type()) {
            case "TypeError", "KeyError", "IndexError", "AttributeError" -> true;
            default -> false;
        };
    }

    /** As Python reads it: what is not there is an error. */
    static Object item(Object container, Object key) {
        if (container instanceof PyDict dict) {
            if (key instanceof Slice) {
                throw PythonError.type("unhashable type: 'slice'");
            }
            Object value = dict.value(key);
            if (value == null) {
                throw PythonError.key(key);
            }
            return value;
        }
        if (key instanceof Slice slice) {
            return slice(container, slice);
        }
        if (container instanceof String text) {
            return Strings.at(text, index(container, key, Strings.length(text)));
        } else if (container instanceof List<?> list) {
            return list.get(index(container, key, list.size()));
        } else if (container instanceof Markup markup) {
            return new Markup(Strings.at(markup.text(), index(container, key, Strings.length(markup.text()))));
        } else if (container instanceof PyRange range) {
            return range.at(index(container, key, (int) Math.min(Integer.MAX_VALUE, range.length())));
        } else if (container instanceof PyBytes bytes) {
            return bytes.at(index(container, key, bytes.length()));
        } else if (container instanceof WithItems items) {
            return items.item(key);
        }
        throw PythonError.type("'" + Types.name(container) + "' object is not subscriptable");
    }

    /** A value that is not one of Python's own kinds and has items, such as a match. */
    interface WithItems {
        Object item(Object key);
    }

    private static int index(Object container, Object key, int length) {
        if (!Types.isInt(key)) {
            throw PythonError.type(
                    Types.name(container) + " indices must be integers or slices, not " + Types.name(key));
        }
        long index = Ints.clamped(key);
        long absolute = index < 0 ? index + length : index;
        if (absolute < 0 || absolute >= length) {
            throw PythonError.index(Types.name(container) + " index out of range");
        }
        return (int) absolute;
    }

    private static Object slice(Object container, Slice slice) {
        if (container instanceof String text) {
            return Strings.slice(text, slice);
        } else if (container instanceof Markup markup) {
            return new Markup(Strings.slice(markup.text(), slice));
        } else if (container instanceof PyRange range) {
            return range.part(slice.bounds((int) Math.min(Integer.MAX_VALUE, range.length())));
        } else if (container instanceof PyBytes bytes) {
            Slice.Bounds bounds = slice.bounds(bytes.length());
            byte[] from = bytes.array();
            byte[] part = new byte[bounds.length()];
            for (int i = 0; i < part.length; i++) {
                part[i] = from[bounds.at(i)];
            }
            return new PyBytes(part);
        } else if (container instanceof List<?> list) {
            Slice.Bounds bounds = slice.bounds(list.size());
            PyList part = new PyList();
            for (int i = 0; i < bounds.length(); i++) {
                part.add(list.get(bounds.at(i)));
            }
            return container instanceof PyTuple ? PyTuple.copyOf(part) : part;
        }
        throw PythonError.type("'" + Types.name(container) + "' object is not subscriptable");
    }

    /** Python's {@code container[key] = value}. */
    static void put(Object container, Object key, Object value) {
        if (container instanceof PyDict dict) {
            dict.put(key, value);
        } else if (container instanceof PyList list && key instanceof Slice slice) {
            Slice.Bounds bounds = slice.bounds(list.size());
            if (bounds.step() != 1) {
                throw PythonError.value("assignment to extended slices is not supported");
            }
            List<Object> part = list.subList(bounds.start(), Math.max(bounds.start(), bounds.stop()));
            part.clear();
            Iteration.over(value).forEachRemaining(part::add);
        } else if (container instanceof PyList list) {
            list.set(index(container, key, list.size()), value);
        } else {
            throw PythonError.type("'" + Types.name(container) + "' object does not support item assignment");
        }
    }

    /** Python's {@code del container[key]}. */
    static void delete(Object container, Object key) {
        if (container instanceof PyDict dict) {
            if (dict.remove(key) == null) {
                throw PythonError.key(key);
            }
        } else if (container instanceof PyList list && key instanceof Slice slice) {
            Slice.Bounds bounds = slice.bounds(list.size());
            list.subList(bounds.start(), Math.max(bounds.start(), bounds.stop()))
                    .clear();
        } else if (container instanceof PyList list) {
            list.remove(index(container, key, list.size()));
        } else {
            throw PythonError.type("'" + Types.name(container) + "' object doesn't support item deletion");
        }
    }
}
