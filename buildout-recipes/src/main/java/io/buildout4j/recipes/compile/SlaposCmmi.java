package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.download.SharedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slapos.recipe.cmmi}: configure, make, make install, with shell text between, for parts that may be shared. */
final class SlaposCmmi implements Recipe {

    static final RecipeDescription DESCRIPTION = Patches.described(
                    Make.described(HexagonitCmmi.configured(SourceTree.described(RecipeDescription.of(
                            "builds software: configure, make, make install; with shell text between, and shared",
                            "slapos.recipe.cmmi")))))
            .withOptional("shared", OptionType.TRUTH, "make it once for all buildouts of shared-part-list", "false")
            .withOptional("pre-configure", OptionType.CODE, "shell text before configure")
            .withOptional("pre-build", OptionType.CODE, "shell text before make")
            .withOptional("pre-install", OptionType.CODE, "shell text before make install")
            .withOptional("post-install", OptionType.CODE, "shell text after it")
            .withOptional("pre-configure-hook", OptionType.CODE, "url#md5:function, called before configure")
            .withOptional("pre-make-hook", OptionType.CODE, "url#md5:function, called before make")
            .withOptional("post-make-hook", OptionType.CODE, "url#md5:function, called after make install")
            .withOptional(
                    "environment",
                    OptionType.LINES,
                    "a section of environment variables, or lines of them: NAME = value")
            .withOptional(
                    "promises", OptionType.PATHS, "files that must be there afterwards; missing ones are warned about")
            .withOptional("version", OptionType.TEXT, "says nothing to the recipe; a change builds anew")
            .withPublished("location", "the directory of the part")
            .withPublished("prefix", "where it is installed");

    private static final String MARKER = "@@LOCATION@@";

    private final Part part;
    private final SharedPart place;
    private final SourceTree source;
    private final Path prefix;
    private final Patches patches;
    private final Make make;
    private final boolean keepsWorkplace;
    private final BuildEnvironment environment;
    private final List<Object> work;

    SlaposCmmi(Part part) {
        this.part = part;
        source = SourceTree.of(part);
        Optional<Value> given =
                part.optional("location").filter(value -> !value.text().isBlank());
        place = SharedPart.of(part, part.location());
        given.filter(value -> !value.text().equals(MARKER)
                        && !value.text().equals(place.location().toString()))
                .ifPresent(value -> {
                    throw value.reject("is not where the part will be, which is " + place.location());
                });
        part.options().forEach((option, value) -> {
            if (value.text().contains(MARKER)) {
                part.publish(
                        option, value.text().replace(MARKER, place.location().toString()));
            }
        });
        part.publish("location", place.location());
        prefix = part.optional("prefix")
                .filter(value -> !value.text().isBlank())
                .map(value -> part.directory().resolve(value.asPath()).normalize())
                .orElse(place.location());
        if (place.isShared() && !prefix.startsWith(place.location())) {
            throw part.reject("prefix", "cannot be outside location when the part is shared");
        }
        part.publish("prefix", prefix);
        patches = Patches.of(part);
        make = Make.of(part);
        keepsWorkplace = part.optional("keep-compile-dir").map(Value::asBoolean).orElse(false);
        environment = part.optional("environment-section").isPresent()
                ? BuildEnvironment.ofSectionAndLines(part)
                : BuildEnvironment.ofSectionOrLines(part);
        work = work();
    }

    /** Steps and hooks, in order. */
    private List<Object> work() {
        List<Object> all = new ArrayList<>();
        script("pre-configure").ifPresent(all::add);
        Hook.of(part, "pre-configure-hook").ifPresent(all::add);
        Optional<Value> command =
                part.optional("configure-command").filter(value -> !value.text().isBlank());
        all.add(new Step("configure", configureLine(command)));
        script("pre-build").ifPresent(all::add);
        Hook.of(part, "pre-make-hook").ifPresent(all::add);
        all.add(expanded(make.build()));
        script("pre-install").ifPresent(all::add);
        // Who configures by another command had no chance to say where to install.
        all.add(expanded(make.install(command.isPresent() && make.isUsual() ? "prefix=\"" + prefix + "\"" : "")));
        script("post-install").ifPresent(all::add);
        Hook.of(part, "post-make-hook").ifPresent(all::add);
        return List.copyOf(all);
    }

    private String configureLine(Optional<Value> command) {
        String options = part.optional("configure-options")
                .map(value -> String.join(" ", value.asLines()))
                .orElse("");
        String line = command.map(value -> Make.join(value.text().strip(), options))
                .orElseGet(() -> options.contains("--prefix")
                        ? Make.join("./configure", options)
                        : Make.join("./configure", "--prefix=\"" + prefix + "\"", options));
        return expanded(line, command.isPresent() ? "configure-command" : "configure-options");
    }

    private Optional<Step> script(String option) {
        return part.optional(option)
                .filter(value -> !value.text().isBlank())
                .map(value -> Step.script(option, expanded(value.text(), option)));
    }

    private Step expanded(Step step) {
        return new Step(step.name(), expanded(step.line(), "make-targets"));
    }

    /** Command texts may name options: {@code %(location)s}. */
    private String expanded(String text, String option) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        Map<String, String> options = new HashMap<>();
        part.options().forEach((name, value) -> options.put(name, value.text()));
        Value culprit = part.optional(option).orElseGet(() -> part.required("recipe"));
        return Percent.expand(text, options, culprit, "option");
    }

    @Override
    public void prefetch() throws InterruptedException {
        source.prefetch();
        patches.prefetch();
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (!prefix.startsWith(place.location())) {
            installation.directory(prefix);
        }
        place.install(installation, location -> build(location, installation));
        warnOfMissing();
    }

    @Override
    public void update(Installation installation) throws Exception {
        if (place.isShared()) {
            install(installation);
        }
    }

    private void build(Path location, Installation installation) throws Exception {
        Path failed = part.location().resolveSibling(part.location().getFileName() + "__compile__");
        Trees.delete(failed);
        Files.createDirectories(location);
        Path workplace = location.resolve(".build");
        Path tree = source.prepare(workplace, installation);
        Workshop workshop = new Workshop(part, tree, environment, installation);
        try {
            patches.apply(workshop);
            for (Object item : work) {
                if (item instanceof Hook hook) {
                    hook.call(tree, environment, installation);
                } else {
                    workshop.run((Step) item);
                }
            }
        } catch (IOException | RuntimeException e) {
            workshop.leaveEnvironment(work.stream()
                    .filter(Step.class::isInstance)
                    .map(Step.class::cast)
                    .toList());
            if (Files.exists(workplace)) {
                // The part's directory is taken back now; what the author wants to look at is moved out of it.
                Files.createDirectories(failed.getParent());
                Files.move(workplace, failed);
                installation.step("the source is left in " + failed + ", with " + Workshop.ENVIRONMENT_SCRIPT);
            }
            throw e;
        }
        if (!keepsWorkplace) {
            Trees.delete(workplace);
        }
        LongShebangs.wrap(location);
    }

    private void warnOfMissing() {
        for (String promise : part.optional("promises").map(Value::asLines).orElse(List.of())) {
            if (!Files.exists(part.directory().resolve(promise))) {
                part.warn("promises", "could not find promise '" + promise + "'");
            }
        }
    }
}
