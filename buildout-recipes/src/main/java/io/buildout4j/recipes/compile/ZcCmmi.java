package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.download.Json;
import io.buildout4j.recipes.output.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** {@code zc.recipe.cmmi}: configure, make, make install, the oldest of its kind. */
final class ZcCmmi implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "builds software: configure, make, make install", "zc.recipe.cmmi")
            .withRequired("url", OptionType.URL, "the archive with the source, or a directory")
            .withOptional("md5sum", OptionType.CHECKSUM, "what the archive must be; sha1sum to sha512sum likewise")
            .withOptional("extra_options", OptionType.ARGUMENTS, "further arguments of configure")
            .withOptional("configure_options", OptionType.ARGUMENTS, "arguments of configure instead of --prefix")
            .withOptional("configure_cmd", OptionType.TEXT, "the program", "./configure")
            .withOptional("autogen", OptionType.TEXT, "a program of the source to run first")
            .withOptional("patch", OptionType.URL, "a file for the patch program")
            .withOptional("patch_options", OptionType.ARGUMENTS, "arguments of patch", "-p0")
            .withOptional("environment", OptionType.LINES, "environment variables, NAME=value")
            .withOptional(
                    "source-directory-contains", OptionType.TEXT, "what tells the directory to build in", "configure")
            .withOptional(
                    "shared",
                    OptionType.TEXT,
                    "a directory, or true for the download cache: builds are kept there and used again")
            .withPublished("location", "where it is installed");

    private static final int DEEPEST = 3;

    private final Part part;
    private final SourceTree source;
    private final Path location;
    private final boolean shared;
    private final Patches patches;
    private final List<Step> steps;
    private final BuildEnvironment environment;
    private final String landmark;

    ZcCmmi(Part part) {
        this.part = part;
        source = SourceTree.of(part);
        Optional<Path> store = store();
        shared = store.isPresent();
        location = store.map(directory -> directory.resolve("cmmi").resolve(stateDigest()))
                .orElse(part.location());
        part.publish("location", location);
        patches = new Patches(
                part,
                part.optional("patch")
                        .filter(value -> !value.text().isBlank())
                        .map(value -> List.of(
                                Patches.request(part, value, value.text().strip())))
                        .orElse(List.of()),
                "patch",
                Make.words(part, "patch_options", "-p0"));
        steps = steps();
        environment = BuildEnvironment.ofWords(part);
        landmark = Make.words(part, "source-directory-contains", "configure");
    }

    private List<Step> steps() {
        List<Step> all = new ArrayList<>();
        String autogen = Make.words(part, "autogen", "");
        if (!autogen.isEmpty()) {
            all.add(new Step("autogen", "./" + autogen));
        }
        String options = Make.words(part, "configure_options", "--prefix=\"" + location + "\"");
        String command = Make.words(part, "configure_cmd", "./configure");
        all.add(new Step("configure", Make.join(command, options, Make.words(part, "extra_options", ""))));
        all.add(new Step("make", "make"));
        all.add(new Step("make install", "make install"));
        return all;
    }

    private Optional<Path> store() {
        Optional<Value> option =
                part.optional("shared").filter(value -> !value.text().isBlank());
        if (option.isEmpty()
                || List.of("false", "no").contains(option.get().text().strip())) {
            return Optional.empty();
        }
        String text = option.get().text().strip();
        if (!List.of("true", "yes").contains(text)) {
            return Optional.of(part.directory().resolve(text).normalize());
        }
        Value cache = part.section("buildout").get("download-cache");
        if (cache == null || cache.text().isBlank()) {
            throw part.reject("shared", "needs a download-cache in [buildout], or the name of a directory");
        }
        return Optional.of(part.directory().resolve(cache.text().strip()).normalize());
    }

    private String stateDigest() {
        Map<String, String> state = new TreeMap<>();
        part.options().forEach((name, value) -> state.put(name, value.text()));
        return DigestUtils.sha1Hex(Json.object(state));
    }

    @Override
    public void prefetch() throws InterruptedException {
        source.prefetch();
        patches.prefetch();
    }

    @Override
    @SuppressWarnings("try") // the turn is held, not used
    public void install(Installation installation) throws Exception {
        Path parent = Optional.ofNullable(location.getParent()).orElse(location);
        if (!shared) {
            installation.directory(parent);
            installation.created(location);
            make(installation);
            return;
        }
        Files.createDirectories(parent);
        // The original takes any directory of that name for a build; one whose building was killed has this beside it.
        Path unfinished = parent.resolve("." + location.getFileName() + ".unfinished");
        try (Turn turn = Turn.await(parent.resolve("." + location.getFileName() + ".lock"))) {
            if (Files.isDirectory(location) && !Files.exists(unfinished)) {
                installation.step("using the shared " + location);
                return;
            }
            Files.write(unfinished, new byte[0]);
            boolean done = false;
            try {
                make(installation);
                done = true;
            } finally {
                if (!done) {
                    Trees.delete(location);
                }
                Files.delete(unfinished);
            }
        }
    }

    private void make(Installation installation) throws IOException, InterruptedException {
        Path workplace = part.location().resolveSibling(part.location().getFileName() + "__compile__");
        Trees.delete(workplace);
        Trees.delete(location);
        Files.createDirectories(location);
        build(workplace, installation);
        Trees.delete(workplace);
    }

    private void build(Path workplace, Installation installation) throws IOException, InterruptedException {
        Files.createDirectories(Optional.ofNullable(workplace.getParent()).orElse(workplace));
        Path tree = landmarkIn(source.prepare(workplace, installation));
        Workshop workshop = new Workshop(part, tree, environment, installation);
        try {
            patches.apply(workshop);
            workshop.run(steps);
        } catch (IOException | RuntimeException e) {
            workshop.leaveEnvironment(steps);
            installation.step("the source is left as it is in " + tree);
            throw e;
        }
    }

    private Path landmarkIn(Path tree) throws IOException {
        if (Files.exists(tree.resolve(landmark))
                || !Make.words(part, "autogen", "").isEmpty()) {
            return tree;
        }
        try (Stream<Path> below = Files.walk(tree, DEEPEST)) {
            return below.filter(Files::isDirectory)
                    .filter(directory -> Files.exists(directory.resolve(landmark)))
                    .findFirst()
                    .orElseThrow(() -> part.reject("could not find '" + landmark + "' in the source"));
        }
    }
}
