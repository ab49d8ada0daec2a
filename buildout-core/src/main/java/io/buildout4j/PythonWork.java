package io.buildout4j;

import io.buildout4j.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code [buildout]} wants done that is Python's: {@code extensions} are not loaded and {@code develop} builds nothing.
 * That is said, as somebody may rely on it.
 */
final class PythonWork {

    /** What these do is built in, or of no use without Python. */
    private static final Set<String> NEEDLESS = Set.of(
            "slapos.extension.shared",
            "slapos.rebootstrap",
            "slapos.zcbworkarounds",
            "buildout-versions",
            "buildout.dumppickedversions");

    private PythonWork() {}

    /** A warning for each extension and each source tree. */
    static List<Diagnostic> missed(Optional<Value> extensions, Optional<Value> develop) {
        List<Diagnostic> missed = new ArrayList<>();
        if (extensions.isPresent()) {
            for (String name : extensions.get().asWords()) {
                if (!NEEDLESS.contains(name)) {
                    missed.add(missed(
                            extensions.get(),
                            "extension " + name + " is Python's and is not loaded: what it does is not done",
                            "take it out where nothing needs it"));
                }
            }
        }
        if (develop.isPresent()) {
            for (String tree : develop.get().asWords()) {
                missed.add(missed(
                        develop.get(),
                        "'develop' of [buildout] does nothing: " + tree + " is not built",
                        "give it a part whose recipe is zc.recipe.egg:develop"));
            }
        }
        return missed;
    }

    private static Diagnostic missed(Value value, String problem, String hint) {
        return Diagnostic.warning(Diagnostic.Kind.SUSPICIOUS, "buildout:" + value.option(), problem)
                .at(value.origin())
                .withHint(hint);
    }
}
