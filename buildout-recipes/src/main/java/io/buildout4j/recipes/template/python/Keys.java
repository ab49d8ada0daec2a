package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns Python values into Java map keys that are equal when Python's values are: 1, 1.0 and True are one key. */
final class Keys {

    private record TupleKey(List<Object> items) {}

    private record SetKey(Set<Object> items) {}

    private Keys() {}

    static Object of(Object value) {
        if (value instanceof String || value instanceof Long || value == None.NONE) {
            return value;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        if (value instanceof Markup markup) {
            return markup.text();
        }
        if (value instanceof PyTuple tuple) {
            List<Object> items = new ArrayList<>(tuple.size());
            for (Object item : tuple) {
                items.add(of(item));
            }
            return new TupleKey(items);
        }
        if (value instanceof PySet set && set.frozen()) {
            return new SetKey(new HashSet<>(set.hashes()));
        }
        if (value instanceof Undefined undefined) {
            undefined.use();
        }
        if (value instanceof PyList
                || value instanceof PyDict
                || value instanceof PySet
                || (value instanceof DictView view && view.kind() != DictView.Kind.VALUES)) {
            throw PythonError.type("unhashable type: '" + Types.name(value) + "'");
        }
        return value;
    }

    private static Object ofDouble(Double number) {
        if (number.isNaN() || number.isInfinite() || number != Math.rint(number)) {
            return number;
        }
        return Ints.of(new BigDecimal(number).toBigInteger());
    }
}
