package io.buildout4j.recipes.node;

import io.buildout4j.Buildout;
import io.buildout4j.recipes.StandardRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Small software releases and where they go. */
record Release(Path directory) {

    static final Supplier<Buildout.Builder> ENGINE =
            () -> Buildout.builder().recipes(new StandardRecipes()).withoutUserDefaults();

    SoftwareReleases releases() {
        return new SoftwareReleases(directory.resolve("releases"), ENGINE, SoftwareReleases.Settings.standard());
    }

    /** A profile of software whose instances are made by that profile. */
    String software(String name, String instanceProfile) throws IOException {
        Path home = Files.createDirectories(directory.resolve("profiles").resolve(name));
        Files.writeString(home.resolve("instance.cfg.in"), instanceProfile);
        return Files.writeString(
                        home.resolve("software.cfg"), """
                        [buildout]
                        parts = instance
                        [instance]
                        recipe = slapos.recipe.template
                        url = ${:_profile_base_location_}/instance.cfg.in
                        output = ${buildout:directory}/instance.cfg
                        """.replace("${:_profile_base_location_}", home.toString()))
                .toString();
    }

    /** An instance of a release made just for it. */
    Instance instance(String name, String instanceProfile) throws IOException {
        return Instance.of(releases().install(software(name, instanceProfile)), partition(name));
    }

    Path partition(String name) {
        return directory.resolve("partitions").resolve(name);
    }
}
