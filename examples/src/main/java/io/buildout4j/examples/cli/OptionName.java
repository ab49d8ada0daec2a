package io.buildout4j.examples.cli;

import java.util.Optional;

/**
 * The name of an option as people type it.
 *
 * @param section the section, {@code buildout} where none was typed
 * @param option the option
 */
record OptionName(String section, String option) {

    /** {@code section:option}, or an option of {@code [buildout]}; empty if there are more colons than one. */
    static Optional<OptionName> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.of(new OptionName("buildout", text));
        }
        return text.indexOf(':', colon + 1) > 0
                ? Optional.empty()
                : Optional.of(new OptionName(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return section + ":" + option;
    }
}
