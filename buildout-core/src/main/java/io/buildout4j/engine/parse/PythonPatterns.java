package io.buildout4j.engine.parse;

import io.buildout4j.engine.parse.Python.Callable;
import io.buildout4j.engine.parse.Python.Thing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's {@code re}, as far as one can ask whether something matches. */
final class PythonPatterns {

    private PythonPatterns() {}

    static Object module() {
        return new Thing(
                "re",
                Map.of(
                        "match", () -> function(Matcher::lookingAt),
                        "search", () -> function(Matcher::find),
                        "fullmatch", () -> function(Matcher::matches)));
    }

    private static Callable function(Predicate<Matcher> test) {
        return arguments -> matches(arguments, test) ? (Object) true : Python.NONE;
    }

    private static boolean matches(List<Object> arguments, Predicate<Matcher> test) {
        String pattern = PythonMethods.textAt(arguments, 0);
        String text = PythonMethods.textAt(arguments, 1);
        try {
            return test.test(Pattern.compile(pattern).matcher(new Patience(text, new AtomicInteger(1_000_000))));
        } catch (PatternSyntaxException e) {
            throw new ConditionException("'" + pattern + "' is not a pattern");
        } catch (StackOverflowError e) {
            throw new ConditionException("'" + pattern + "' is too involved");
        }
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
