package io.buildout4j.profile;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The assignments that made an option, oldest first. Real profiles apply a shared file thousands of times, so a history
 * is only worked out when somebody looks at it; the newest assignment is always at hand. Immutable.
 */
public final class History extends AbstractList<Assignment> {

    private final Assignment newest;
    private final @Nullable List<Assignment> before;
    private final @Nullable Supplier<Iterator<Assignment>> recipe;
    private volatile @Nullable List<Assignment> steps;

    private History(
            Assignment newest, @Nullable List<Assignment> before, @Nullable Supplier<Iterator<Assignment>> recipe) {
        this.newest = newest;
        this.before = before;
        this.recipe = recipe;
    }

    /** A history of one assignment. */
    public static History of(Assignment only) {
        return new History(only, null, null);
    }

    /** An older history, and one more assignment after it. */
    public static History of(List<Assignment> before, Assignment newest) {
        return new History(newest, before.isEmpty() ? null : before, null);
    }

    /**
     * A history that is worked out when it is looked at.
     *
     * @param newest the last of its assignments
     * @param newestFirst gives all of its assignments, the newest first, the same each time
     */
    public static History lazily(Assignment newest, Supplier<Iterator<Assignment>> newestFirst) {
        return new History(newest, null, newestFirst);
    }

    /** The last assignment. */
    public Assignment newest() {
        return newest;
    }

    /** The assignments backwards, worked out as far as they are asked for. */
    public Iterator<Assignment> newestFirst() {
        return new Backwards(this);
    }

    @Override
    public Assignment get(int index) {
        return steps().get(index);
    }

    @Override
    public int size() {
        return before == null && recipe == null ? 1 : steps().size();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    private List<Assignment> steps() {
        List<Assignment> known = steps;
        if (known == null) {
            known = new ArrayList<>();
            newestFirst().forEachRemaining(known::add);
            Collections.reverse(known);
            steps = known;
        }
        return known;
    }

    /** Follows the links from history to history without recursion: chains of macros are long. */
    private static final class Backwards implements Iterator<Assignment> {

        private @Nullable List<Assignment> rest;
        private int position;
        private @Nullable Iterator<Assignment> lazy;

        Backwards(History start) {
            rest = start;
        }

        @Override
        public boolean hasNext() {
            return lazy != null ? lazy.hasNext() : rest != null;
        }

        @Override
        public Assignment next() {
            if (lazy != null) {
                return lazy.next();
            }
            List<Assignment> current = rest;
            if (current == null) {
                throw new NoSuchElementException();
            }
            if (current instanceof History history) {
                if (history.recipe != null) {
                    lazy = history.recipe.get();
                    return lazy.next();
                }
                enter(history.before);
                return history.newest;
            }
            Assignment step = current.get(position);
            if (position == 0) {
                rest = null;
            } else {
                position--;
            }
            return step;
        }

        private void enter(@Nullable List<Assignment> older) {
            rest = older;
            position = older == null || older instanceof History ? 0 : older.size() - 1;
        }
    }
}
