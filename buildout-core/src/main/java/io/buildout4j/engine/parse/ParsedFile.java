package io.buildout4j.engine.parse;

import java.util.Collections;
import java.util.Map;

/**
 * The sections of one file whose conditions hold.
 *
 * @param sections by name, in the order in which they were first written
 */
public record ParsedFile(Map<String, ParsedSection> sections) {

    public ParsedFile {
        sections = Collections.unmodifiableMap(sections);
    }
}
