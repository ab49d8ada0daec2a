package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name}. The only attributes there are stand in the tables of this package; nothing of Java can be
 * reached.
 */
public final class Attributes {

    private Attributes() {}

    /**
     * As Jinja2 reads it: an attribute, else an item of that name, else undefined.
     *
     * @throws PythonError if the value itself is undefined
     */
    public static Object get(Object owner, String name) {
        Object found = find(owner, name);
        if (found != null) {
            return found;
        }
        if (owner instanceof PyDict dict) {
            Object value = dict.value(name);
            if (value != null) {
                return value;
            }
        }
        return Undefined.attribute(owner, name);
    }

    /** An attribute proper. */
    static @Nullable Object find(Object owner, String name) {
        Native method = method(owner, name);
        if (method != null) {
            return new BoundMethod(owner, method);
        }
        if (owner instanceof HasAttributes thing) {
            Optional<Object> found = thing.attribute(name);
            return found.isPresent() ? found.get() : null;
        }
        if (Types.isNumber(owner)) {
            return NumberMethods.member(owner, name);
        }
        if (owner instanceof PyRange range) {
            return range.member(name);
        }
        if (owner instanceof PyTuple tuple) {
            return member(tuple, name);
        }
        if (owner instanceof PyIterator iterator && name.equals("__next__")) {
            return new Native(
                    new Signature(name), (run, a) -> IterationBuiltins.next(iterator, IterationBuiltins.NOT_GIVEN));
        }
        if (owner instanceof Namespace namespace) {
            return namespace.attributes().get(name);
        }
        return null;
    }

    private static @Nullable Object member(PyTuple tuple, String name) {
        Optional<Object> host = tuple.member("netloc");
        if (host.isPresent()) {
            Native method = UrlParts.METHODS.get(name);
            if (method != null) {
                return new BoundMethod(tuple, method);
            }
            switch (name) {
                case "username", "password", "hostname", "port" -> {
                    return UrlParts.located(Text.str(host.get()), name);
                }
                default -> {}
            }
        }
        Optional<Object> found = tuple.member(name);
        return found.isPresent() ? found.get() : null;
    }

    /** The method of that name that values of this kind have. */
    static @Nullable Native method(Object owner, String name) {
        Map<String, Native> methods = methods(owner);
        return methods == null ? null : methods.get(name);
    }

    private static @Nullable Map<String, Native> methods(Object owner) {
        if (owner instanceof PyDict) {
            return DictMethods.TABLE;
        } else if (owner instanceof String) {
            return StrMethods.TABLE;
        } else if (owner instanceof PyList) {
            return ListMethods.TABLE;
        } else if (owner instanceof PyTuple) {
            return ListMethods.TUPLE_TABLE;
        } else if (owner instanceof Markup) {
            return MarkupMethods.TABLE;
        } else if (owner instanceof PySet set) {
            return set.frozen() ? SetMethods.FROZEN_TABLE : SetMethods.TABLE;
        } else if (owner instanceof PyBytes) {
            return BytesMethods.TABLE;
        } else if (owner instanceof Double) {
            return NumberMethods.FLOAT_TABLE;
        } else if (owner instanceof Long || owner instanceof BigInteger || owner instanceof Boolean) {
            return NumberMethods.INT_TABLE;
        } else if (owner instanceof PyRange) {
            return ListMethods.RANGE_TABLE;
        }
        return null;
    }
}
