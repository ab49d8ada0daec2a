package io.buildout4j.recipes.slap;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.template.python.OptionValue;
import io.buildout4j.recipes.template.python.PyDict;
import io.buildout4j.recipes.template.python.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the profile that belongs to the software type the deployment was asked for with. */
final class SoftwareTypeRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "installs the profile of the requested software type", "slapos.cookbook:switch-softwaretype")
            .withOptional("*", OptionType.TEXT, "an option a software type: SECTION:OPTION that names the profile")
            .withOptional(
                    "override",
                    OptionType.TEXT,
                    "a dictionary of other profiles by software type, as templates dump it");

    static final RecipeDescription NOTHING =
            RecipeDescription.of("keeps values that were assigned", "slapos.cookbook:switch-softwaretype.noop");

    private static final String CONFIGURATION = "slap-configuration";
    private static final String OLD_DEFAULT = "RootSoftwareInstance";
    /** What the sub-buildout shares with this one. */
    private static final List<String> SHARED =
            List.of("offline", "newest", "directory", "eggs-directory", "develop-eggs-directory");

    private final Part part;
    private final Path profile;
    private final Map<String, String> assignments = new LinkedHashMap<>();

    SoftwareTypeRecipe(Part part) {
        this.part = part;
        Map<String, Value> configuration = part.hasSection(CONFIGURATION) ? part.section(CONFIGURATION) : Map.of();
        Value type = configuration.get("slap-software-type");
        if (type == null) {
            throw part.reject("wants to know the software type from option slap-software-type of a section ["
                    + CONFIGURATION + "] with recipe slapos.cookbook:slapconfiguration, and there is none");
        }
        Value mapping = mapping(type.text());
        String[] names = mapping.text().strip().split(":");
        if (names.length != 2) {
            throw mapping.reject("is not SECTION:OPTION (not ${SECTION:OPTION}) of the profile to install");
        }
        Value named = part.section(names[0]).get(names[1]);
        if (named == null) {
            throw mapping.reject("names an option that is not there");
        }
        assignments.put("buildout:installed", ".installed-" + part.name() + ".cfg");
        Optional<String> override = override(mapping.option());
        override.ifPresent(
                above -> assignments.put("buildout:extends", part.placed(named).toString()));
        profile = override.map(above -> part.directory().resolve(above)).orElseGet(() -> part.placed(named));
        Map<String, Value> buildout = part.section("buildout");
        SHARED.forEach(option -> assign("buildout", option, buildout.get(option)));
        if (part.hasSection("slap-connection")) {
            part.section("slap-connection").forEach((option, value) -> assign("slap-connection", option, value));
        }
        configuration.forEach((option, value) -> assign(CONFIGURATION, option, value));
        assignments.put(CONFIGURATION + ":recipe", NOTHING.names().get(0));
    }

    private void assign(String section, String option, @org.jspecify.annotations.Nullable Value value) {
        if (value != null) {
            assignments.put(section + ":" + option, value.text());
        }
    }

    /** The profile that takes the place of a type's own, which it gets as what is extended above it. */
    private Optional<String> override(String type) {
        Optional<Value> option = part.optional("override");
        return option.flatMap(value -> OptionValue.loads(value.text(), value::reject))
                .flatMap(value -> value instanceof PyDict profiles ? profiles.find(type) : Optional.empty())
                .map(Text::str);
    }

    private Value mapping(String type) {
        Optional<Value> mapped = part.optional(type);
        if (mapped.isEmpty() && type.equals(OLD_DEFAULT)) {
            mapped = part.optional("default");
        }
        return mapped.orElseThrow(() ->
                part.reject("this software type (" + type + ") isn't mapped; 'default' is the default software type"));
    }

    @Override
    public void install(Installation installation) throws Exception {
        SubBuildout sub = part.services()
                .find(SubBuildout.class)
                .orElseThrow(() -> part.reject("installs another profile, " + profile
                        + ", and the host offers no way to do that within an installation"));
        sub.install(part.directory(), profile, assignments);
    }

    @Override
    public void update(Installation installation) throws Exception {
        install(installation);
    }
}
