package io.buildout4j.examples.cli;

/** One command of the program: it says what may be said to it, is told, and runs. */
interface Command {

    /** What may be said to the command. */
    Syntax syntax();

    /**
     * Is told an option or a word, and keeps it.
     *
     * @param name the name of the option, or what the syntax calls the words
     * @param value the value, the empty text for a switch
     * @throws IllegalArgumentException to refuse the value
     */
    default void take(String name, String value) {
        throw new IllegalStateException("nobody wants " + name);
    }

    /**
     * Does what the command is for.
     *
     * @return the exit status
     * @throws Misuse if what was said makes no sense together
     * @throws Exception if it could not be done
     */
    int run() throws Exception;
}
