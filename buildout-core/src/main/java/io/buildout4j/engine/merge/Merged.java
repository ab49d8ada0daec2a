package io.buildout4j.engine.merge;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Section;
import java.util.List;
import java.util.Map;

/**
 * A profile in one piece.
 *
 * @param sections the sections by name
 * @param annotated those options of {@code [buildout]} that are shown to explain a profile otherwise than they are used
 * @param files the files it consists of, in the order in which they are first applied
 * @param sources the names that origins give to these files, in the same order
 * @param notes what was passed over
 */
public record Merged(
        Map<String, Section> sections,
        Map<String, Option> annotated,
        List<String> files,
        List<String> sources,
        List<Diagnostic> notes) {}
