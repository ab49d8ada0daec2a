package io.buildout4j;

import io.buildout4j.profile.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code extensions} of {@code [buildout]}, which are Python's and are not loaded: said, as their work is not done. */
final class PythonExtensions {

    /** What these do is built in, or of no use without Python. */
    private static final Set<String> NEEDLESS = Set.of(
            "slapos.extension.shared",
            "slapos.rebootstrap",
            "slapos.zcbworkarounds",
            "buildout-versions",
            "buildout.dumppickedversions");

    private PythonExtensions() {}

    static List<Diagnostic> missed(Optional<Value> extensions) {
        return extensions.stream()
                .flatMap(value -> value.asWords().stream()
                        .filter(name -> !NEEDLESS.contains(name))
                        .map(name -> Diagnostic.warning(
                                        Diagnostic.Kind.SUSPICIOUS,
                                        "buildout:extensions",
                                        "extension " + name
                                                + " is Python's and is not loaded: what it does is not done")
                                .at(value.origin())))
                .toList();
    }
}
