package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import java.util.ArrayList;
import java.util.List;

/** Where printed text goes. Belongs to one rendering and one thread. */
final class Output {

    /** So many texts are joined to one, that many short ones may not take many times the room of their characters. */
    private static final int MANY = 1024;

    private final long limit;
    private final List<String> joined = new ArrayList<>(0);
    private final List<String> texts = new ArrayList<>();
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
        if (texts.size() == MANY) {
            joined.add(String.join("", texts));
            texts.clear();
        }
        texts.add(more);
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

    /** All that was printed; asked for once, at the end. */
    String text() {
        if (joined.isEmpty()) {
            return String.join("", texts);
        }
        joined.addAll(texts);
        return String.join("", joined);
    }
}
