package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The {@code attribute=} argument of filters: a name, an index, or several joined by dots. */
final class AttributePath {

    private final List<Object> steps = new ArrayList<>();

    AttributePath(Object attribute) {
        if (Types.isText(attribute)) {
            for (String step : attribute.toString().split("\\.", -1)) {
                boolean index = !step.isEmpty() && step.chars().allMatch(Character::isDigit);
                steps.add(index ? Ints.parse(step, 10) : step);
            }
        } else if (attribute != None.NONE) {
            steps.add(attribute);
        }
    }

    Object of(Object item) {
        Object value = item;
        for (Object step : steps) {
            value = Items.get(value, step);
        }
        return value;
    }

    Object of(Object item, Object otherwise) {
        Object value = item;
        for (Object step : steps) {
            value = Items.get(value, step);
            if (value instanceof Undefined && otherwise != None.NONE) {
                value = otherwise;
            }
        }
        return value;
    }

    /** The value to compare items by: the attribute, or several with commas between as a list. */
    static UnaryOperator<Object> sortKey(Object attribute, boolean caseSensitive) {
        List<AttributePath> paths = new ArrayList<>();
        if (Types.isText(attribute)) {
            for (String one : attribute.toString().split(",", -1)) {
                paths.add(new AttributePath(one));
            }
        } else {
            paths.add(new AttributePath(attribute));
        }
        if (paths.size() == 1) {
            return key(paths.get(0), caseSensitive);
        }
        return item -> {
            PyList keys = new PyList();
            paths.forEach(path -> keys.add(fold(path.of(item), caseSensitive)));
            return keys;
        };
    }

    static UnaryOperator<Object> key(AttributePath path, boolean caseSensitive) {
        return item -> fold(path.of(item), caseSensitive);
    }

    static Object fold(Object value, boolean caseSensitive) {
        return !caseSensitive && Types.isText(value) ? value.toString().toLowerCase(Locale.ROOT) : value;
    }
}
