package io.buildout4j.install;

import io.buildout4j.profile.Origin;
import java.nio.file.Path;

/** Why something happens to a part, as data; {@link #text()} says it in the words of the profile. */
public sealed interface Reason {

    /** The reason for people: {@code port was 80, is 8080 (instance.cfg:12)}. */
    String text();

    /** The word for this kind of reason in JSON, such as {@code option-changed}. */
    String word();

    /** The part is on no record. */
    record New() implements Reason {
        @Override
        public String text() {
            return "is new";
        }

        @Override
        public String word() {
            return "new";
        }
    }

    /** The profile does not want the part any more. */
    record Unwanted() implements Reason {
        @Override
        public String text() {
            return "is not wanted any more";
        }

        @Override
        public String word() {
            return "unwanted";
        }
    }

    /**
     * An option has another value.
     *
     * @param was the value on the record; for a secret, dots
     * @param is the value now; for a secret, dots
     * @param origin who wrote the value
     */
    record OptionChanged(String option, String was, String is, Origin origin) implements Reason {
        @Override
        public String text() {
            return option + " was " + Reason.shown(was) + ", is " + Reason.shown(is) + " (" + origin.place() + ")";
        }

        @Override
        public String word() {
            return "option-changed";
        }
    }

    /** The part has an option it had not. */
    record OptionAdded(String option, String is, Origin origin) implements Reason {
        @Override
        public String text() {
            return option + " is new: " + Reason.shown(is) + " (" + origin.place() + ")";
        }

        @Override
        public String word() {
            return "option-added";
        }
    }

    /** The part has lost an option. */
    record OptionRemoved(String option, String was) implements Reason {
        @Override
        public String text() {
            return option + " is gone, was " + Reason.shown(was);
        }

        @Override
        public String word() {
            return "option-removed";
        }
    }

    /** Something the part owns is not there any more. */
    record FileGone(Path path) implements Reason {
        @Override
        public String text() {
            return path + " is gone";
        }

        @Override
        public String word() {
            return "file-gone";
        }
    }

    /** The recipe is another class, or another release of it. */
    record RecipeChanged(String was, String is) implements Reason {
        @Override
        public String text() {
            return "its recipe was " + Reason.shown(was) + ", is " + Reason.shown(is);
        }

        @Override
        public String word() {
            return "recipe-changed";
        }
    }

    /** A part it refers to, which owns files, is or was made anew. */
    record DependencyRebuilt(String part) implements Reason {
        @Override
        public String text() {
            return "part " + part + ", which it refers to, is rebuilt";
        }

        @Override
        public String word() {
            return "dependency-rebuilt";
        }
    }

    /** A value short enough to read: the first line, an ellipsis for the rest, quotes where blanks would mislead. */
    private static String shown(String value) {
        String line = value.lines().findFirst().orElse("");
        boolean cut = line.length() != value.length();
        if (line.length() > 60) {
            line = line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, 60)));
            cut = true;
        }
        boolean quote = line.isEmpty() || line.indexOf(' ') >= 0 || line.indexOf('\t') >= 0 || line.indexOf(',') >= 0;
        String text = cut ? line + "…" : line;
        return quote ? "'" + text + "'" : text;
    }
}
