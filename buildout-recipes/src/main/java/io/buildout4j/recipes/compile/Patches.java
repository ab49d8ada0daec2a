package io.buildout4j.recipes.compile;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.shell.ShellWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to the source before it is built, each a file for the {@code patch} program.
 *
 * @param requests where they are, in order
 */
record Patches(Part part, List<DownloadRequest> requests, String binary, String options) {

    /** A recipe's description with what {@link #of} reads. */
    static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withOptional("patches", OptionType.LINES, "files for the patch program, a line each, url#md5")
                .withOptional("patch-options", OptionType.ARGUMENTS, "arguments of patch", "-p0")
                .withOptional("patch-binary", OptionType.PATH, "the program", "patch");
    }

    /** Reads {@code patches}, {@code patch-binary} and {@code patch-options}. */
    static Patches of(Part part) {
        List<DownloadRequest> requests = part.optional("patches")
                .map(value -> value.asLines().stream()
                        .map(line -> request(part, value, line))
                        .toList())
                .orElse(List.of());
        return new Patches(
                part, requests, Make.words(part, "patch-binary", "patch"), Make.words(part, "patch-options", "-p0"));
    }

    /** A patch is a URL or a path, and a checksum behind a hash sign if there is one. */
    static DownloadRequest request(Part part, Value value, String line) {
        int hash = line.lastIndexOf('#');
        DownloadRequest bare =
                DownloadRequest.of(hash < 0 ? line : line.substring(0, hash)).forPurpose("part " + part.name());
        String sum = hash < 0 ? "" : line.substring(hash + 1);
        if (sum.isBlank()) {
            return bare;
        }
        try {
            return bare.with(Checksum.parse(sum.replaceFirst("^(md5|sha[0-9]+)=", "$1:")));
        } catch (BuildoutException e) {
            throw new BuildoutException.Downloading(e.diagnostic().at(value.origin()));
        }
    }

    /** Has the patches in the download cache. */
    void prefetch() throws InterruptedException {
        for (DownloadRequest request : requests) {
            if (request.remote().isPresent()) {
                part.services().downloads().fetch(request).close();
            }
        }
    }

    void apply(Workshop workshop) throws IOException, InterruptedException {
        List<Downloaded> files = new ArrayList<>();
        try {
            for (DownloadRequest request : requests) {
                Downloaded file = part.services().downloads().fetch(request);
                files.add(file);
                String name = ShellWords.quote(file.file().toString());
                workshop.run(new Step("patch", binary + " " + options + " < " + name));
            }
        } finally {
            files.forEach(Downloaded::close);
        }
    }
}
