package io.buildout4j.profile;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A raw profile: all files it extends, the engine's defaults and the host's assignments put together; macros
 * ({@code <=}) and references (<code>${…}</code>) still stand as written, and every option has its history. Immutable,
 * and so safe to share between threads.
 */
public interface Profile {

    /** The path or URL it was loaded from, as the host named it. */
    String source();

    /** The directory of the buildout: where relative paths of the profile begin. Absolute. */
    Path directory();

    /** The paths and URLs of the files it consists of, in the order in which they are first applied. */
    default List<String> files() {
        return List.of(source());
    }

    /** The sections by name, in the order in which they were first written; {@code buildout} and {@code versions} always exist. */
    Map<String, Section> sections();

    /** The section of that name, if there is one. */
    default Optional<Section> find(String section) {
        return Optional.ofNullable(sections().get(section));
    }

    /** The option of that name in the section of that name, if there is one; what {@code <=} would bring is not seen. */
    default Optional<Option> find(String section, String option) {
        return find(section).flatMap(s -> s.find(option));
    }

    /** The options with the sources of their values, for people. */
    default Annotation annotate() {
        Map<String, Map<String, Option>> shown = new LinkedHashMap<>();
        sections().forEach((name, section) -> shown.put(name, section.options()));
        return new Annotation(shown);
    }

    /** What was passed over while the files were read, as warnings: files after {@code optional-extends} that are not there. */
    default List<Diagnostic> notes() {
        return List.of();
    }

    /**
     * Every problem that can be found without running a recipe, in the order of the places they stand at. Empty when
     * the profile is sound.
     */
    List<Diagnostic> check();

    /**
     * Works out every section: macros, then references. No recipe runs, so an option that only a recipe would publish
     * is missing.
     *
     * @throws BuildoutException if {@code [buildout]} itself cannot be resolved; a problem of another section is thrown
     *     when that section is asked for
     */
    ResolvedProfile resolve();
}
