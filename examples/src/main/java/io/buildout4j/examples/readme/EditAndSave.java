package io.buildout4j.examples.readme;

import io.buildout4j.profile.edit.ProfileDocument;
import io.buildout4j.profile.edit.ProfileFile;
import io.buildout4j.profile.edit.Token;
import io.buildout4j.profile.edit.WrittenSection;
import java.nio.file.Path;

/** Changes a profile and writes it back with only the change in the diff. */
public final class EditAndSave {

    private EditAndSave() {}

    /** Takes the directory in which instance.cfg stands. */
    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        // snippet
        ProfileFile file = ProfileFile.read(dir.resolve("instance.cfg"));

        ProfileDocument edited = file.document()
                .setVersion("zc.recipe.egg", "2.0.8") // where it is pinned already, however it is spelled there
                .addEntry("buildout", "parts", "web") // on a line of its own, below the last
                .set("web", "port", "8080"); // with the operator, the spacing and the comments it has

        file.save(edited); // as a whole or not at all, and not over what somebody else wrote meanwhile
        // end
        System.out.println(edited.sections().stream().map(WrittenSection::label).toList());
        System.out.println(edited.tokens()
                        .filter(token -> token.kind() == Token.Kind.COMMENT)
                        .count()
                + " comments kept");
    }
}
