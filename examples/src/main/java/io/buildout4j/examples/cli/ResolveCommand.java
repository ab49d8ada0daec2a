package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Prints every section after macros and substitution. */
final class ResolveCommand implements Command {

    private final GlobalOptions options;

    private boolean json;

    private boolean batch;

    private boolean recipes;

    private boolean placeholders;

    private Set<String> wanted = new LinkedHashSet<>();

    ResolveCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "buildout resolve",
                        "Prints the sections after macros and substitution, without loading recipes.")
                .flag("--json", "print raw and resolved sections and all errors as JSON")
                .flag("--batch", "read one FILE a line from standard input, write one line of JSON for each")
                .flag("--recipes", "construct the recipes, so that what they publish is seen")
                .flag("--placeholders", "write @SECTION:OPTION@ for options that only a recipe could publish")
                .words("SECTION", "the sections to print (default: all)")
                .example("buildout resolve web", "[web] as its recipe would see it")
                .example("ls */*.cfg | buildout resolve --json --batch", "many profiles, read by one process")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            case "--batch" -> batch = true;
            case "--recipes" -> recipes = true;
            case "--placeholders" -> placeholders = true;
            case "SECTION" -> wanted.add(value);
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() throws IOException {
        Buildout buildout = (recipes ? options.installer() : options.reader()).build();
        if (batch) {
            resolveAll(buildout);
            return ExitStatus.DONE;
        }
        if (json) {
            Map<String, Object> data = resolve(buildout, () -> options.load(buildout));
            options.console().out().println(Json.text(data));
            return data.containsKey("error") ? ExitStatus.FAILED : ExitStatus.DONE;
        }
        Profile profile = options.load(buildout);
        List<BuildoutException> missing = missing(profile);
        missing.forEach(problem -> options.console().failure(problem, options.verbose()));
        int status = print(resolved(buildout, profile));
        return missing.isEmpty() ? status : ExitStatus.FAILED;
    }

    private void resolveAll(Buildout buildout) throws IOException {
        BufferedReader files =
                new BufferedReader(new InputStreamReader(options.console().in(), StandardCharsets.UTF_8));
        for (String file = files.readLine(); file != null; file = files.readLine()) {
            String source = file;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", source);
            line.putAll(resolve(buildout, () -> buildout.load(options.request(source))));
            options.console().out().println(Json.line(line));
            options.console().out().flush();
        }
    }

    private Map<String, Object> resolve(Buildout buildout, Callable<Profile> loaded) {
        try {
            Profile profile = loaded.call();
            ResolvedProfile resolved = resolved(buildout, profile);
            Map<String, Object> raw = new LinkedHashMap<>();
            Map<String, Object> sections = new LinkedHashMap<>();
            Map<String, Object> errors = new LinkedHashMap<>();
            Map<String, Object> defaults = new LinkedHashMap<>();
            for (Section section : profile.sections().values()) {
                String name = section.name();
                if (!wanted.isEmpty() && !wanted.contains(name)) {
                    continue;
                }
                raw.put(name, texts(section));
                List<String> engine = section.options().values().stream()
                        .filter(option -> option.isOnlyDefault())
                        .map(option -> option.name())
                        .toList();
                if (!engine.isEmpty()) {
                    defaults.put(name, engine);
                }
                resolved.problem(name)
                        .ifPresentOrElse(
                                problem -> errors.put(name, error(problem)),
                                () -> sections.put(name, texts(resolved, name)));
            }
            missing(profile).forEach(problem -> errors.put(problem.diagnostic().detail(), error(problem)));
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("raw", raw);
            data.put("sections", sections);
            data.put("errors", errors);
            data.put("defaults", defaults);
            return data;
        } catch (BuildoutException problem) {
            return Map.of("error", error(problem));
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The sections that were asked for and are not there. */
    private List<BuildoutException> missing(Profile profile) {
        return wanted.stream()
                .filter(section -> profile.find(section).isEmpty())
                .<BuildoutException>map(
                        section -> new BuildoutException.Resolving(QueryCommand.missingSection(profile, section)))
                .toList();
    }

    private ResolvedProfile resolved(Buildout buildout, Profile profile) {
        if (recipes) {
            return buildout.resolveWithRecipes(profile);
        }
        return placeholders ? buildout.resolveWithPlaceholders(profile) : profile.resolve();
    }

    private int print(ResolvedProfile resolved) {
        int status = ExitStatus.DONE;
        for (String name : resolved.sections()) {
            if (!wanted.isEmpty() && !wanted.contains(name)) {
                continue;
            }
            @Nullable BuildoutException problem = resolved.problem(name).orElse(null);
            if (problem != null) {
                options.console().failure(problem, options.verbose());
                status = ExitStatus.FAILED;
                continue;
            }
            options.console().out().println(text(resolved, name));
        }
        return status;
    }

    /** A resolved section as a profile would write it. */
    static String text(ResolvedProfile resolved, String section) {
        StringBuilder text = new StringBuilder("[" + section + "]\n");
        texts(resolved, section)
                .forEach((option, value) -> text.append(option)
                        .append(" = ")
                        .append(value.replace("\n", "\n\t"))
                        .append('\n'));
        return text.toString();
    }

    private static Map<String, String> texts(Section section) {
        Map<String, String> texts = new LinkedHashMap<>();
        section.options().forEach((name, option) -> texts.put(name, option.value()));
        return texts;
    }

    private static Map<String, String> texts(ResolvedProfile resolved, String section) {
        Map<String, String> texts = new LinkedHashMap<>();
        resolved.section(section).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    /** A problem as the errors of a resolution hold it. */
    private static Map<String, Object> error(BuildoutException problem) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", problem.diagnostic().kind().word());
        error.put("detail", problem.diagnostic().detail());
        error.put("message", problem.diagnostic().text());
        return error;
    }
}
