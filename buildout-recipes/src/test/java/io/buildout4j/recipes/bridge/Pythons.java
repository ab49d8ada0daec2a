package io.buildout4j.recipes.bridge;

import io.buildout4j.recipes.shell.Surroundings;
import org.junit.jupiter.api.Assumptions;

/** Skips what needs a Python where there is none. */
final class Pythons {

    private Pythons() {}

    static void require() {
        Assumptions.assumeTrue(new Surroundings(System.getenv()).find("python3").isPresent(), "there is no python3");
    }
}
