package io.buildout4j.recipes.catalog;

/** What the text of an option is read as. */
public enum OptionType {
    /** Any text. */
    TEXT("text"),
    /** Lines, blank ones left out. */
    LINES("lines"),
    /** Words, divided by any blanks. */
    WORDS("words"),
    /** Program and arguments, divided as a shell divides them. */
    ARGUMENTS("arguments"),
    /** A program: shell or Python, as the option says. */
    CODE("code"),
    /** A path; a relative one begins at the buildout's directory. */
    PATH("path"),
    /** Paths, divided by line ends. */
    PATHS("paths"),
    /** An http, https or file URL, or a path. */
    URL("URL"),
    /** {@code true} or {@code false}; also yes, no, on, off, 1 and 0, in any letter case. */
    TRUTH("truth"),
    /** A whole number. */
    NUMBER("number"),
    /** A mode of files, in octal digits. */
    MODE("mode"),
    /** A checksum, in hexadecimal digits. */
    CHECKSUM("checksum"),
    /** The name of a section. */
    SECTION("section");

    private final String word;

    OptionType(String word) {
        this.word = word;
    }

    /** The word for it in tables and in JSON. */
    public String word() {
        return word;
    }
}
