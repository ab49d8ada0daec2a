package io.buildout4j.profile;

import io.buildout4j.BuildoutException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A profile whose macros are inherited and whose references are substituted. A section that cannot be resolved does not
 * spoil the others: its problem is thrown when it is asked for.
 */
public interface ResolvedProfile {

    /** The names of all sections, those that cannot be resolved included, in the order in which they were first written. */
    Set<String> sections();

    /**
     * The options of a section, in the order in which they were first written.
     *
     * @throws BuildoutException if there is no such section, or it cannot be resolved
     */
    Map<String, Value> section(String section);

    /** Why a section cannot be resolved; empty if it can. */
    Optional<BuildoutException> problem(String section);

    /**
     * The value of an option.
     *
     * @throws BuildoutException if there is no such section or option, or the section cannot be resolved
     */
    Value value(String section, String option);

    /** The value of an option, if section and option exist and the section can be resolved. */
    Optional<Value> find(String section, String option);
}
