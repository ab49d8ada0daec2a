package io.buildout4j.recipes.textfile;

import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * A text to fill in, and what to call it in messages.
 *
 * @param name the file or URL, or the option it stands in
 * @param text the text
 */
record Source(String name, String text) {

    /** The file or URL of an option, verified by whatever checksums the part states. */
    static Source fetched(Part part, Value url) throws IOException, InterruptedException {
        DownloadRequest request = DownloadRequest.of(url.text().strip()).forPurpose("part " + part.name());
        for (Map.Entry<String, Value> option : part.options().entrySet()) {
            Optional<Checksum.Algorithm> algorithm = Checksum.Algorithm.ofOption(option.getKey());
            if (algorithm.isPresent() && !option.getValue().text().isBlank()) {
                request = request.with(
                        new Checksum(algorithm.get(), option.getValue().text().strip()));
            }
        }
        try (Downloads.Downloaded file = part.services().downloads().fetch(request)) {
            return new Source(url.text().strip(), Files.readString(file.file(), StandardCharsets.UTF_8));
        }
    }
}
