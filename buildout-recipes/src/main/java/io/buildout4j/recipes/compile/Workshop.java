package io.buildout4j.recipes.compile;

import io.buildout4j.BuildoutException;
import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.shell.Patience;
import io.buildout4j.recipes.shell.ShellText;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Runs the steps of a build in its source tree, each line of output told to listeners. */
final class Workshop {

    static final String ENVIRONMENT_SCRIPT = "slapos.recipe.build.env.sh";

    private static final int SHOWN_LINES = 15;

    private final Part part;
    private final Path source;
    private final SortedMap<String, String> environment;
    private final Installation installation;

    /** @param source where the commands run */
    Workshop(Part part, Path source, BuildEnvironment environment, Installation installation) {
        this.part = part;
        this.source = source;
        this.environment = environment.variables();
        this.installation = installation;
    }

    /** Runs the steps in order. */
    void run(List<Step> steps) throws IOException, InterruptedException {
        for (Step step : steps) {
            run(step);
        }
    }

    void run(Step step) throws IOException, InterruptedException {
        if (step.line().isBlank()) {
            return;
        }
        installation.step(step.name());
        Lines lines = new Lines(installation::output);
        Outcome outcome = Command.shell(source, ShellText.of(step.line()))
                .withTimeLimit(Patience.of(part).limit())
                .withEnvironment(environment)
                .withCopyTo(lines)
                .run();
        lines.finish();
        if (!outcome.succeeded()) {
            throw failed(step, outcome);
        }
    }

    private BuildoutException failed(Step step, Outcome outcome) {
        List<String> last = outcome.output().text().lines().toList();
        String tail = last.subList(Math.max(0, last.size() - SHOWN_LINES), last.size()).stream()
                .map(line -> "\n    " + line)
                .collect(Collectors.joining());
        return part.reject("the step '" + step.name() + "' " + outcome.failure() + ": "
                + step.line().strip() + tail);
    }

    /** Writes what one needs to go on by hand where a build failed: the environment, and the commands as comments. */
    void leaveEnvironment(List<Step> steps) throws IOException {
        StringBuilder script = new StringBuilder();
        environment.forEach((name, value) -> script.append("export ")
                .append(name)
                .append('=')
                .append(ShellWords.quote(value))
                .append('\n'));
        script.append("echo \"If this is a compile failure, the commands are:\"\n");
        for (Step step : steps) {
            script.append("echo ").append(ShellWords.quote(step.line().strip())).append('\n');
        }
        Files.writeString(source.resolve(ENVIRONMENT_SCRIPT), script.toString());
    }
}
