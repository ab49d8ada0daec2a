package io.buildout4j.examples.readme;

import io.buildout4j.Buildout;
import io.buildout4j.PrefetchReport;
import io.buildout4j.install.InstallReport;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Path;
import java.util.Map;

/** Downloads first, installs without the network. */
public final class UseCache {

    private UseCache() {}

    /** Takes the directory in which instance.cfg stands. */
    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        // snippet
        Buildout buildout = Buildout.builder()
                .recipes(new StandardRecipes())
                .downloadCache(dir.resolve("cache")) // many buildouts may share it
                .build();

        PrefetchReport fetched = buildout.prefetch(buildout.load(dir.resolve("instance.cfg")));
        fetched.lock().entries().values().forEach(entry -> System.out.println(entry.checksum() + " " + entry.url()));

        InstallReport report = buildout.install(
                buildout.plan(buildout.load(dir.resolve("instance.cfg"), Map.of("buildout:offline", "true"))));
        // end
        System.out.println(report.done().size() + " parts done");
    }
}
