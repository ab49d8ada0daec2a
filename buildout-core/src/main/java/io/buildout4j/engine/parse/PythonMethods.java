package io.buildout4j.engine.parse;

import io.buildout4j.engine.parse.Python.Callable;
import io.buildout4j.engine.text.Blanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of texts and dictionaries that conditions may call. */
final class PythonMethods {

    private static final Map<String, Function<Object, Callable>> OF_TEXT = Map.ofEntries(
            text("lower", (self, arguments) -> self.toLowerCase(Locale.ROOT)),
            text("upper", (self, arguments) -> self.toUpperCase(Locale.ROOT)),
            text("strip", (self, arguments) -> Blanks.strip(self)),
            text("rstrip", (self, arguments) -> Blanks.stripEnd(self)),
            text("isdigit", (self, arguments) -> !self.isEmpty() && self.chars().allMatch(Character::isDigit)),
            text(
                    "splitlines",
                    (self, arguments) -> List.<Object>copyOf(self.lines().toList())),
            text("startswith", (self, arguments) -> any(arguments, self::startsWith)),
            text("endswith", (self, arguments) -> any(arguments, self::endsWith)),
            text("find", (self, arguments) -> (long) self.indexOf(textAt(arguments, 0))),
            text("replace", (self, arguments) -> self.replace(textAt(arguments, 0), textAt(arguments, 1))),
            text("split", PythonMethods::split),
            text(
                    "join",
                    (self, arguments) -> String.join(
                            self,
                            Python.elements(argument(arguments, 0)).stream()
                                    .map(String::valueOf)
                                    .toList())));

    private PythonMethods() {}

    @FunctionalInterface
    private interface TextMethod {
        Object call(String self, List<Object> arguments);
    }

    static @Nullable Function<Object, Callable> find(Object owner, String name) {
        if (owner instanceof String) {
            return OF_TEXT.get(name);
        }
        if (owner instanceof Map<?, ?> map) {
            return switch (name) {
                case "get" ->
                    self -> arguments -> {
                        Object value = map.get(argument(arguments, 0));
                        return value != null ? value : arguments.size() > 1 ? arguments.get(1) : Python.NONE;
                    };
                case "keys" -> self -> arguments -> new ArrayList<>(map.keySet());
                case "values" -> self -> arguments -> new ArrayList<>(map.values());
                default -> null;
            };
        }
        return null;
    }

    static Object argument(List<Object> arguments, int index) {
        if (index >= arguments.size()) {
            throw new ConditionException("an argument is missing");
        }
        return arguments.get(index);
    }

    static String textAt(List<Object> arguments, int index) {
        if (argument(arguments, index) instanceof String text) {
            return text;
        }
        throw new ConditionException("an argument is not text");
    }

    private static Map.Entry<String, Function<Object, Callable>> text(String name, TextMethod method) {
        return Map.entry(name, self -> arguments -> method.call((String) self, arguments));
    }

    private static boolean any(List<Object> arguments, java.util.function.Predicate<String> holds) {
        Object wanted = argument(arguments, 0);
        return wanted instanceof String text
                ? holds.test(text)
                : Python.elements(wanted).stream().anyMatch(each -> holds.test(String.valueOf(each)));
    }

    private static Object split(String self, List<Object> arguments) {
        if (arguments.isEmpty() || arguments.get(0) == Python.NONE) {
            return List.<Object>copyOf(Blanks.words(self));
        }
        int limit = arguments.size() > 1 && arguments.get(1) instanceof Long number && number >= 0
                ? (int) Math.min(number + 1, 1_000_000)
                : -1;
        String divider = textAt(arguments, 0);
        if (divider.isEmpty()) {
            throw new ConditionException("nothing cannot divide");
        }
        return List.<Object>copyOf(Arrays.asList(self.split(Pattern.quote(divider), limit)));
    }
}
