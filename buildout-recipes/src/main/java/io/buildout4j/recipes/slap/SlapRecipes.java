package io.buildout4j.recipes.slap;

import io.buildout4j.recipes.catalog.CatalogEntry;
import io.buildout4j.recipes.catalog.CatalogPage;
import java.util.List;
import java.util.Optional;

/** The recipes of this package. */
public final class SlapRecipes extends CatalogPage {

    private static final List<String> NAMES = List.of(
            "slapos.cookbook:slapconfiguration",
            "slapos.cookbook:slapconfiguration.serialised",
            "slapos.cookbook:slapconfiguration.jsonschema",
            "slapos.cookbook:publish",
            "slapos.cookbook:publish.serialised",
            "slapos.cookbook:publish_failsafe",
            "slapos.cookbook:publish.serialised_failsafe",
            "slapos.cookbook:publish-early",
            "slapos.cookbook:publishurl",
            "slapos.cookbook:request",
            "slapos.cookbook:requestoptional",
            "slapos.cookbook:request.serialised",
            "slapos.cookbook:requestoptional.serialised",
            "slapos.cookbook:switch-softwaretype",
            "slapos.cookbook:switch-softwaretype.noop");

    public SlapRecipes() {
        super(NAMES);
    }

    @Override
    protected List<CatalogEntry> catalog() {
        return List.of(
                new CatalogEntry(ConfigurationRecipe.PLAIN, ConfigurationRecipe::plain),
                new CatalogEntry(ConfigurationRecipe.SERIALISED, ConfigurationRecipe::serialised),
                new CatalogEntry(CheckedConfigurationRecipe.DESCRIPTION, CheckedConfigurationRecipe::new),
                new CatalogEntry(PublishRecipe.PLAIN, part -> new PublishRecipe(part, false, false)),
                new CatalogEntry(PublishRecipe.SERIALISED, part -> new PublishRecipe(part, true, false)),
                new CatalogEntry(
                        PublishRecipe.FAILSAFE,
                        part -> new PublishRecipe(part, false, true),
                        Optional.of(PublishRecipe::uninstallFailsafe)),
                new CatalogEntry(
                        PublishRecipe.SERIALISED_FAILSAFE,
                        part -> new PublishRecipe(part, true, true),
                        Optional.of(PublishRecipe::uninstallFailsafe)),
                new CatalogEntry(PublishEarlyRecipe.DESCRIPTION, PublishEarlyRecipe::new),
                new CatalogEntry(PublishUrlRecipe.DESCRIPTION, PublishUrlRecipe::new),
                new CatalogEntry(RequestRecipe.PLAIN, part -> new RequestRecipe(part, false, false)),
                new CatalogEntry(RequestRecipe.OPTIONAL, part -> new RequestRecipe(part, true, false)),
                new CatalogEntry(RequestRecipe.SERIALISED, part -> new RequestRecipe(part, false, true)),
                new CatalogEntry(RequestRecipe.OPTIONAL_SERIALISED, part -> new RequestRecipe(part, true, true)),
                new CatalogEntry(SoftwareTypeRecipe.DESCRIPTION, SoftwareTypeRecipe::new),
                new CatalogEntry(SoftwareTypeRecipe.NOTHING, part -> installation -> {}));
    }
}
