package io.buildout4j.recipes.node;

import java.nio.file.Path;
import java.util.Map;

/** Deploys, with one parameter and then another, until it is killed. */
final class KilledDeployment {

    private KilledDeployment() {}

    public static void main(String[] args) {
        Release release = new Release(Path.of(args[0]));
        SoftwareRelease software = release.releases().install(args[1]);
        System.out.println("begun");
        for (int i = 0; ; i++) {
            Instance instance = Instance.of(software, release.partition("site"))
                    .withParameters(Map.of("name", "round-" + i % 3))
                    .withTimestamp(String.valueOf(i));
            release.releases().update(args[1]);
            Node.builder().build().process(instance);
        }
    }
}
