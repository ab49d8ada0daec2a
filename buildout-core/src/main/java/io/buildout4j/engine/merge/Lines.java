package io.buildout4j.engine.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A value as a list of lines, which is what {@code +=} and {@code -=} work on. */
final class Lines {

    private Lines() {}

    static String remove(String value, String removed) {
        Set<String> unwanted = new HashSet<>(Arrays.asList(removed.split("\n", -1)));
        List<String> kept = new ArrayList<>();
        for (String line : value.split("\n", -1)) {
            if (!unwanted.contains(line)) {
                kept.add(line);
            }
        }
        return String.join("\n", kept);
    }
}
