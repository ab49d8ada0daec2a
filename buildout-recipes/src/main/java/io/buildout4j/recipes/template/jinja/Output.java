package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;

/** Where printed text goes. Belongs to one rendering and one thread. */
final class Output {

    private final StringBuilder text;
    private final long limit;
    private boolean muted;

    Output(long limit) {
        this(limit, 16);
    }

    /** An output that is likely to become so long. */
    Output(long limit, int likely) {
        this.limit = limit;
        this.text = new StringBuilder((int) Math.min(limit, likely));
    }

    void print(String more) {
        if (muted) {
            return;
        }
        if (text.length() + (long) more.length() > limit) {
            throw PythonError.limit("the output is too long: more than " + limit + " characters");
        }
        text.append(more);
    }

    /** Prints even after an extends, as do the tags of which Jinja2 lets the output through. */
    void printAnyway(String more) {
        boolean before = muted;
        muted = false;
        print(more);
        muted = before;
    }

    /** An output for a part of what goes here, which swallows what this one swallows. */
    Output nested() {
        Output inner = new Output(limit);
        inner.muted = muted;
        return inner;
    }

    /** Swallows all that follows, as a template does that extends another. */
    void mute() {
        muted = true;
    }

    boolean muted() {
        return muted;
    }

    /** Prints again. */
    void unmute() {
        muted = false;
    }

    String text() {
        return text.toString();
    }
}
