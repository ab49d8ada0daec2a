package io.buildout4j.recipes.value;

import com.sun.security.auth.module.UnixSystem;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Publishes who runs the buildout. */
final class UserRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "says who runs the buildout", "slapos.cookbook:userinfo")
            .withPublished("pw-name", "the user's name; also pw-uid, pw-gid, pw-dir, pw-shell")
            .withPublished("gr-name", "the name of the group; also gr-gid");

    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    UserRecipe(Part part) throws IOException {
        UnixSystem self = new UnixSystem();
        String user = Long.toString(self.getUid());
        String group = Long.toString(self.getGid());
        // Accounts of a directory service do not stand in the file; the system knows their names all the same.
        String[] account = line(USERS, user, 7)
                .orElse(new String[] {self.getUsername(), "", user, group, "", System.getProperty("user.home", "/"), ""
                });
        part.publish("pw-name", account[0]);
        part.publish("pw-uid", user);
        part.publish("pw-gid", account[3]);
        part.publish("pw-dir", account[5]);
        part.publish("pw-shell", account[6]);
        part.publish("gr-name", line(GROUPS, group, 4).map(fields -> fields[0]).orElse(group));
        part.publish("gr-gid", group);
    }

    @Override
    public void install(Installation installation) {
        // What is published is all there is.
    }

    /** The fields of the line that has that number in its third field. */
    private static Optional<String[]> line(Path file, String number, int fields) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split(":", -1))
                .filter(line -> line.length == fields && line[2].equals(number))
                .findFirst();
    }
}
