package io.buildout4j.engine.prepare;

import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections of a profile as a recipe may see them: substituted when asked for. */
public interface Sections {

    /** A section, substituted; if it has a recipe, constructed before this returns. */
    OpenSection open(String name);

    /**
     * Sees to it that a section has options that are given from outside, instead of what it says of them itself.
     *
     * @return false if somebody has looked at the section before
     */
    boolean give(String name, Map<String, String> options);

    /**
     * Adds sections that are no file's.
     *
     * @param text the sections as a file would have them
     * @param part whose recipe adds them
     * @return their names
     */
    List<String> add(String text, String part);

    /** Whether the profile has a section of that name. */
    boolean has(String name);

    /** The profile as it is resolved here, with what recipes publish. */
    ResolvedProfile resolution();

    /** A substituted section to which a recipe may add. */
    interface OpenSection {

        String name();

        /** The options as they are now, without counting as read. */
        Map<String, Value> values();

        /** An option that counts as read by this. */
        Optional<Value> read(String option);

        void publish(String option, String value);

        /** Publishes a value of another section, which keeps its origin. */
        void publish(String option, Value value);

        /** The sections it refers to or that were looked up for it. */
        Set<String> dependencies();

        /** The options of its own that nothing read. */
        Set<String> unread();
    }
}
