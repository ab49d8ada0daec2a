package io.buildout4j.recipes.schedule;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.output.FileMode;
import io.buildout4j.recipes.output.OutputFile;
import java.io.IOException;
import java.util.Optional;

/** Writes one job for cron. */
final class CronEntryRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of("writes a job for cron", "slapos.cookbook:cron.d")
            .withRequired("cron-entries", OptionType.PATH, "the directory to write into")
            .withRequired("name", OptionType.TEXT, "the name of the job's file")
            .withRequired("command", OptionType.ARGUMENTS, "what to run")
            .withOptional("frequency", OptionType.TEXT, "when, in cron's five fields")
            .withOptional(
                    "time",
                    OptionType.TEXT,
                    "when, as systemd.time says it: daily, Mon-Fri 03:15, *:0/15; one of both is required");

    private final OutputFile entry;

    CronEntryRecipe(Part part) {
        Value name = part.required("name");
        if (name.asPath().getNameCount() != 1 || name.asPath().isAbsolute()) {
            throw name.reject("is not the name of a file");
        }
        String line = schedule(part) + " " + part.required("command").text() + "\n";
        entry = OutputFile.lessUmask(part.path("cron-entries").resolve(name.asPath()), line, new FileMode(0666));
    }

    private static String schedule(Part part) {
        Optional<Value> frequency = part.optional("frequency");
        if (frequency.isPresent()) {
            return frequency.get().text();
        }
        Value time = part.required("time");
        return Calendar.toCron(time.text())
                .orElseThrow(() -> time.reject("is not a systemd calendar that cron can follow"));
    }

    @Override
    public void install(Installation installation) throws IOException {
        entry.write(installation);
    }

    @Override
    public void update(Installation installation) throws IOException {
        install(installation);
    }
}
