package io.buildout4j.recipes.compile;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code hexagonit.recipe.cmmi}: configure, make, make install, with what the autotools want. */
final class HexagonitCmmi implements Recipe {

    static final RecipeDescription DESCRIPTION = Patches.described(Make.described(configured(SourceTree.described(
                    RecipeDescription.of("builds software: configure, make, make install", "hexagonit.recipe.cmmi")))))
            .withOptional("pre-configure-hook", OptionType.CODE, "file.py:function, called before configure")
            .withOptional("pre-make-hook", OptionType.CODE, "file.py:function, called before make")
            .withOptional("post-make-hook", OptionType.CODE, "file.py:function, called after make install")
            .withOptional("environment", OptionType.LINES, "environment variables, a line each: NAME = value")
            .withPublished("location", "the directory of the part")
            .withPublished("prefix", "where it is installed")
            .withPublished("compile-directory", "where it is built");

    /** A description with what this recipe and its successor read alike. */
    static RecipeDescription configured(RecipeDescription recipe) {
        return recipe.withOptional("prefix", OptionType.PATH, "where it is installed", "the part's location")
                .withOptional(
                        "configure-command", OptionType.TEXT, "instead of ./configure with --prefix", "./configure")
                .withOptional("configure-options", OptionType.ARGUMENTS, "arguments of it, over any lines")
                .withOptional("keep-compile-dir", OptionType.TRUTH, "leave the source tree after a success", "false")
                .withOptional("environment-section", OptionType.SECTION, "a section of environment variables");
    }

    private final Part part;
    private final SourceTree source;
    private final Path prefix;
    private final Path workplace;
    private final Patches patches;
    private final Make make;
    private final Step configure;
    private final Optional<Hook> preConfigure;
    private final Optional<Hook> preMake;
    private final Optional<Hook> postMake;
    private final boolean keepsWorkplace;
    private final BuildEnvironment environment;

    HexagonitCmmi(Part part) {
        this.part = part;
        source = SourceTree.of(part);
        prefix = part.optional("prefix")
                .filter(value -> !value.text().isBlank())
                .map(value -> part.directory().resolve(value.asPath()).normalize())
                .orElse(part.location());
        workplace = part.location().resolveSibling(part.location().getFileName() + "__compile__");
        part.publish("location", part.location());
        part.publish("prefix", prefix);
        part.publish("compile-directory", workplace);
        patches = Patches.of(part);
        make = Make.of(part);
        configure = new Step("configure", configureLine());
        preConfigure = Hook.of(part, "pre-configure-hook");
        preMake = Hook.of(part, "pre-make-hook");
        postMake = Hook.of(part, "post-make-hook");
        keepsWorkplace = part.optional("keep-compile-dir").map(Value::asBoolean).orElse(false);
        environment = BuildEnvironment.ofSectionAndLines(part);
    }

    private String configureLine() {
        String options = Make.words(part, "configure-options", "");
        return part.optional("configure-command")
                .filter(value -> !value.text().isBlank())
                .map(value -> Make.join(value.text().strip(), options))
                .orElseGet(() -> options.contains("--prefix")
                        ? Make.join("./configure", options)
                        : Make.join("./configure", "--prefix=\"" + prefix + "\"", options));
    }

    @Override
    public void prefetch() throws InterruptedException {
        source.prefetch();
        patches.prefetch();
    }

    @Override
    public void install(Installation installation) throws Exception {
        Path parent = part.location().getParent();
        if (parent != null) {
            installation.directory(parent);
        }
        Trees.delete(workplace);
        if (keepsWorkplace && source.path().isEmpty()) {
            installation.created(workplace);
        }
        installation.created(part.location());
        Trees.delete(part.location());
        Files.createDirectories(part.location());
        Path tree = source.prepare(workplace, installation);
        Workshop workshop = new Workshop(part, tree, environment, installation);
        try {
            build(workshop, tree, installation);
        } catch (Exception e) {
            if (!(e instanceof InterruptedException)) {
                workshop.leaveEnvironment(List.of(configure, make.build(), make.install("")));
                installation.step("the source is left as it is in " + tree);
            }
            throw e;
        }
        if (!keepsWorkplace) {
            Trees.delete(workplace);
        }
    }

    private void build(Workshop workshop, Path tree, Installation installation) throws Exception {
        patches.apply(workshop);
        if (preConfigure.isPresent()) {
            preConfigure.get().call(tree, environment, installation);
        }
        workshop.run(configure);
        if (preMake.isPresent()) {
            preMake.get().call(tree, environment, installation);
        }
        workshop.run(List.of(make.build(), make.install("")));
        if (postMake.isPresent()) {
            postMake.get().call(tree, environment, installation);
        }
    }
}
