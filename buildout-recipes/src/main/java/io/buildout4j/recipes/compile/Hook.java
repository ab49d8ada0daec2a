package io.buildout4j.recipes.compile;

import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.process.Command;
import io.buildout4j.process.Outcome;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.download.Json;
import io.buildout4j.recipes.shell.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Python function that is called at some point of a build: {@code file.py:name} or {@code url#md5:name}. Called by the
 * Python of the machine, with copies of the options: what it changes in them is not seen again.
 */
record Hook(Part part, Value value, DownloadRequest file, String function) {

    private static final String CALL = """
            import inspect, json, os, runpy, sys
            given = json.load(sys.stdin)
            options = {k[1:]: v for k, v in given.items() if k.startswith("o")}
            buildout = {"buildout": {k[1:]: v for k, v in given.items() if k.startswith("b")}}
            hook = runpy.run_path(sys.argv[1])[sys.argv[2]]
            try:
                count = len(inspect.signature(hook).parameters)
            except ValueError:
                count = 3
            hook(*(options, buildout, os.environ)[:max(2, count)])
            """;

    static Optional<Hook> of(Part part, String option) {
        return part.optional(option).filter(value -> !value.text().isBlank()).map(value -> {
            String text = value.text().strip();
            int colon = text.lastIndexOf(':');
            if (colon <= 0 || !text.substring(colon + 1).strip().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw value.reject("does not name a function, as file.py:function does");
            }
            return new Hook(
                    part,
                    value,
                    Patches.request(part, value, text.substring(0, colon).strip()),
                    text.substring(colon + 1).strip());
        });
    }

    void call(Path source, BuildEnvironment environment, Installation installation)
            throws IOException, InterruptedException {
        installation.step(value.option());
        Map<String, String> given = new LinkedHashMap<>();
        part.options().forEach((name, option) -> given.put("o" + name, option.text()));
        part.section("buildout").forEach((name, option) -> given.put("b" + name, option.text()));
        try (Downloaded downloaded = part.services().downloads().fetch(file)) {
            Lines lines = new Lines(installation::output);
            Outcome outcome = Command.in(
                            source, "python3", "-c", CALL, downloaded.file().toString(), function)
                    .withTimeLimit(Patience.of(part).limit())
                    .withEnvironment(environment.variables())
                    .withInput(Json.object(given).getBytes(StandardCharsets.UTF_8))
                    .withCopyTo(lines)
                    .run();
            lines.finish();
            if (!outcome.succeeded()) {
                throw value.reject(outcome.failure() + ": " + outcome.output().trimmed());
            }
        } catch (IOException e) {
            throw part.reject(value.option(), "cannot be called: it needs a python3 (" + e.getMessage() + ")");
        }
    }
}
