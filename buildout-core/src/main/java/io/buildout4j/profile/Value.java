package io.buildout4j.profile;

import io.buildout4j.BuildoutException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The substituted value of an option, with the knowledge of where it came from, so that a value of the wrong shape is
 * reported at the line that wrote it.
 *
 * @param section the section the option belongs to
 * @param option the option
 * @param text the text after substitution
 * @param origin where the newest assignment stands
 * @param references the options whose values went into this one through <code>${…}</code>, left to right, each once
 */
public record Value(String section, String option, String text, Origin origin, List<Reference> references) {

    /**
     * A reference to another option.
     *
     * @param section the section named, never empty: <code>${:option}</code> names its own section here
     * @param option the option named
     */
    public record Reference(String section, String option) {
        // Written out: what a record brings is linked at run time, for 10 ms or more.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Reference that && section.equals(that.section) && option.equals(that.option);
        }

        @Override
        public int hashCode() {
            return 31 * section.hashCode() + option.hashCode();
        }

        @Override
        public String toString() {
            return "${" + section + ":" + option + "}";
        }
    }

    public Value {
        references = List.copyOf(references);
    }

    /**
     * The value as a whole number.
     *
     * @throws BuildoutException if it is none, or does not fit; the message names the line that wrote it
     */
    public int asInt() {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw reject("is not a whole number");
        }
    }

    /**
     * The value as a truth. What the original and its recipes accept between them is accepted: {@code true}, {@code
     * yes}, {@code y}, {@code on}, {@code 1} and their opposites, in any letter case.
     *
     * @throws BuildoutException for any other text
     */
    public boolean asBoolean() {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0" -> false;
            default -> throw reject("is neither true nor false");
        };
    }

    /**
     * The value as a path, as written: relative ones are for the caller to place.
     *
     * @throws BuildoutException if the text is empty or cannot be a path on this machine
     */
    public Path asPath() {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw reject("names no file");
        }
        try {
            return Path.of(trimmed);
        } catch (InvalidPathException e) {
            throw reject("is not a path: " + e.getReason());
        }
    }

    /** The lines that are not blank, each stripped of its outer blanks. */
    public List<String> asLines() {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The words, divided by any blanks and line ends. */
    public List<String> asWords() {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /**
     * An exception that says what is wrong with this value, at the line that wrote it.
     *
     * @param problem what is wrong, to be read after the name and the text of the option: {@code "is not a port"}
     */
    public BuildoutException reject(String problem) {
        return BuildoutException.invalidValue(this, problem);
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
