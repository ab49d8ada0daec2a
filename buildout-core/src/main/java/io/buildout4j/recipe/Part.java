package io.buildout4j.recipe;

import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A section that has a recipe, while that recipe is being constructed. What is read through it counts as used (an option
 * nothing reads is warned about); what is published through it is seen by the sections that refer to this one.
 */
public interface Part {

    /** The name of the section. */
    String name();

    /** The text of the {@code recipe} option: a recipe class that serves several names asks here which it is. */
    String recipe();

    /** The directory of the buildout, absolute. Relative paths in options begin here. */
    Path directory();

    /** Where a part of this name keeps what it makes unless told otherwise: {@code parts-directory/name}. Absolute. */
    Path location();

    /**
     * The value of an option of this section.
     *
     * @throws BuildoutException if the section has no such option; the message names part and line, and suggests
     *     options that are spelled alike
     */
    Value required(String option);

    /** The value of an option of this section, if it has one. */
    Optional<Value> optional(String option);

    /**
     * The value of an option as a path; a relative one begins at the buildout's directory.
     *
     * @throws BuildoutException if the section has no such option, or its value can be no path
     */
    default Path path(String option) {
        return placed(required(option));
    }

    /** A value as a path; a relative one begins at the buildout's directory: {@code part.optional("output").map(part::placed)}. */
    default Path placed(Value value) {
        return directory().resolve(value.asPath()).normalize();
    }

    /** The options of this section as they are now, the published ones included; all count as used. */
    Map<String, Value> options();

    /**
     * The options of another section, which thereby becomes something this part depends on: it is constructed first, if
     * it is a part.
     *
     * @throws BuildoutException if there is no such section, or it cannot be resolved
     */
    Map<String, Value> section(String section);

    /**
     * The options of another section, some of whose options are given here instead of by the profile: its recipe, if it
     * has one, is constructed with them. So a recipe can keep what another one made in an earlier run.
     *
     * @param given texts by option, taken as they are: nothing in them is a reference
     * @throws BuildoutException if there is no such section, it cannot be resolved, or somebody looked at it before and
     *     saw other values
     */
    Map<String, Value> section(String section, Map<String, String> given);

    /**
     * Adds sections to the profile, written as in a file of it. Those with a recipe are constructed, and so become parts that
     * are installed before this one. To be called while the recipe is constructed.
     *
     * @param sections text that begins with a section header; none may have a condition
     * @throws BuildoutException if the text cannot be read, a section of that name is there, or one cannot be resolved
     */
    void add(String sections);

    /**
     * Sets an option of a section that has no recipe, such as {@code [versions]}, for those that look at it from now on.
     *
     * @throws BuildoutException if the section is another part's, {@code [buildout]} or not there
     */
    void assign(String section, String option, String value);

    /** Whether the profile has a section of that name. Asking makes no dependency. */
    boolean hasSection(String section);

    /**
     * Sets an option of this section, so that <code>${part:option}</code> means something to others. A published option
     * is part of what decides whether the part must be installed anew.
     */
    void publish(String option, String value);

    /**
     * {@link #publish(String, String)} of a value read from another section, on which what this part makes depends: it
     * keeps its origin, and if it is secret it stays so.
     */
    void publish(String option, Value value);

    /** {@link #publish(String, String)} of a path. */
    default void publish(String option, Path value) {
        publish(option, value.toString());
    }

    /**
     * Marks an option as secret: its value never reaches the state file, a log, a plan or an error message; a change of
     * it is noticed by a keyed digest.
     */
    void secret(String option);

    /** Says something to the operator that is no error, at the line of the option. */
    void warn(String option, String problem);

    /**
     * An exception that says what is wrong with an option, at the line that wrote it.
     *
     * @param option the option; it need not exist
     * @param problem what is wrong, to be read after the option's name: {@code "is too long for one line"}
     */
    BuildoutException reject(String option, String problem);

    /** An exception that says what is wrong with the part as a whole, at the line of its recipe. */
    BuildoutException reject(String problem);

    /**
     * What an option of this section was when the part was last installed, published ones included, so that a recipe can
     * keep what it once chose, such as a free port. Empty for a part that is not installed, and for secrets, which are
     * not recorded.
     */
    default Optional<String> recorded(String option) {
        return Optional.empty();
    }

    /** What the engine gives all recipes: downloads, and what the host has put there. */
    Services services();
}
