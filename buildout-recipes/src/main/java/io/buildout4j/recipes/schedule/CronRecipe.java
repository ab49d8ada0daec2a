package io.buildout4j.recipes.schedule;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import io.buildout4j.recipes.shell.Launcher;
import java.io.IOException;
import java.util.List;

/** Writes a launcher of dcron. */
final class CronRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "writes a launcher of the cron daemon", "slapos.cookbook:cron")
            .withRequired("binary", OptionType.PATH, "the launcher to write")
            .withRequired("dcrond-binary", OptionType.PATH, "the daemon")
            .withRequired("cron-entries", OptionType.PATH, "the directory of parts of slapos.cookbook:cron.d")
            .withRequired("crontabs", OptionType.PATH, "the directory of users' tables")
            .withRequired("cronstamps", OptionType.PATH, "the directory in which the daemon remembers")
            .withRequired("catcher", OptionType.PATH, "receives what jobs print")
            .withRequired("log-file", OptionType.PATH, "the daemon's log");

    private final OutputFile launcher;

    CronRecipe(Part part) {
        List<String> command = List.of(
                part.required("dcrond-binary").text().strip(),
                "-s",
                part.required("cron-entries").text(),
                "-c",
                part.required("crontabs").text(),
                "-t",
                part.required("cronstamps").text(),
                "-f",
                "-l",
                "5",
                "-M",
                part.required("catcher").text(),
                "-L",
                part.required("log-file").text());
        launcher = new OutputFile(part.path("binary"), new Launcher(command).text(), FileMode.PRIVATE_EXECUTABLE);
    }

    @Override
    public void install(Installation installation) throws IOException {
        launcher.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
