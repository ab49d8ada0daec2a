package io.buildout4j.recipes.python;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A distribution that is wanted.
 *
 * @param name its name, as written
 * @param text the whole requirement, with extras and versions
 */
record Requirement(String name, String text) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    /**
     * @throws IllegalArgumentException if the text does not begin with a name; the message can be read after the name
     *     of an option
     */
    static Requirement parse(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.lookingAt()) {
            throw new IllegalArgumentException("lists '" + text + "', which names no distribution");
        }
        return new Requirement(name.group(), text);
    }

    /** The name as all its spellings agree: lower case, with single dashes. */
    String key() {
        return key(name);
    }

    /** A name as all its spellings agree. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}
