package io.buildout4j.recipes.template.python;

import java.util.Map;

/**
 * One rendering, as the evaluation of expressions knows it: what names mean everywhere, and what is left of the limits.
 * Belongs to one thread.
 */
public final class Run {

    /** How many steps an item counts for that is kept. */
    private static final int KEPT = 4;

    /** How many characters count for one step. */
    private static final int CHARACTERS = 16;

    /** Beyond this a multiplication takes more than a blink. */
    private static final long LONGEST_NUMBER = 4_000_000;

    private final Limits limits;
    private final Map<String, Object> globals;
    private long spent;
    private int depth;
    private boolean autoescape;

    /**
     * @param limits when to stop a template that runs away
     * @param globals the names that are always there
     */
    public Run(Limits limits, Map<String, Object> globals) {
        this.limits = limits;
        this.globals = globals;
    }

    /** The names that are always there. */
    public Map<String, Object> globals() {
        return globals;
    }

    /** The limits. */
    public Limits limits() {
        return limits;
    }

    /** Whether values are made safe for HTML where they are printed. */
    public boolean autoescape() {
        return autoescape;
    }

    /** Switches escaping, and says how it stood before. */
    public boolean autoescape(boolean on) {
        boolean before = autoescape;
        autoescape = on;
        return before;
    }

    /**
     * Counts work: a turn of a loop, an item or character made.
     *
     * @throws PythonError when the template has used up what it may
     */
    public void spend(long amount) {
        spent += amount;
        if (spent > limits.work() || amount < 0) {
            throw PythonError.limit("the template works too long: more than " + limits.work() + " steps");
        }
    }

    /**
     * Counts items that stay in memory, which are dearer than what passes by.
     *
     * @throws PythonError when the template has used up what it may
     */
    public void keep(long items) {
        spend(items < 0 || items > limits.work() ? -1 : items * KEPT);
    }

    /**
     * Counts a text that is about to be made.
     *
     * @param characters how long it will be
     * @throws PythonError when that is longer than any output may be, or the template has used up what it may
     */
    public void text(long characters) {
        if (characters < 0 || characters > limits.output()) {
            throw PythonError.limit("a text is too long: more than " + limits.output() + " characters");
        }
        spend(characters / CHARACTERS);
    }

    /**
     * Counts a number that is about to be calculated.
     *
     * @param bits how long it will be at most
     * @throws PythonError when that is too long, or the template has used up what it may
     */
    void number(long bits) {
        if (bits > LONGEST_NUMBER) {
            throw PythonError.limit("a number is too large: more than " + LONGEST_NUMBER + " bits");
        }
        spend(bits / 64);
    }

    /**
     * Goes one level deeper into macros, includes and recursive loops; to be followed by {@link #leave}.
     *
     * @throws PythonError when that is too deep
     */
    public void enter() {
        if (++depth > limits.depth()) {
            throw new PythonError(
                    "RecursionError",
                    "maximum recursion depth exceeded: more than " + limits.depth() + " levels of macros and includes");
        }
    }

    /** Comes back from a level. */
    public void leave() {
        depth--;
    }
}
