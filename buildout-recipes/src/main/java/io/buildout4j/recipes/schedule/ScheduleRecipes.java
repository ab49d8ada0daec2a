package io.buildout4j.recipes.schedule;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;

/** The recipes of this package. */
public final class ScheduleRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of("slapos.cookbook:cron", "slapos.cookbook:cron.d");

    public ScheduleRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(CronRecipe.DESCRIPTION, CronRecipe::new),
                new CatalogEntry(CronEntryRecipe.DESCRIPTION, CronEntryRecipe::new));
    }
}
