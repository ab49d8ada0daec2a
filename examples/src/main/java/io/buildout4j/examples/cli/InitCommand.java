package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a first profile. */
final class InitCommand implements Command {

    private static final String PROFILE = """
            # A profile says what there shall be. "buildout plan" tells what it would change, "buildout" makes it so.

            [buildout]
            # What to install: names of sections that have a recipe.
            parts = hello

            [hello]
            # What makes the part real; README lists the recipes there are.
            recipe = slapos.recipe.template
            inline =
              Hello, ${:name}!
            output = ${buildout:directory}/hello.txt
            name = World
            """;

    private final GlobalOptions options;

    InitCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout init",
                        "Writes a small profile that works, to begin with.",
                        "What is there already is left as it is.")
                .example("buildout init && buildout plan", "writes buildout.cfg, and tells what it would install")
                .example("buildout -c shop.cfg init", "under another name")
                .note(ExitStatus.TEXT);
    }

    @Override
    public int run() {
        String file = options.config();
        try {
            Files.writeString(Path.of(file), PROFILE, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new BuildoutException.Installing(
                    Diagnostic.error(
                                    Diagnostic.Kind.WRITE_FAILED, file, file + " is there already and is left as it is")
                            .withHint("-c names another file"),
                    e);
        } catch (IOException e) {
            throw new BuildoutException.Installing(
                    Diagnostic.error(
                            Diagnostic.Kind.WRITE_FAILED, file, "cannot write " + file + ": " + e.getMessage()),
                    e);
        }
        options.console()
                .err()
                .println("wrote " + file + "; now try: buildout " + (options.isUsualConfig() ? "" : "-c " + file + " ")
                        + "plan");
        return ExitStatus.DONE;
    }
}
