package io.buildout4j.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where 2.13.2 comes to another outcome than its successors, which we follow: by name, and how to tell. */
enum KnownDeviation {
    /** {@code +=} and {@code -=} with nothing to act on stay behind as options; blocks of one file do not add up. */
    OPERATORS(Pattern.compile("(?m)^[^\\s=]+\\s*[+-]\\s*="));

    private final Pattern pattern;

    KnownDeviation(Pattern pattern) {
        this.pattern = pattern;
    }

    static boolean appliesTo(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            for (KnownDeviation deviation : values()) {
                if (deviation.pattern.matcher(Files.readString(file)).find()) {
                    return true;
                }
            }
        }
        return false;
    }
}
