package io.buildout4j.recipes.template.python;

import java.util.List;
import java.util.function.Predicate;

/** Python's {@code <}, {@code <=}, {@code >} and {@code >=}. */
final class Order {

    private Order() {}

    static boolean holds(String operator, Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return holds(operator, Long.compare(x, y));
        }
        if (a instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (b instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (Types.isText(a) && Types.isText(b)) {
            return holds(operator, Strings.compare(a.toString(), b.toString()));
        }
        if (Types.isNumber(a) && Types.isNumber(b)) {
            return numbers(operator, a, b);
        }
        if (a instanceof PyList x && b instanceof PyList y) {
            return sequences(operator, x, y);
        }
        if (a instanceof PyTuple x && b instanceof PyTuple y) {
            return sequences(operator, x, y);
        }
        if (a instanceof PyBytes x && b instanceof PyBytes y) {
            return holds(operator, x.compareTo(y));
        }
        if (isSet(a) && isSet(b)) {
            return sets(operator, Iteration.set(a), Iteration.set(b));
        }
        throw PythonError.type("'" + operator + "' not supported between instances of '" + Types.name(a) + "' and '"
                + Types.name(b) + "'");
    }

    /** {@code a < b ? -1 : b < a ? 1 : 0}, as sorting needs it. */
    static int compare(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            return Strings.compare(x, y);
        }
        return holds("<", a, b) ? -1 : holds("<", b, a) ? 1 : 0;
    }

    private static boolean isSet(Object value) {
        return value instanceof PySet || (value instanceof DictView view && view.kind() != DictView.Kind.VALUES);
    }

    private static boolean holds(String operator, int comparison) {
        return switch (operator) {
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            default -> comparison >= 0;
        };
    }

    private static boolean numbers(String operator, Object a, Object b) {
        if (isNaN(a) || isNaN(b)) {
            return false;
        }
        if (a instanceof Double x && b instanceof Double y) {
            return holds(operator, x == y.doubleValue() ? 0 : Double.compare(x, y));
        }
        if (a instanceof Double x) {
            return holds(operator, -Equality.compareIntToDouble(b, x));
        }
        if (b instanceof Double y) {
            return holds(operator, Equality.compareIntToDouble(a, y));
        }
        return holds(operator, Ints.big(a).compareTo(Ints.big(b)));
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }

    private static boolean sequences(String operator, List<Object> a, List<Object> b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            if (x != y && !Equality.same(x, y)) {
                return holds(operator, x, y);
            }
        }
        return holds(operator, Integer.compare(a.size(), b.size()));
    }

    private static boolean sets(String operator, PySet a, PySet b) {
        return switch (operator) {
            case "<" -> a.size() < b.size() && b.containsAll(a);
            case "<=" -> b.containsAll(a);
            case ">" -> a.size() > b.size() && a.containsAll(b);
            default -> a.containsAll(b);
        };
    }

    /** Python's {@code item in container}. */
    static boolean contains(Object container, Object item) {
        if (Types.isText(container)) {
            if (item instanceof Undefined undefined) {
                throw undefined.error();
            }
            if (!Types.isText(item)) {
                throw PythonError.type("'in <string>' requires string as left operand, not " + Types.name(item));
            }
            return container.toString().contains(item.toString());
        }
        if (container instanceof PyDict dict) {
            return dict.has(item);
        }
        if (container instanceof PySet set) {
            return set.has(item);
        }
        if (container instanceof DictView view) {
            return view.has(item);
        }
        if (container instanceof PyRange range && Types.isNumber(item)) {
            return range.has(item);
        }
        if (container instanceof PyBytes bytes && !Types.isInt(item)) {
            if (!(item instanceof PyBytes part)) {
                throw PythonError.type("a bytes-like object is required, not '" + Types.name(item) + "'");
            }
            return bytes.indexOf(part) >= 0;
        }
        return anyItem(container, candidate -> candidate == item || Equality.same(candidate, item));
    }

    private static boolean anyItem(Object container, Predicate<Object> wanted) {
        if (container instanceof Undefined undefined) {
            undefined.use();
        } else if (!Iteration.isIterable(container)) {
            throw PythonError.type("argument of type '" + Types.name(container) + "' is not iterable");
        }
        var items = Iteration.over(container);
        while (items.hasNext()) {
            if (wanted.test(items.next())) {
                return true;
            }
        }
        return false;
    }
}
