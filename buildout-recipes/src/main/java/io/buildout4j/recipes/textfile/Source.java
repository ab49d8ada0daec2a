package io.buildout4j.recipes.textfile;

import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.download.Sums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * A text to fill in, and what to call it in messages.
 *
 * @param name the file or URL, or the option it stands in
 * @param text the text
 */
record Source(String name, String text) {

    /** The file or URL of an option, verified by whatever checksums the part states. */
    static Source fetched(Part part, Value url) throws IOException, InterruptedException {
        DownloadRequest request =
                Sums.of(part).of(DownloadRequest.of(url.text().strip()).forPurpose("part " + part.name()));
        try (Downloads.Downloaded file = part.services().downloads().fetch(request)) {
            return new Source(url.text().strip(), Files.readString(file.file(), StandardCharsets.UTF_8));
        }
    }
}
