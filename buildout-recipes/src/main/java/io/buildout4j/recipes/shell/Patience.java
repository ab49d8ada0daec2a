package io.buildout4j.recipes.shell;

import io.buildout4j.recipe.Part;
import java.time.Duration;

/**
 * How long recipes let the programs run that profiles name: a build step, a command, git. Then the program and all it
 * started are stopped, and the part fails. A host has its own among its services:
 * {@code builder.service(Patience.class, new Patience(Duration.ofMinutes(10)))}.
 *
 * @param limit for each program
 */
public record Patience(Duration limit) {

    /** Long enough for the largest builds, and not for ever. */
    public static final Patience STANDARD = new Patience(Duration.ofHours(24));

    /** What the host of a part says, or else the standard. */
    public static Patience of(Part part) {
        return part.services().find(Patience.class).orElse(STANDARD);
    }
}
