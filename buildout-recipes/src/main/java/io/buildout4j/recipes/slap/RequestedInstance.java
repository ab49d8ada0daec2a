package io.buildout4j.recipes.slap;

import java.util.Map;

/**
 * How far a requested instance is.
 *
 * @param connectionParameters what it has published so far
 * @param guid its identity, empty while it has none
 * @param state such as {@code started}; empty if unknown
 * @param status such as {@code #access Instance correctly started}; empty if unknown
 */
public record RequestedInstance(Map<String, String> connectionParameters, String guid, String state, String status) {

    public RequestedInstance {
        connectionParameters = Map.copyOf(connectionParameters);
    }

    /** An instance that was requested and is not there yet. */
    public static RequestedInstance pending() {
        return new RequestedInstance(Map.of(), "", "", "");
    }
}
