package io.buildout4j.engine.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of Python expressions and what can be done with them. Text, booleans, numbers ({@link Long} and
 * {@link Double}), lists, sets, {@link Tuple}s, maps, {@link #NONE}, and things with attributes or that can be called.
 */
final class Python {

    /** Python's {@code None}. */
    static final Object NONE = new Object();

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
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
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
        if (a instanceof Number x && b instanceof Number y) {
            return Numbers.compare(x, y) == 0;
        }
        return !(a instanceof List<?> && b instanceof List<?>) && a.equals(b);
    }

    /** Truths are numbers, and tuples lists, as far as comparing goes. */
    static Object plain(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        return value instanceof Tuple tuple ? tuple.elements : value;
    }

    private static int order(Object left, Object right, String operator) {
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof Number x && b instanceof Number y) {
            return Numbers.compare(x, y);
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
        long number = index(index);
        List<Object> elements = elements(container);
        long position = number < 0 ? number + elements.size() : number;
        if (position < 0 || position >= elements.size()) {
            throw new ConditionException("there is no element " + number);
        }
        return elements.get((int) position);
    }

    /** @param step the step; like start and end {@link #NONE} if it is left out */
    static Object slice(Object container, Object start, Object end, Object step) {
        List<Object> elements = elements(container);
        int size = elements.size();
        long by = step == NONE ? 1 : index(step);
        if (by == 0) {
            throw new ConditionException("a step is not 0");
        }
        int lowest = by > 0 ? 0 : -1;
        long from = start == NONE ? (by > 0 ? 0 : size - 1) : position(index(start), lowest, size + lowest);
        long to = end == NONE ? (by > 0 ? size : -1) : position(index(end), lowest, size + lowest);
        List<Object> part = new ArrayList<>();
        for (long at = from; by > 0 ? at < to : at > to; at += by) {
            part.add(elements.get((int) at));
            if (by > size || by < -size) {
                break;
            }
        }
        if (container instanceof String) {
            StringBuilder text = new StringBuilder();
            part.forEach(text::append);
            return text.toString();
        }
        return container instanceof Tuple ? new Tuple(List.copyOf(part)) : List.copyOf(part);
    }

    private static long index(Object value) {
        if (plain(value) instanceof Long number) {
            return number;
        }
        throw new ConditionException("an index is a number");
    }

    private static long position(long index, int lowest, int highest) {
        int size = highest - lowest;
        return Math.max(lowest, Math.min(index < 0 ? index + size : index, highest));
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

    /** What {@code str} gives. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Tuple tuple) {
            return "(" + literals(tuple.elements) + (tuple.elements.size() == 1 ? ",)" : ")");
        }
        if (value instanceof List<?> list) {
            return "[" + literals(list) + "]";
        }
        if (value == NONE) {
            return "None";
        }
        throw new ConditionException(kind(value) + " cannot be written as text here");
    }

    private static String literals(List<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(literal(value)));
        return String.join(", ", texts);
    }

    /** What {@code repr} gives. */
    static String literal(Object value) {
        if (!(value instanceof String text)) {
            return text(value);
        }
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        return quote + text.replace("\\", "\\\\").replace("\n", "\\n").replace(quote, "\\" + quote) + quote;
    }

    static String kind(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return "a number";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof Tuple ? "a tuple" : value == NONE ? "None" : "this";
    }
}
