package io.buildout4j.engine.substitute;

import io.buildout4j.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A reference as it stands in a value.
 *
 * @param text the whole of it, braces included
 * @param section the section named, empty for the own one
 * @param option the option named
 * @param flaw what is wrong with it, or null
 */
record Reference(
        String text,
        String section,
        String option,
        @Nullable Kind flaw) {

    static Reference parse(String text) {
        String inner = text.substring(2, text.length() - 1);
        int colon = inner.indexOf(':');
        if (colon < 0) {
            return new Reference(text, "", "", Kind.SUBSTITUTION_NO_COLON);
        }
        if (inner.indexOf(':', colon + 1) >= 0) {
            return new Reference(text, "", "", Kind.SUBSTITUTION_TOO_MANY_COLONS);
        }
        String section = inner.substring(0, colon);
        String option = inner.substring(colon + 1);
        return new Reference(text, section, option, flaw(section, option));
    }

    /** An empty section is only complained about if the option is wrong: that is how the original comes to it. */
    private static @Nullable Kind flaw(String section, String option) {
        boolean plainSection = isPlain(section, section.length());
        boolean plainOption = !option.isEmpty() && isPlain(option, option.length());
        if (plainSection && plainOption) {
            return null;
        }
        if (!isSimple(section)) {
            return Kind.SUBSTITUTION_BAD_SECTION;
        }
        return isSimple(option) ? null : Kind.SUBSTITUTION_BAD_OPTION;
    }

    /** One line end at the end of a name escapes the original's notice. */
    private static boolean isSimple(String name) {
        int length = name.endsWith("\n") ? name.length() - 1 : name.length();
        return length > 0 && isPlain(name, length);
    }

    private static boolean isPlain(String name, int length) {
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == ' '
                    || c == '-'
                    || c == '.'
                    || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
