package io.buildout4j.recipes.slap;

import java.util.Map;

/**
 * Another instance that a deployment wants.
 *
 * @param name the reference by which the deployment knows it
 * @param softwareUrl the software release
 * @param softwareType which of the instances that the release offers
 * @param shared whether it is only a set of parameters in an instance that exists
 * @param state {@code started}, {@code stopped} or {@code destroyed}
 * @param parameters text by name; serialised ones stand under the name {@code _}
 * @param filters what a suitable place is, by the names the master knows
 */
public record InstanceRequest(
        String name,
        String softwareUrl,
        String softwareType,
        boolean shared,
        String state,
        Map<String, String> parameters,
        Map<String, String> filters) {

    public InstanceRequest {
        parameters = Map.copyOf(parameters);
        filters = Map.copyOf(filters);
    }
}
