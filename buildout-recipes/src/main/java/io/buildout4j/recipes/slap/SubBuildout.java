package io.buildout4j.recipes.slap;

import io.buildout4j.Buildout;
import io.buildout4j.ProfileRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

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

    /** Installs with engines of the host's making, one each time, without the user's defaults. */
    static SubBuildout by(Supplier<Buildout.Builder> engines) {
        return new SubBuildout() {
            @Override
            public void install(Path directory, Path profile, Map<String, String> assignments) {
                Buildout buildout = engines.get().build();
                ProfileRequest request = ProfileRequest.of(profile)
                        .with(assignments)
                        .withDirectory(directory)
                        .withoutUserDefaults();
                buildout.install(buildout.plan(buildout.load(request), directory));
            }
        };
    }
}
