package io.buildout4j.engine.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of Python expressions and what can be done with them. Text, booleans, whole numbers ({@link Long}), lists,
 * {@link Tuple}s, maps, {@link #NONE}, and things with attributes or that can be called.
 */
final class Python {

    /** Python's {@code None}. */
    static final Object NONE = new Object();

    private static final int LONGEST = 1 << 20;

    private Python() {}

    /** A tuple, which differs from a list in what it compares with. */
    record Tuple(List<Object> elements, Map<String, Integer> names) {
        Tuple(List<Object> elements) {
            this(elements, Map.of());
        }
    }

    /** Something with attributes, each worked out when it is asked for. */
    record Thing(String name, Map<String, Supplier<Object>> attributes) {}

    /** Something that can be called. */
    @FunctionalInterface
    interface Callable {
        Object call(List<Object> arguments);
    }

    static boolean isTrue(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> elements) {
            return !elements.isEmpty();
        }
        if (value instanceof Tuple tuple) {
            return !tuple.elements.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != NONE;
    }

    static boolean compare(Object left, String operator, Object right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<" -> order(left, right, operator) < 0;
            case "<=" -> order(left, right, operator) <= 0;
            case ">" -> order(left, right, operator) > 0;
            case ">=" -> order(left, right, operator) >= 0;
            case "in" -> contains(right, left);
            case "not in" -> !contains(right, left);
            case "is" -> same(left, right);
            case "is not" -> !same(left, right);
            default -> throw new ConditionException("'" + operator + "' compares nothing");
        };
    }

    private static boolean same(Object left, Object right) {
        boolean constants = left == NONE || right == NONE || left instanceof Boolean || right instanceof Boolean;
        return constants ? left.equals(right) : equal(left, right);
    }

    static boolean equal(Object left, Object right) {
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof List<?> x && b instanceof List<?> y && left instanceof Tuple == right instanceof Tuple) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return !(a instanceof List<?> && b instanceof List<?>) && a.equals(b);
    }

    /** Truths are numbers, and tuples lists, as far as comparing goes. */
    private static Object plain(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        return value instanceof Tuple tuple ? tuple.elements : value;
    }

    private static int order(Object left, Object right, String operator) {
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof Long x && b instanceof Long y) {
            return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
            return io.buildout4j.engine.text.Order.CODE_POINTS.compare(x, y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y && left instanceof Tuple == right instanceof Tuple) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return order(x.get(i), y.get(i), operator);
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        throw new ConditionException("'" + operator + "' does not compare " + kind(left) + " with " + kind(right));
    }

    private static boolean contains(Object container, Object element) {
        if (container instanceof String text && element instanceof String part) {
            return text.contains(part);
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(element);
        }
        return elements(container).stream().anyMatch(each -> equal(each, element));
    }

    static Object add(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Math.addExact(a, b);
        }
        if (left instanceof String a && right instanceof String b && a.length() + b.length() <= LONGEST) {
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return new Tuple(joined(a.elements, b.elements));
        }
        throw new ConditionException("cannot add " + kind(left) + " and " + kind(right));
    }

    static Object calculate(Object left, String operator, Object right) {
        if (operator.equals("+")) {
            return add(left, right);
        }
        if (!(left instanceof Long a) || !(right instanceof Long b)) {
            throw new ConditionException("'" + operator + "' wants numbers");
        }
        if (b == 0 && !operator.equals("-") && !operator.equals("*")) {
            throw new ConditionException("division by zero");
        }
        return switch (operator) {
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> throw new ConditionException("'" + operator + "' is not known here");
        };
    }

    static List<Object> elements(Object value) {
        if (value instanceof Tuple tuple) {
            return tuple.elements;
        }
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            List<Object> characters = new ArrayList<>();
            text.codePoints().forEach(c -> characters.add(Character.toString(c)));
            return characters;
        }
        throw new ConditionException(kind(value) + " has no elements");
    }

    static Object item(Object container, Object index) {
        if (container instanceof Map<?, ?> map) {
            Object value = map.get(index);
            if (value == null) {
                throw new ConditionException("there is no key '" + index + "'");
            }
            return value;
        }
        if (!(plain(index) instanceof Long number)) {
            throw new ConditionException("an index is a number");
        }
        List<Object> elements = elements(container);
        long position = number < 0 ? number + elements.size() : number;
        if (position < 0 || position >= elements.size()) {
            throw new ConditionException("there is no element " + number);
        }
        return elements.get((int) position);
    }

    /** @param end the end, or {@link Long#MAX_VALUE} if it is left out */
    static Object slice(Object container, long start, long end) {
        List<Object> elements = elements(container);
        int from = position(start, elements.size());
        List<Object> part = elements.subList(from, Math.max(from, position(end, elements.size())));
        if (container instanceof String) {
            StringBuilder text = new StringBuilder();
            part.forEach(text::append);
            return text.toString();
        }
        return container instanceof Tuple ? new Tuple(List.copyOf(part)) : List.copyOf(part);
    }

    private static int position(long index, int size) {
        return (int) Math.max(0, Math.min(index < 0 ? index + size : index, size));
    }

    static Object attribute(Object owner, String name) {
        if (owner instanceof Thing thing) {
            Supplier<Object> attribute = thing.attributes.get(name);
            if (attribute != null) {
                return attribute.get();
            }
            throw new ConditionException("'" + thing.name + "." + name + "' is not known here");
        }
        if (owner instanceof Tuple tuple && tuple.names.containsKey(name)) {
            return item(tuple, (long) tuple.names.getOrDefault(name, 0));
        }
        Function<Object, Callable> method = PythonMethods.find(owner, name);
        if (method == null) {
            throw new ConditionException(kind(owner) + " has no '" + name + "' here");
        }
        return method.apply(owner);
    }

    static Object call(Object function, List<Object> arguments) {
        if (function instanceof Callable callable) {
            return callable.call(arguments);
        }
        throw new ConditionException(kind(function) + " cannot be called");
    }

    private static List<Object> joined(List<?> a, List<?> b) {
        if (a.size() + b.size() > LONGEST) {
            throw new ConditionException("the list is too long");
        }
        List<Object> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    static String kind(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Long || value instanceof Boolean) {
            return "a number";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof Tuple ? "a tuple" : value == NONE ? "None" : "this";
    }
}
