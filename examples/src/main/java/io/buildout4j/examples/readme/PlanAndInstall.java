package io.buildout4j.examples.readme;

import io.buildout4j.Buildout;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.recipes.StandardRecipes;
import java.nio.file.Path;

/** Shows what an installation would do, then does it. */
public final class PlanAndInstall {

    private PlanAndInstall() {}

    /** Takes the directory in which instance.cfg stands. */
    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        // snippet
        Buildout buildout = Buildout.builder()
                .recipes(new StandardRecipes()) // explicit; discoverRecipes() asks ServiceLoader
                .recipe("acme:greeting", GreetingRecipe::new)
                .downloadCache(dir.resolve("downloads"))
                .parallelism(2)
                .build();

        InstallPlan plan = buildout.plan(buildout.load(dir.resolve("instance.cfg")));
        plan.changes().forEach(change -> System.out.println(change.explain()));
        // reinstall web: port was 80, is 8080 (instance.cfg:12)

        InstallReport report = buildout.install(plan);
        // end
        System.out.println(report.done().size() + " parts done");
    }
}
