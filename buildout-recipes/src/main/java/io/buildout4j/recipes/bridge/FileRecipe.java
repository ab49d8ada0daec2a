package io.buildout4j.recipes.bridge;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.bridge.Bridge.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/** A recipe that is a class in a Python file: {@code Class(buildout, name, options)} with install and update. */
public final class FileRecipe implements Recipe {

    private final Bridge bridge;
    private final String version;

    /**
     * Constructs the Python recipe.
     *
     * @param file the Python file
     * @param className the class in it
     */
    public FileRecipe(Part part, Path file, String className) throws Exception {
        version = file.getFileName() + "-"
                + DigestUtils.sha256Hex(Files.readAllBytes(file)).substring(0, 16);
        bridge = Bridge.of(part, new Source(Optional.of(file), className, Map.of(), Map.of()));
        bridge.init();
    }

    @Override
    public void install(Installation installation) throws Exception {
        own(bridge.run(Phase.INSTALL, Optional.of(installation)).made(), installation);
    }

    @Override
    public void update(Installation installation) throws Exception {
        Set<Path> owned = new HashSet<>(installation.owned());
        bridge.run(Phase.UPDATE, Optional.of(installation)).made().stream()
                .filter(path -> !owned.contains(path))
                .forEach(installation::created);
    }

    @Override
    public String version() {
        return version;
    }

    /**
     * Python recipes tell what they made when it is made. What is announced then would be taken for somebody's and kept
     * aside, so it steps aside itself meanwhile.
     */
    private static void own(List<Path> made, Installation installation) throws IOException {
        for (Path path : made) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Path aside = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".made");
                Files.move(path, aside);
                installation.created(path);
                Files.move(aside, path);
            } else {
                installation.created(path);
            }
        }
    }
}
