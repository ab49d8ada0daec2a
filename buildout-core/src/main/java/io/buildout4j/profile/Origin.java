package io.buildout4j.profile;

/**
 * Who wrote a value, and where: the answer to "says who?" that every assignment, option and value carries.
 */
public sealed interface Origin {

    /** How a person would name this place, such as {@code instance.cfg:12}; never empty. */
    String place();

    /**
     * The source as zc.buildout's {@code annotate} prints it: the file or URL, or one of its words for values that
     * come from no file.
     */
    String source();

    /**
     * Written in a file.
     *
     * @param source the file: relative to the directory of the profile if it lies below or was reached by relative names,
     *     otherwise its absolute path or its URL
     * @param line the line, counted from 1
     * @param column the column of the option's name in UTF-16 code units, counted from 1; 0 where only the line is known
     */
    record File(String source, int line, int column) implements Origin {
        @Override
        public String place() {
            return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
        }

        @Override
        public String toString() {
            return place();
        }
    }

    /** Assigned by the host, or on the command line. */
    record Host() implements Origin {
        @Override
        public String place() {
            return "command line";
        }

        @Override
        public String source() {
            return "COMMAND_LINE_VALUE";
        }

        @Override
        public String toString() {
            return place();
        }
    }

    /** One of the engine's own defaults, such as {@code parts-directory = parts}. */
    record Default() implements Origin {
        @Override
        public String place() {
            return "default";
        }

        @Override
        public String source() {
            return "DEFAULT_VALUE";
        }

        @Override
        public String toString() {
            return place();
        }
    }

    /** Worked out by the engine from the surroundings, such as {@code directory}. */
    record Computed() implements Origin {
        @Override
        public String place() {
            return "computed";
        }

        @Override
        public String source() {
            return "COMPUTED_VALUE";
        }

        @Override
        public String toString() {
            return place();
        }
    }

    /** Nothing at all: the empty text that {@code +=} and {@code -=} begin with where there is no older value. */
    record Implicit() implements Origin {
        @Override
        public String place() {
            return "implicit";
        }

        @Override
        public String source() {
            return "IMPLICIT_VALUE";
        }

        @Override
        public String toString() {
            return place();
        }
    }

    /**
     * Published by a recipe while it was constructed.
     *
     * @param part the part whose recipe it was
     */
    record Published(String part) implements Origin {
        @Override
        public String place() {
            return "recipe of part " + part;
        }

        @Override
        public String source() {
            return "RECIPE_VALUE";
        }

        @Override
        public String toString() {
            return place();
        }
    }
}
