package io.buildout4j.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an installation did.
 *
 * @param done the changes that were made, in the order in which they were finished
 * @param warnings what the operator should know, such as options that nothing reads
 * @param parts the resolved options of the installed parts and of every section they looked at, by section
 */
public record InstallReport(List<PartChange> done, List<Diagnostic> warnings, Map<String, Map<String, Value>> parts) {

    public InstallReport {
        done = List.copyOf(done);
        warnings = List.copyOf(warnings);
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
