package io.buildout4j.recipes.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The wanted distributions together with what they need, and what that needs in turn.
 *
 * @param scripts {@code module:function} by the name of the script
 * @param picked the versions that no requirement states, those of the wanted distributions first; source trees in
 *     development have none that counts
 */
record Dependents(SortedMap<String, String> scripts, List<Picked> picked) {

    /**
     * A version that was chosen, as it is written in {@code [versions]}.
     *
     * @param requiredBy what needs the distribution, with versions; empty for what the part itself wants
     */
    record Picked(String name, String version, List<String> requiredBy) {

        Picked {
            requiredBy = List.copyOf(requiredBy);
        }
    }

    /**
     * Prints each console script and what it calls, then each version that was chosen and what needs it, divided by tabs; what
     * is not there has neither.
     */
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
                    if requirement.marker and not requirement.marker.evaluate({'extra': ''}):
                        return None
                    return requirement.name, [one.operator for one in requirement.specifier] == ['==']
                return None if ';' in text else (re.match(r'[\\w.-]*', text).group(), '==' in text)
            seen = {}
            stated = set()
            def walk(name, exact, user=None):
                key = re.sub(r'[-_.]+', '-', name).lower()
                if exact:
                    stated.add(key)
                known = key in seen
                try:
                    found = metadata.distribution(name)
                except metadata.PackageNotFoundError:
                    return
                users = seen.setdefault(key, (found, set()))[1]
                if user:
                    users.add(user)
                if known:
                    return
                for point in found.entry_points:
                    if point.group == 'console_scripts':
                        print('script', point.name, point.value, sep='\\t')
                for other in filter(None, map(needed, found.requires or ())):
                    walk(*other, user=found.metadata['Name'] + '==' + found.version)
            wanted = [needed(text) for text in sys.argv[1:]]
            for one in filter(None, wanted):
                walk(*one)
            own = {re.sub(r'[-_.]+', '-', one[0]).lower() for one in filter(None, wanted)}
            for key, (found, users) in sorted(seen.items(), key=lambda one: (one[0] not in own, one[0])):
                changing = re.search(r'"editable": *true', found.read_text('direct_url.json') or '')
                if key not in stated and not changing:
                    names = () if key in own else sorted(users)
                    print('picked', found.metadata['Name'], found.version, *names, sep='\\t')
            """, "what its distributions need");

    Dependents {
        scripts = new TreeMap<>(scripts);
        picked = List.copyOf(picked);
    }

    /** Asks a Python that has the wanted distributions. */
    static Dependents of(String python, Path directory, List<Requirement> wanted)
            throws IOException, InterruptedException {
        List<String> texts = wanted.stream().map(Requirement::text).toList();
        SortedMap<String, String> scripts = new TreeMap<>();
        List<Picked> picked = new ArrayList<>();
        for (String line : QUESTION.ask(python, directory, texts)) {
            List<String> fields = List.of(line.split("\t"));
            if (fields.size() >= 3 && fields.get(0).equals("picked")) {
                picked.add(new Picked(fields.get(1), fields.get(2), fields.subList(3, fields.size())));
            } else if (fields.size() == 3) {
                scripts.putIfAbsent(fields.get(1), fields.get(2));
            }
        }
        return new Dependents(scripts, picked);
    }
}
