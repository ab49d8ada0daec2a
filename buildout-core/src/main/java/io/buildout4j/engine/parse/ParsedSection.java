package io.buildout4j.engine.parse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A section as one file writes it, all its headers in that file taken together.
 *
 * @param name the name
 * @param line the line of its first header that counts
 * @param options by name with operator, in the order in which they were first written
 */
public record ParsedSection(String name, int line, Map<String, ParsedOption> options) {

    public ParsedSection {
        options = Collections.unmodifiableMap(options);
    }

    /** The same without some options. */
    public ParsedSection without(String... names) {
        Map<String, ParsedOption> rest = new LinkedHashMap<>(options);
        for (String unwanted : names) {
            rest.remove(unwanted);
        }
        return new ParsedSection(name, line, rest);
    }
}
