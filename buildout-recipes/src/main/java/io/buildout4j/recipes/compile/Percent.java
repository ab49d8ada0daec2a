package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code %(name)s} in an option's text; a percent sign by itself is written twice. */
final class Percent {

    private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]*)\\)s)?");

    private Percent() {}

    /**
     * @param value whose line is to blame if the text is malformed
     * @param what what the names stand for, for messages: {@code "option"}
     */
    static String expand(String text, Map<String, String> values, Value value, String what) {
        StringBuilder expanded = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            String replacement;
            if (matcher.group(1) != null) {
                replacement = "%";
            } else if (matcher.group(2) != null) {
                replacement = values.get(matcher.group(2));
                if (replacement == null) {
                    throw value.reject("refers to the " + what + " '" + matcher.group(2) + "', which is not there");
                }
            } else {
                throw value.reject("has a single % (write %% for one, %(name)s for an " + what + ")");
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(expanded).toString();
    }
}
