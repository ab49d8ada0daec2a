package io.buildout4j.profile.edit;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import java.util.List;

/** What an edit does not do. */
final class Refusal {

    private Refusal() {}

    /** For an option with a name or value that would be read as another. */
    static BuildoutException.Editing unwritable(String label, String option, String value) {
        return new BuildoutException.Editing(Diagnostic.error(
                Kind.UNWRITABLE,
                label + ":" + option,
                "option '" + shown(option) + "' of section [" + label + "] cannot be written with the value '"
                        + shown(value) + "'"));
    }

    /** Refuses characters that no file in UTF-8 may hold. */
    static void unlessText(String label, String option, String value) {
        if (!isText(label + option + value)) {
            throw new BuildoutException.Editing(Diagnostic.error(
                    Kind.UNWRITABLE,
                    label + ":" + option,
                    "option '" + shown(option) + "' of section [" + label
                            + "] cannot be written: NUL and halves of characters are no text"));
        }
    }

    static void unlessLabel(String label) {
        ProfileDocument read = ProfileDocument.parse("[" + label + "]");
        if (!isText(label) || read.lines().size() != 1 || read.sections(label).size() != 1) {
            throw new BuildoutException.Editing(
                    Diagnostic.error(Kind.UNWRITABLE, label, "no section can be called '" + shown(label) + "'"));
        }
    }

    static void unlessName(String name) {
        unlessLabel(name);
        if (name.indexOf(':') >= 0) {
            throw new BuildoutException.Editing(Diagnostic.error(
                    Kind.UNWRITABLE, name, "'" + name + "' is the name of a section with a condition"));
        }
    }

    static void unlessPresent(String label, List<WrittenSection> sections) {
        if (sections.isEmpty()) {
            throw new BuildoutException.Editing(
                    Diagnostic.error(Kind.MISSING_SECTION, label, "the file has no section [" + label + "]"));
        }
    }

    static void ifPresent(String name, List<WrittenSection> sections) {
        if (!sections.isEmpty()) {
            throw new BuildoutException.Editing(
                    Diagnostic.error(Kind.SECTION_EXISTS, name, "the file has a section [" + name + "] already"));
        }
    }

    static boolean isText(String text) {
        return text.indexOf('\0') < 0 && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static String shown(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }
}
