package io.buildout4j.recipes.slap;

import java.util.Map;

/**
 * Where a deployment publishes how it can be reached. A host offers it to the recipes among its services; the recipes
 * of the publish family need one.
 */
public interface ConnectionParameters {

    /** The reference under which a deployment publishes for itself, rather than for one of its shared instances. */
    String OWN = "";

    /**
     * Publishes parameters, in place of those published under the same reference before.
     *
     * @param reference the shared instance they are for, or {@link #OWN}
     * @param parameters text by name
     * @throws Exception if they cannot be handed on now
     */
    void publish(String reference, Map<String, String> parameters) throws Exception;

    /** What is published under a reference now; empty if nothing is. */
    Map<String, String> published(String reference) throws Exception;
}
