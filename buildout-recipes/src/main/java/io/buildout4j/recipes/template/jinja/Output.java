package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import java.util.ArrayList;
import java.util.List;

/** Where printed text goes. Belongs to one rendering and one thread. */
final class Output {

    /** Up to so many texts are joined at the end, when it is known how much room they take. */
    private static final int FEW = 1024;

    private final long limit;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder many = new StringBuilder(0);
    private long length;
    private boolean muted;

    Output(long limit) {
        this.limit = limit;
    }

    void print(String more) {
        if (muted || more.isEmpty()) {
            return;
        }
        length += more.length();
        if (length > limit) {
            throw PythonError.limit("the output is too long: more than " + limit + " characters");
        }
        if (many.length() > 0) {
            many.append(more);
            return;
        }
        texts.add(more);
        if (texts.size() == FEW) {
            texts.forEach(many::append);
        }
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
        return many.length() > 0 ? many.toString() : String.join("", texts);
    }
}
