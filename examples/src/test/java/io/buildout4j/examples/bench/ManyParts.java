package io.buildout4j.examples.bench;

import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A profile of parts that do next to nothing, each but the first two referring to two before it. */
final class ManyParts {

    private ManyParts() {}

    static Path profile(Path directory, int parts) throws IOException {
        StringBuilder text = new StringBuilder("[buildout]\nparts =\n");
        for (int i = 0; i < parts; i++) {
            text.append("  part").append(i).append('\n');
        }
        for (int i = 0; i < parts; i++) {
            text.append("\n[part")
                    .append(i)
                    .append("]\nrecipe = bench:file\ntext = ")
                    .append(i);
            if (i > 1) {
                text.append(" after ${part")
                        .append(i / 2)
                        .append(":output} and ${part")
                        .append(i / 3)
                        .append(":output}");
            }
            text.append("\noutput = ${buildout:parts-directory}/part").append(i).append('\n');
        }
        Path file = Files.writeString(directory.resolve("buildout.cfg"), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        return file;
    }

    /** Writes one file. */
    static final class FileRecipe implements Recipe {
        private final Path output;
        private final String text;

        FileRecipe(Part part) {
            output = part.directory().resolve(part.required("output").asPath());
            text = part.required("text").text();
        }

        @Override
        public void install(Installation installation) throws IOException {
            Files.writeString(installation.created(output), text);
        }
    }
}
