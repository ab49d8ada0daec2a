package io.buildout4j.engine.prepare;

import java.util.Map;

/** What is known of parts from when they were last installed. */
@FunctionalInterface
public interface Recorded {

    /** Of nothing was anything recorded. */
    Recorded NOTHING = new Recorded() {
        @Override
        public Map<String, String> recorded(String part) {
            return Map.of();
        }
    };

    /** The options of a part as they were then; empty if it was not there. */
    Map<String, String> recorded(String part);
}
