package io.buildout4j.recipes.python;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A distribution that a Python has.
 *
 * @param version its version
 * @param scripts the console scripts it declares: {@code module:function} by name
 */
record Distribution(String version, SortedMap<String, String> scripts) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Prints, for each distribution it is given and has, its name and version, then its scripts, divided by tabs. */
    private static final String QUESTION = """
            import sys
            from importlib import metadata
            for name in sys.argv[1:]:
                try:
                    found = metadata.distribution(name)
                except metadata.PackageNotFoundError:
                    continue
                print(name, found.version, sep='\\t')
                for point in found.entry_points:
                    if point.group == 'console_scripts':
                        print(name, point.name, point.value, sep='\\t')
            """;

    Distribution {
        scripts = new TreeMap<>(scripts);
    }

    /**
     * Asks a Python which of the wanted distributions it has.
     *
     * @return those it has, by the key of the requirement
     */
    static Map<String, Distribution> find(String python, Path directory, List<Requirement> wanted)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(python, "-c", QUESTION));
        wanted.forEach(requirement -> words.add(requirement.name()));
        Outcome answer = Command.in(directory, words)
                .withTimeLimit(LIMIT)
                .withTail(1 << 20)
                .withErrorsApart()
                .run();
        if (!answer.succeeded()) {
            throw new IOException(python + " cannot say which distributions it has: "
                    + answer.errors().text().strip());
        }
        Map<String, Distribution> found = new LinkedHashMap<>();
        for (String line : answer.output().text().lines().toList()) {
            String[] fields = line.split("\t", -1);
            String key = Requirement.key(fields[0]);
            if (fields.length == 2) {
                found.put(key, new Distribution(fields[1], new TreeMap<>()));
            } else if (fields.length == 3) {
                found.computeIfPresent(key, (k, distribution) -> distribution.withScript(fields[1], fields[2]));
            }
        }
        return found;
    }

    private Distribution withScript(String name, String entryPoint) {
        SortedMap<String, String> longer = new TreeMap<>(scripts);
        longer.put(name, entryPoint);
        return new Distribution(version, longer);
    }
}
