package io.buildout4j.recipe;

import java.lang.module.ModuleDescriptor;
import java.util.Objects;

/**
 * What makes a part real. One object is made for one part in one run: its constructor reads the {@link Part}'s options
 * and publishes what others may refer to, without touching the disk; {@link #install} acts.
 *
 * <p>The methods may throw anything. The engine catches it once, names the part and the line of its section, and rolls
 * back what was created.
 */
@FunctionalInterface
public interface Recipe {

    /**
     * Makes the part from nothing. Every file and directory it makes is announced through {@link Installation#created},
     * or the engine can neither roll it back nor uninstall it.
     */
    void install(Installation installation) throws Exception;

    /**
     * Called instead of {@link #install} when the part is installed and none of its options changed. Does nothing
     * unless overridden. What it announces as created joins what the part already owns.
     */
    default void update(Installation installation) throws Exception {}

    /**
     * Downloads what {@link #install} will download, so that it is in the download cache and known by its checksum, and
     * makes nothing else. Does nothing unless overridden; what the constructor downloads need not be repeated. Called
     * for several parts at once.
     */
    default void prefetch() throws Exception {}

    /**
     * Which release of the recipe this is: when it changes, the recipe's parts are made anew. Unless overridden, the
     * version of the module or jar the class came in; empty where that says none.
     */
    default String version() {
        ModuleDescriptor module = getClass().getModule().getDescriptor();
        if (module != null && module.rawVersion().isPresent()) {
            return module.rawVersion().get();
        }
        return Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "");
    }
}
