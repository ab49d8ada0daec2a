package io.buildout4j.recipes.slap;

import java.nio.file.Path;
import java.util.Map;

/** Installs another profile into the directory of the running buildout. A host offers it among its services. */
@FunctionalInterface
public interface SubBuildout {

    /**
     * Installs a profile with a state of its own.
     *
     * @param directory the directory of the buildout
     * @param profile the profile, absolute
     * @param assignments values that replace those of the profile, by {@code section:option}; {@code buildout:installed}
     *     names the state file
     * @throws Exception whatever the installation throws
     */
    void install(Path directory, Path profile, Map<String, String> assignments) throws Exception;
}
