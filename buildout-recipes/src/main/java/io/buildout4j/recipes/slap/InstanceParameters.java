package io.buildout4j.recipes.slap;

import java.util.List;
import java.util.Map;

/**
 * What a deployment was asked for with, and where it was put. A host offers it to the recipes among its services; only
 * the parameters are a must.
 */
@FunctionalInterface
public interface InstanceParameters {

    /** Text by name. A deployment with serialised parameters has one, named {@code _}, whose text is JSON. */
    Map<String, String> parameters() throws Exception;

    /**
     * What else is known, by the names of the options in which profiles read it: {@code slap-software-type}, {@code
     * instance-title}, {@code root-instance-title}, {@code instance-guid}, {@code instance-state}, {@code
     * slap-computer-id}, {@code slap-computer-partition-id}, {@code slap-software-release-url}, {@code timestamp}.
     */
    default Map<String, String> attributes() throws Exception {
        return Map.of();
    }

    /** The addresses the deployment may listen on, IPv4 and IPv6 mixed. */
    default List<String> addresses() throws Exception {
        return List.of();
    }

    /**
     * The shared instances that this deployment serves: their parameters by name, and the reference of each under the
     * name {@code slave_reference}.
     */
    default List<Map<String, String>> sharedInstances() throws Exception {
        return List.of();
    }
}
