package io.buildout4j.recipes.textfile;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the values of a profile into a text: <code>${section:option}</code>, as in the profile itself. */
final class Substitution {

    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}]*)}?");

    private final Part part;
    private final String source;
    private final boolean escapes;
    private final boolean bare;

    private Substitution(Part part, String source, boolean escapes, boolean bare) {
        this.part = part;
        this.source = source;
        this.escapes = escapes;
        this.bare = bare;
    }

    /** <code>$${</code> means <code>${</code>. */
    static Substitution withEscapes(Part part, String source) {
        return new Substitution(part, source, true, false);
    }

    /** <code>${option}</code> is an option of the part itself. */
    static Substitution withBareOptions(Part part, String source) {
        return new Substitution(part, source, false, true);
    }

    String apply(String text) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        int position = 0;
        while (matcher.find(position)) {
            result.append(text, position, matcher.start());
            boolean doubled = text.startsWith("$${", matcher.start());
            if (doubled && escapes) {
                result.append("${");
                position = matcher.start() + 3;
                continue;
            }
            if (doubled) {
                result.append('$');
            }
            int line = 1
                    + (int) text.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            if (!matcher.group().endsWith("}")) {
                throw problem(line, matcher.group(), "has no closing brace");
            }
            result.append(value(matcher.group(1), line));
            position = matcher.end();
        }
        return result.append(text.substring(position)).toString();
    }

    private String value(String reference, int line) {
        String[] names = reference.split(":", -1);
        if (names.length == 1 && bare) {
            names = new String[] {"", reference};
        }
        if (names.length != 2) {
            throw problem(line, "${" + reference + "}", "is not ${section:option}");
        }
        String section = names[0].isEmpty() ? part.name() : names[0];
        String option = names[1];
        try {
            Value value = section.equals(part.name())
                    ? part.optional(option).orElse(null)
                    : part.section(section).get(option);
            if (value == null) {
                throw new BuildoutException.Resolving(Diagnostic.error(
                                Diagnostic.Kind.MISSING_OPTION,
                                section + ":" + option,
                                "no option '" + option + "' in section [" + section + "]")
                        .at(part.required("recipe").origin()));
            }
            return value.text();
        } catch (BuildoutException e) {
            throw e.during("substituting ${" + reference + "} in " + source + ":" + line);
        }
    }

    private BuildoutException problem(int line, String reference, String what) {
        return part.reject("fills in " + source + ", where line " + line + " has " + reference + ", which " + what);
    }
}
