package io.buildout4j.examples.cli;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.profile.Profile;
import io.buildout4j.recipes.slap.ConnectionParameters;
import io.buildout4j.recipes.slap.InstanceParameters;
import io.buildout4j.recipes.slap.PlainInstance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instance a run is for, as the command line describes it: parameters come from a JSON file, and what is published
 * is kept to be printed.
 */
final class InstanceFile implements ConnectionParameters, InstanceParameters {

    private static final String PARAMETERS = "instance parameters";

    private final Map<String, String> parameters;
    private final Map<String, Map<String, String>> published = Collections.synchronizedMap(new TreeMap<>());

    private InstanceFile(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the parameters; none if no file is named. What is not text in the file becomes the JSON text of it.
     *
     * @throws BuildoutException if the file cannot be read or holds no JSON object
     */
    static InstanceFile read(@Nullable String file) {
        if (file == null) {
            return new InstanceFile(Map.of());
        }
        if (!(InputFile.json(file, PARAMETERS) instanceof Map<?, ?> object)) {
            throw InputFile.unreadable(file, PARAMETERS, "it holds no JSON object", null);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) ->
                texts.put(String.valueOf(name), value instanceof String text ? text : Json.line(value)));
        return new InstanceFile(texts);
    }

    /** Makes this what recipes of the engine find. */
    Buildout.Builder offerTo(Buildout.Builder builder) {
        return builder.service(ConnectionParameters.class, this).service(InstanceParameters.class, this);
    }

    /** The profile the options name, its section {@code [instance-parameter]} overridden by the parameters. */
    Profile load(GlobalOptions options, Buildout buildout) {
        Profile profile = options.load(buildout);
        Map<String, String> assignments = PlainInstance.assignments(profile, parameters);
        return assignments.isEmpty()
                ? profile
                : buildout.load(options.request(profile.source()).with(assignments));
    }

    /** What installing these parts, or all, would do. */
    InstallPlan plan(GlobalOptions options, Buildout buildout, Set<String> parts) {
        Profile profile = load(options, buildout);
        return buildout.plan(profile, profile.directory(), parts);
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public void publish(String reference, Map<String, String> values) {
        published.put(reference, new LinkedHashMap<>(values));
    }

    @Override
    public Map<String, String> published(String reference) {
        return published.getOrDefault(reference, Map.of());
    }

    /** Everything that was published, by reference. */
    Map<String, Map<String, String>> all() {
        return published;
    }
}
