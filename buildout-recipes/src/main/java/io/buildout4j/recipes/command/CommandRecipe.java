package io.buildout4j.recipes.command;

import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.shell.Patience;
import io.buildout4j.recipes.shell.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a shell command of the profile. A command that fails is only told about, unless the profile wants it fatal. */
final class CommandRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of("runs a shell command", "plone.recipe.command")
            .withRequired("command", OptionType.CODE, "run when the part is installed, in the buildout's directory")
            .withOptional("update-command", OptionType.CODE, "run when the part is there already")
            .withOptional("uninstall-command", OptionType.CODE, "run when the part is removed")
            .withOptional("stop-on-error", OptionType.TRUTH, "whether a command that fails stops the run", "false")
            .withOptional(
                    "location",
                    OptionType.PATHS,
                    "files and directories that the command makes, to be removed with the part");

    /** What a shell makes of SIGINT: Ctrl-C reaches the command before it reaches this process. */
    private static final int INTERRUPTED = 130;

    private final Part part;
    private final Value command;
    private final Optional<String> updateCommand;
    private final boolean fatal;
    private final List<Path> locations;

    CommandRecipe(Part part) {
        this.part = part;
        command = part.optional("command")
                .filter(value -> !value.text().isBlank())
                .orElseThrow(() -> part.reject("has no command: option 'command' is missing or empty"));
        updateCommand = part.optional("update-command").map(Value::text).filter(text -> !text.isBlank());
        part.optional("uninstall-command");
        fatal = part.optional("stop-on-error")
                .filter(value -> !value.text().isBlank())
                .map(Value::asBoolean)
                .orElse(false);
        locations = part.optional("location").map(Value::asWords).orElse(List.of()).stream()
                .map(word -> part.directory().resolve(word))
                .toList();
    }

    @Override
    public void install(Installation installation) throws IOException, InterruptedException {
        locations.forEach(installation::created);
        run(command.text(), "command", installation);
    }

    @Override
    public void update(Installation installation) throws IOException, InterruptedException {
        // A failure that was passed over is not for ever: what the command was to make is tried again.
        if (locations.stream().anyMatch(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))) {
            install(installation);
        } else if (updateCommand.isPresent()) {
            run(updateCommand.get(), "update-command", installation);
        }
    }

    private void run(String line, String option, Installation installation) throws IOException, InterruptedException {
        installation.step("running " + line.lines().findFirst().orElse(line));
        Outcome outcome;
        try (LineStream output = new LineStream(installation::output)) {
            outcome = Command.shell(part.directory(), ShellText.of(line))
                    .withTimeLimit(Patience.of(part).limit())
                    .withCopyTo(output)
                    .withBackground()
                    .run();
        }
        if (outcome.exitCode() == INTERRUPTED) {
            throw new InterruptedException("interrupted while running: " + line);
        }
        if (!outcome.succeeded()) {
            String problem = outcome.failure() + " while running: " + line;
            if (fatal) {
                String said = outcome.output().trimmed();
                throw part.reject(option, said.isEmpty() ? problem : problem + "\n" + said);
            }
            installation.output("ignored, as stop-on-error is not set: " + option + " " + problem);
        }
    }

    /** The working directory of the installed part is not recorded, so its own location or the root must do. */
    static void uninstall(String part, Map<String, String> options) throws IOException, InterruptedException {
        String line = options.getOrDefault("uninstall-command", "");
        if (line.isBlank()) {
            return;
        }
        Outcome outcome = Command.shell(Path.of("/"), ShellText.of(line))
                .withTimeLimit(Patience.STANDARD.limit())
                .run();
        if (!outcome.succeeded()) {
            throw new IOException("the uninstall-command of part " + part + " " + outcome.failure() + ": " + line);
        }
    }
}
