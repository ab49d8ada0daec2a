package io.buildout4j.engine.condition;

import static io.buildout4j.engine.condition.PythonMethods.argument;

import io.buildout4j.engine.condition.Python.Callable;
import io.buildout4j.engine.condition.Python.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's built-in functions that conditions may call. */
final class PythonFunctions {

    private static final int LONGEST = 10_000;

    private static final Map<String, Callable> ALL = Map.ofEntries(
            Map.entry("int", PythonFunctions::whole),
            Map.entry("float", arguments -> decimal(argument(arguments, 0))),
            Map.entry("str", arguments -> arguments.isEmpty() ? "" : Python.text(arguments.get(0))),
            Map.entry("repr", arguments -> Python.literal(argument(arguments, 0))),
            Map.entry("bool", arguments -> !arguments.isEmpty() && Python.isTrue(arguments.get(0))),
            Map.entry("len", arguments -> (long) elements(arguments).size()),
            Map.entry("list", arguments -> arguments.isEmpty() ? List.of() : elements(arguments)),
            Map.entry("tuple", arguments -> new Tuple(arguments.isEmpty() ? List.of() : elements(arguments))),
            Map.entry("set", arguments -> new LinkedHashSet<>(arguments.isEmpty() ? List.of() : elements(arguments))),
            Map.entry("any", arguments -> elements(arguments).stream().anyMatch(Python::isTrue)),
            Map.entry("all", arguments -> elements(arguments).stream().allMatch(Python::isTrue)),
            Map.entry("min", arguments -> first(arguments, "<")),
            Map.entry("max", arguments -> first(arguments, ">")),
            Map.entry("sum", arguments -> sum(elements(arguments))),
            Map.entry("abs", arguments -> absolute(argument(arguments, 0))),
            Map.entry("sorted", arguments -> sorted(elements(arguments))),
            Map.entry("range", PythonFunctions::range),
            Map.entry("map", PythonFunctions::mapped));

    private PythonFunctions() {}

    static @Nullable Callable find(String name) {
        return ALL.get(name);
    }

    private static List<Object> elements(List<Object> arguments) {
        return Python.elements(argument(arguments, 0));
    }

    private static Object whole(List<Object> arguments) {
        if (arguments.size() < 2) {
            return number(argument(arguments, 0));
        }
        try {
            return Long.parseLong(PythonMethods.textAt(arguments, 0).strip(), (int) number(arguments.get(1)));
        } catch (NumberFormatException e) {
            throw new ConditionException(Python.literal(arguments.get(0)) + " is not a whole number");
        }
    }

    /** A number without its fraction. */
    static long number(Object value) {
        Object plain = Python.plain(value);
        if (plain instanceof Number number) {
            return number.longValue();
        }
        String text = value instanceof String s ? s.strip() : "";
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw new ConditionException(Python.literal(value) + " is not a whole number");
        }
        return Long.parseLong(text);
    }

    private static double decimal(Object value) {
        Object plain = Python.plain(value);
        if (plain instanceof Number number) {
            return number.doubleValue();
        }
        String text = value instanceof String s ? s.strip() : "";
        if (!text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            throw new ConditionException(Python.literal(value) + " is not a number");
        }
        return Double.parseDouble(text);
    }

    private static Object first(List<Object> arguments, String operator) {
        List<Object> candidates = arguments.size() == 1 ? elements(arguments) : arguments;
        Object best = argument(candidates, 0);
        for (Object candidate : candidates) {
            if (Python.compare(candidate, operator, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static Object sum(List<Object> numbers) {
        Object sum = 0L;
        for (Object number : numbers) {
            sum = Numbers.calculate(sum, "+", number);
        }
        return sum;
    }

    private static Object absolute(Object number) {
        return Python.compare(number, "<", 0L) ? Numbers.signed("-", number) : Numbers.signed("+", number);
    }

    private static Object sorted(List<Object> elements) {
        List<Object> result = new ArrayList<>(elements);
        result.sort((a, b) -> Python.compare(a, "<", b) ? -1 : Python.compare(b, "<", a) ? 1 : 0);
        return result;
    }

    private static Object range(List<Object> arguments) {
        long start = arguments.size() < 2 ? 0 : number(arguments.get(0));
        long end = number(argument(arguments, arguments.size() < 2 ? 0 : 1));
        if (arguments.size() > 2 || end - start > LONGEST) {
            throw new ConditionException("range wants a start and an end not too far away");
        }
        List<Object> result = new ArrayList<>();
        for (long at = start; at < end; at++) {
            result.add(at);
        }
        return result;
    }

    private static Object mapped(List<Object> arguments) {
        List<Object> result = new ArrayList<>();
        for (Object element : Python.elements(argument(arguments, 1))) {
            result.add(Python.call(arguments.get(0), List.of(element)));
        }
        return result;
    }
}
