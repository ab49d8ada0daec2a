package io.buildout4j.recipes.slap;

import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Instance profiles that take and give parameters in plain sections, without a recipe, as tutorials write them. */
public final class PlainInstance {

    private static final String PARAMETERS = "instance-parameter";
    private static final String PUBLISHED = "publish-connection-parameter";

    private PlainInstance() {}

    /**
     * What to assign to a profile so that its section {@code [instance-parameter]} has the parameters; nothing if it has
     * no such section.
     *
     * @return values by {@code section:option}
     */
    public static Map<String, String> assignments(Profile profile, Map<String, String> parameters) {
        Map<String, String> assignments = new LinkedHashMap<>();
        if (profile.find(PARAMETERS).isPresent()) {
            parameters.forEach((name, value) -> assignments.put(PARAMETERS + ":configuration." + name, value));
        }
        return assignments;
    }

    /** Publishes what stands in the section {@code [publish-connection-parameter]}, below what recipes published. */
    public static void publish(ResolvedProfile resolved, ConnectionParameters connections) throws Exception {
        if (resolved.sections().contains(PUBLISHED)) {
            Map<String, String> texts = new LinkedHashMap<>();
            resolved.section(PUBLISHED).forEach((name, value) -> texts.put(name, value.text()));
            texts.remove("recipe");
            texts.putAll(connections.published(ConnectionParameters.OWN));
            connections.publish(ConnectionParameters.OWN, texts);
        }
    }
}
