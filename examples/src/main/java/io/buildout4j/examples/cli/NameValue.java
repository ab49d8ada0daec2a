package io.buildout4j.examples.cli;

import java.util.Map;

/** A word such as {@code port=80}. */
final class NameValue {

    private NameValue() {}

    /**
     * Keeps what the word says.
     *
     * @throws IllegalArgumentException if there is no {@code =} in it
     */
    static void put(Map<String, String> values, String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(word);
        }
        values.put(word.substring(0, equals), word.substring(equals + 1));
    }
}
