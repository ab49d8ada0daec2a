package io.buildout4j.engine.condition;

import static io.buildout4j.engine.condition.PythonMethods.textAt;

import io.buildout4j.engine.condition.Python.Callable;
import io.buildout4j.engine.condition.Python.Thing;
import io.buildout4j.engine.condition.Python.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's {@code re}, as far as one can ask whether something matches, and what. */
final class PythonPatterns {

    private static final Map<String, Predicate<Matcher>> FUNCTIONS =
            Map.of("match", Matcher::lookingAt, "search", Matcher::find, "fullmatch", Matcher::matches);

    private PythonPatterns() {}

    static Object module() {
        Map<String, Supplier<Object>> attributes = new HashMap<>();
        FUNCTIONS.forEach((name, test) -> attributes.put(name, () ->
                (Callable) arguments -> match(pattern(arguments, 2), textAt(arguments, 1), test)));
        attributes.put("compile", () -> (Callable) arguments -> compiled(pattern(arguments, 1)));
        attributes.put("I", () -> (long) Pattern.CASE_INSENSITIVE);
        attributes.put("IGNORECASE", () -> (long) Pattern.CASE_INSENSITIVE);
        return new Thing("re", attributes);
    }

    private static Object compiled(Pattern pattern) {
        Map<String, Supplier<Object>> attributes = new HashMap<>();
        FUNCTIONS.forEach((name, test) ->
                attributes.put(name, () -> (Callable) arguments -> match(pattern, textAt(arguments, 0), test)));
        return new Thing("pattern", attributes);
    }

    /** @param flags where the flags stand among the arguments, if they are given */
    private static Pattern pattern(List<Object> arguments, int flags) {
        String pattern = textAt(arguments, 0);
        boolean anyCase = arguments.size() > flags && arguments.get(flags).equals((long) Pattern.CASE_INSENSITIVE);
        try {
            return Pattern.compile(pattern.replace("(?P<", "(?<"), anyCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new ConditionException("'" + pattern + "' is not a pattern");
        }
    }

    private static Object match(Pattern pattern, String text, Predicate<Matcher> test) {
        try {
            Matcher matcher = pattern.matcher(new Patience(text, new AtomicInteger(1_000_000)));
            return test.test(matcher) ? found(matcher) : Python.NONE;
        } catch (StackOverflowError e) {
            throw new ConditionException("'" + pattern + "' is too involved");
        }
    }

    private static Object found(Matcher matcher) {
        List<Object> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            groups.add(group == null ? Python.NONE : group);
        }
        return new Thing(
                "match",
                Map.of(
                        "group",
                                () -> (Callable)
                                        arguments -> Python.item(groups, arguments.isEmpty() ? 0L : arguments.get(0)),
                        "groups", () -> (Callable) arguments -> new Tuple(groups.subList(1, groups.size()))));
    }

    /** A text that can be looked at only so often: some patterns take exponential time. */
    private record Patience(CharSequence text, AtomicInteger left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left.getAndDecrement() <= 0) {
                throw new ConditionException("the pattern takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Patience(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
