package io.buildout4j.recipes.slap;

import io.buildout4j.recipe.Part;

/** The host's place for connection parameters. */
final class Connections {

    private Connections() {}

    static ConnectionParameters of(Part part) {
        return part.services()
                .find(ConnectionParameters.class)
                .orElseThrow(
                        () -> part.reject("publishes connection parameters, and the host offers no place for them"));
    }
}
