package io.buildout4j.engine.condition;

import io.buildout4j.engine.condition.Python.Callable;
import io.buildout4j.engine.text.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of texts and dictionaries that conditions may call. */
final class PythonMethods {

    private static final Map<String, Function<Object, Callable>> OF_TEXT = Map.ofEntries(
            text("lower", (self, arguments) -> self.toLowerCase(Locale.ROOT)),
            text("upper", (self, arguments) -> self.toUpperCase(Locale.ROOT)),
            text("strip", (self, arguments) -> stripped(self, arguments, true, true)),
            text("lstrip", (self, arguments) -> stripped(self, arguments, true, false)),
            text("rstrip", (self, arguments) -> stripped(self, arguments, false, true)),
            text("isdigit", (self, arguments) -> all(self, Character::isDigit)),
            text("isalpha", (self, arguments) -> all(self, Character::isLetter)),
            text("isalnum", (self, arguments) -> all(self, Character::isLetterOrDigit)),
            text("count", (self, arguments) -> (long) split(self, textAt(arguments, 0), -1).length - 1),
            text("partition", PythonMethods::partition),
            text("zfill", PythonMethods::filled),
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

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static Object stripped(String self, List<Object> arguments, boolean start, boolean end) {
        String blanks = arguments.isEmpty() || arguments.get(0) == Python.NONE ? null : textAt(arguments, 0);
        int from = 0;
        int to = self.length();
        while (start && from < to && isBlank(self.charAt(from), blanks)) {
            from++;
        }
        while (end && to > from && isBlank(self.charAt(to - 1), blanks)) {
            to--;
        }
        return self.substring(from, to);
    }

    private static boolean isBlank(char c, @Nullable String blanks) {
        return blanks == null ? Blanks.isBlank(c) : blanks.indexOf(c) >= 0;
    }

    private static Object partition(String self, List<Object> arguments) {
        String divider = textAt(arguments, 0);
        int at = self.indexOf(divider);
        return at < 0
                ? new Python.Tuple(List.of(self, "", ""))
                : new Python.Tuple(List.of(self.substring(0, at), divider, self.substring(at + divider.length())));
    }

    private static Object filled(String self, List<Object> arguments) {
        if (!(argument(arguments, 0) instanceof Long width) || width > 1000 || self.startsWith("-")) {
            throw new ConditionException("zfill wants a width");
        }
        return "0".repeat((int) Math.max(0, width - self.length())) + self;
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
        return List.<Object>of((Object[]) split(self, textAt(arguments, 0), limit));
    }

    private static String[] split(String self, String divider, int limit) {
        if (divider.isEmpty()) {
            throw new ConditionException("nothing cannot divide");
        }
        return self.split(Pattern.quote(divider), limit);
    }
}
