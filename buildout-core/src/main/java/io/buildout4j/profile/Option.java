package io.buildout4j.profile;

import java.util.List;

/**
 * An option of a raw profile: its merged text, still with its <code>${…}</code>, and every assignment that made it.
 *
 * @param name the name, in the letter case of the profile
 * @param value the merged text
 * @param history the assignments that made the value, oldest first; never empty
 */
public record Option(String name, String value, List<Assignment> history) {

    public Option {
        history = history instanceof History ? history : List.copyOf(history);
        if (history.isEmpty()) {
            throw new IllegalArgumentException("option " + name + " has no history");
        }
    }

    /** Where the newest assignment stands. */
    public Origin origin() {
        return newest().origin();
    }

    /** The assignment that was made last. */
    public Assignment newest() {
        return history instanceof History lazy ? lazy.newest() : history.get(history.size() - 1);
    }

    /** Whether nobody but the engine itself, by a default or by what it worked out, has set this option. */
    public boolean isOnlyDefault() {
        return origin() instanceof Origin.Default || origin() instanceof Origin.Computed;
    }
}
