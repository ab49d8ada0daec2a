package io.buildout4j.examples.cli;

/** One command of the program: it says what may be said to it, is told, and runs. */
interface Command {

    /** What may be said to the command. What is said is kept by the command itself. */
    Syntax syntax();

    /**
     * Does what the command is for.
     *
     * @return the exit status
     * @throws Misuse if what was said makes no sense together
     * @throws Exception if it could not be done
     */
    int run() throws Exception;
}
