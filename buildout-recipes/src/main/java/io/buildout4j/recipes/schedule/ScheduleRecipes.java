package io.buildout4j.recipes.schedule;

import io.buildout4j.recipes.catalog.CatalogEntry;
import java.util.List;

/** The recipes of this package. */
public final class ScheduleRecipes {

    /** The names of all of them. */
    public static final List<String> NAMES = List.of("slapos.cookbook:cron", "slapos.cookbook:cron.d");

    private ScheduleRecipes() {}

    /** Every recipe of this package, with its description. */
    public static List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(CronRecipe.DESCRIPTION, CronRecipe::new),
                new CatalogEntry(CronEntryRecipe.DESCRIPTION, CronEntryRecipe::new));
    }
}
