package io.buildout4j.engine.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An installed part as the state file records it.
 *
 * @param name the name of the part
 * @param options the resolved options at the time it was installed, by name; a secret one holds a digest
 * @param paths what the part owns, in the order in which it was made, as written: relative to the directory of the
 *     buildout where below it
 * @param directories what the part made for others to use too, deepest first: it goes with the part if it is empty
 * @param signature what made it: words divided by blanks
 */
public record InstalledPart(
        String name, Map<String, String> options, List<String> paths, List<String> directories, String signature) {

    public InstalledPart {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        paths = List.copyOf(paths);
        directories = List.copyOf(directories);
    }

    // Written out: what a record brings is linked at run time, for 10 ms or more.
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof InstalledPart that
                && name.equals(that.name)
                && options.equals(that.options)
                && paths.equals(that.paths)
                && directories.equals(that.directories)
                && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + options.hashCode();
    }

    /** A part that made no directories for others. */
    public InstalledPart(String name, Map<String, String> options, List<String> paths, String signature) {
        this(name, options, paths, List.of(), signature);
    }
}
