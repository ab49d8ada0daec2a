package io.buildout4j.recipes.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A distribution that a Python has.
 *
 * @param version its version
 * @param fits whether the version is one that is wanted; a Python that cannot judge it says no, unless it is the very text
 * @param scripts the console scripts it declares: {@code module:function} by name
 */
record Distribution(String version, boolean fits, SortedMap<String, String> scripts) {

    /**
     * Prints, for each name it is given with what is wanted of it and has, the name, its version and whether that fits, then
     * its scripts, divided by tabs. Versions are compared as pip does it, by the same code where there is any.
     */
    private static final Question QUESTION = new Question("""
            import re
            import sys
            from importlib import import_module, metadata
            def requirements():
                for home in 'packaging', 'pip._vendor.packaging', 'setuptools.extern.packaging':
                    try:
                        return import_module(home + '.requirements').Requirement
                    except ImportError:
                        pass
            def fits(name, wanted, version):
                if re.match(r'[\\w.-]+\\s*(\\[[^]]*\\])?\\s*$', wanted) or wanted == name + '==' + version:
                    return True
                requirement = requirements()
                try:
                    return requirement is not None and requirement(wanted).specifier.contains(version, prereleases=True)
                except ValueError:
                    return False
            for argument in sys.argv[1:]:
                name, wanted, stated = argument.split('\\t')
                try:
                    found = metadata.distribution(name)
                except metadata.PackageNotFoundError:
                    continue
                met = fits(name, wanted, found.version) and fits(name, stated, found.version)
                print(name, found.version, 'fits' if met else 'differs', sep='\\t')
                for point in found.entry_points:
                    if point.group == 'console_scripts':
                        print(name, 'script', point.name, point.value, sep='\\t')
            """, "which distributions it has");

    Distribution {
        scripts = new TreeMap<>(scripts);
    }

    /**
     * Asks a Python which of the wanted distributions it has.
     *
     * @param pins the versions that the profile states beside
     * @return those it has, in whatever version, by the key of the requirement
     */
    static Map<String, Distribution> find(String python, Path directory, List<Requirement> wanted, Pins pins)
            throws IOException, InterruptedException {
        List<String> arguments = wanted.stream()
                .map(requirement -> String.join(
                        "\t",
                        requirement.name(),
                        requirement.text().replace('\t', ' '),
                        pins.constraint(requirement).orElse(requirement.name())))
                .toList();
        Map<String, Distribution> found = new LinkedHashMap<>();
        for (String line : QUESTION.ask(python, directory, arguments)) {
            String[] fields = line.split("\t", -1);
            String key = Requirement.key(fields[0]);
            if (fields.length == 3) {
                found.put(key, new Distribution(fields[1], fields[2].equals("fits"), new TreeMap<>()));
            } else if (fields.length == 4) {
                found.computeIfPresent(key, (k, distribution) -> distribution.withScript(fields[2], fields[3]));
            }
        }
        return found;
    }

    private Distribution withScript(String name, String entryPoint) {
        SortedMap<String, String> longer = new TreeMap<>(scripts);
        longer.put(name, entryPoint);
        return new Distribution(version, fits, longer);
    }
}
