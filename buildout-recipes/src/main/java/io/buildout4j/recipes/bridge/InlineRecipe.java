package io.buildout4j.recipes.bridge;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.bridge.Bridge.Phase;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.compile.BuildEnvironment;
import io.buildout4j.recipes.download.SharedPart;
import io.buildout4j.recipes.download.Sums;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slapos.recipe.build}: runs Python that stands in the profile. */
final class InlineRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "runs Python that stands in the profile, by the Python of the machine",
                    "slapos.recipe.build",
                    "slapos.recipe.build:default")
            .withOptional(
                    "init", OptionType.CODE, "Python to run when the part is first looked at; sets options for others")
            .withOptional("install", OptionType.CODE, "Python that makes location", "update")
            .withOptional("update", OptionType.CODE, "Python to run when nothing changed", "nothing")
            .withOptional(
                    "location", OptionType.PATH, "the file or directory that install makes", "parts-directory/PART")
            .withOptional("environment", OptionType.LINES, "a section of environment variables, or lines NAME=value")
            .withOptional("url", OptionType.URL, "what self.download() fetches")
            .withOptional("md5sum", OptionType.CHECKSUM, "what that must be")
            .withOptional("shared", OptionType.TRUTH, "make it once for all buildouts of shared-part-list", "false")
            .withOptional(
                    "slapos_promise",
                    OptionType.CODE,
                    "lines file:PATH, directory:PATH, statlib:PATH or dynlib:PATH that must be there")
            .withOptional("*", OptionType.TEXT, "each other option is at hand for the Python, as self.options")
            .withPublished("location", "what install makes, if there is install");

    private static final List<String> SCRIPTS = List.of("init", "install", "update");

    private final Part part;
    private final Bridge bridge;
    /** Where install makes something; nowhere if init says that nothing is to be kept. */
    private final Optional<SharedPart> place;

    private final boolean makes;
    private final boolean updates;
    private final List<String> promises;

    InlineRecipe(Part part) throws Exception {
        this.part = part;
        Map<String, String> scripts = new LinkedHashMap<>();
        for (String option : SCRIPTS) {
            part.optional(option)
                    .map(Value::text)
                    .filter(text -> !text.isBlank())
                    // SlapOS's engine leaves one dollar of two, so that Python may write references.
                    .ifPresent(text -> scripts.put(option, text.replace("$$", "$")));
        }
        makes = scripts.containsKey("install");
        updates = scripts.containsKey("update");
        Sums.of(part);
        promises = part.optional("slapos_promise").map(Value::asLines).orElse(List.of());
        boolean shared = part.optional("shared").map(Value::asBoolean).orElse(false);
        Optional<Path> location = part.optional("location")
                .filter(value -> !value.text().isBlank())
                .map(part::placed);
        if (shared && !makes) {
            throw part.reject("shared", "cannot be true without option 'install'");
        }
        if (shared && updates) {
            throw part.reject("update", "cannot be set when shared is true");
        }
        if (shared && location.isPresent()) {
            throw part.reject("location", "cannot be set when shared is true");
        }
        SharedPart stated = location.map(path -> SharedPart.local(part, path))
                .orElseGet(() -> SharedPart.of(part, part.location()));
        if (makes) {
            part.publish("location", stated.location());
        }
        bridge = Bridge.of(
                part,
                new Source(
                        Optional.empty(),
                        "",
                        scripts,
                        BuildEnvironment.ofSectionOrLines(part).variables()));
        if (scripts.containsKey("init")) {
            bridge.init();
        }
        place = makes ? chosen(stated, shared) : Optional.empty();
    }

    /** The place after init had its say. */
    private Optional<SharedPart> chosen(SharedPart stated, boolean shared) {
        Value location = part.required("location");
        if (location.text().isBlank() && !shared) {
            return Optional.empty();
        }
        Path path = part.placed(location);
        if (path.equals(stated.location())) {
            return Optional.of(stated);
        }
        if (shared) {
            throw part.reject("location", "cannot be set when shared is true");
        }
        return Optional.of(SharedPart.local(part, path));
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (!makes) {
            update(installation);
        } else if (place.isEmpty()) {
            bridge.run(Phase.INSTALL, Optional.of(installation));
        } else {
            place.get().install(installation, location -> {
                bridge.run(Phase.INSTALL, Optional.of(installation));
                if (!Files.exists(location)) {
                    throw part.reject("install", "did not make " + location);
                }
                promises.forEach(promise -> check(promise, location));
            });
        }
    }

    @Override
    public void update(Installation installation) throws Exception {
        if (place.filter(SharedPart::isShared).isPresent()) {
            install(installation);
        } else if (updates) {
            bridge.run(Phase.UPDATE, Optional.of(installation));
        }
    }

    /** A line such as {@code dynlib:lib/libz.so linked:libc.so.6}, of which only what is there is looked at. */
    private void check(String promise, Path location) {
        String wanted = promise.split("\\s+", 2)[0];
        int colon = wanted.indexOf(':');
        String kind = colon < 0 ? "" : wanted.substring(0, colon);
        Path path = location.resolve(wanted.substring(colon + 1));
        boolean kept = switch (kind) {
            case "file", "statlib", "dynlib" -> Files.isRegularFile(path);
            case "directory" -> Files.isDirectory(path);
            default -> throw part.reject("slapos_promise", "has '" + promise + "', which is no promise");
        };
        if (!kept) {
            boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            throw part.reject(
                    "slapos_promise",
                    "promises " + wanted + ", and " + path + (there ? " is something else" : " is not there"));
        }
    }
}
