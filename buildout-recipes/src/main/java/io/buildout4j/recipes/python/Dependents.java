package io.buildout4j.recipes.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the scripts of what distributions need, and of what that needs in turn. */
final class Dependents {

    /** Prints the name of each console script and what it calls, divided by a tab; what is not there has none. */
    private static final Question QUESTION = new Question("""
            import re
            import sys
            from importlib import import_module, metadata
            def needed(text):
                for home in 'packaging', 'pip._vendor.packaging', 'setuptools.extern.packaging':
                    try:
                        requirement = import_module(home + '.requirements').Requirement(text)
                    except (ImportError, ValueError):
                        continue
                    return requirement.name if not requirement.marker or requirement.marker.evaluate({'extra': ''}) else None
                return None if ';' in text else re.match(r'[\\w.-]*', text).group()
            seen = set()
            def walk(name):
                key = re.sub(r'[-_.]+', '-', name).lower()
                if key in seen:
                    return
                seen.add(key)
                try:
                    found = metadata.distribution(name)
                except metadata.PackageNotFoundError:
                    return
                for point in found.entry_points:
                    if point.group == 'console_scripts':
                        print(point.name, point.value, sep='\\t')
                for other in filter(None, map(needed, found.requires or ())):
                    walk(other)
            for name in sys.argv[1:]:
                walk(name)
            """, "what its distributions need");

    private Dependents() {}

    /** {@code module:function} by the name of the script, of the wanted distributions and all they need. */
    static Map<String, String> scripts(String python, Path directory, List<Requirement> wanted)
            throws IOException, InterruptedException {
        Map<String, String> scripts = new TreeMap<>();
        List<String> names = wanted.stream().map(Requirement::name).toList();
        for (String line : QUESTION.ask(python, directory, names)) {
            String[] script = line.split("\t", 2);
            if (script.length == 2) {
                scripts.putIfAbsent(script[0], script[1]);
            }
        }
        return scripts;
    }
}
