package io.buildout4j.recipes.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.download.Downloads.Downloaded;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.Unfolding;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a part's options say of a file to download. Errors of the download carry the line that is to be mended: that of
 * the checksum if the bytes are wrong, that of the URL otherwise.
 *
 * @param part the part
 * @param url the option that says where from
 * @param sums the options that say what the bytes must be
 * @param request what is asked for
 */
public record Wanted(Part part, Value url, List<Value> sums, DownloadRequest request) {

    public Wanted {
        sums = List.copyOf(sums);
    }

    /** A recipe's description with what {@link #of} reads. */
    public static RecipeDescription described(RecipeDescription recipe) {
        return recipe.withRequired("url", OptionType.URL, "where the file is: http, https, file or a plain path")
                .withOptional("alternate-url", OptionType.WORDS, "further places, tried in order")
                .withOptional(
                        "md5sum",
                        OptionType.CHECKSUM,
                        "what it must be; sha1sum, sha256sum, sha384sum and sha512sum likewise")
                .withOptional(
                        "offline",
                        OptionType.TRUTH,
                        "whether the network is left alone for it",
                        "offline of [buildout]");
    }

    /**
     * Reads {@code url}, {@code alternate-url} and the checksum options.
     *
     * @throws BuildoutException if the URL is empty or a checksum cannot be one; nothing is asked from the network
     */
    public static Wanted of(Part part) {
        Value url = part.required("url");
        if (url.text().isBlank()) {
            throw part.reject("url", "is empty");
        }
        DownloadRequest request = DownloadRequest.of(url.text().strip()).forPurpose("part " + part.name());
        List<String> alternates =
                part.optional("alternate-url").map(Value::asWords).orElse(List.of());
        for (String alternate : alternates) {
            request = request.orFrom(alternate);
        }
        Optional<Value> offline =
                part.optional("offline").filter(value -> !value.text().isBlank());
        if (offline.isPresent()) {
            request = request.offline(offline.get().asBoolean());
        }
        Sums sums = Sums.of(part);
        return new Wanted(part, url, sums.options(), sums.of(request));
    }

    /** Whether anything is known of the bytes. */
    public boolean isVerified() {
        return !request.checksums().isEmpty();
    }

    /** This under another kind of name in the download cache. */
    public Wanted cachedAs(DownloadRequest.CacheName name) {
        return new Wanted(part, url, sums, request.cachedAs(name));
    }

    /** The last element of the URL's path, or {@code otherwise} if it has none. */
    public String fileName(String otherwise) {
        String text = url.text().strip();
        String path = text.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]+:(//[^/?#]*)?", "");
        if (!path.equals(text)) {
            path = path.replaceFirst("[?#].*", "");
        }
        String name = path.replaceFirst("/+$", "").replaceFirst(".*/", "");
        return name.isEmpty() || name.equals(".") || name.equals("..") ? otherwise : name;
    }

    /** Fetches the file to a place. */
    public void to(Path target) throws InterruptedException {
        try {
            part.services().downloads().fetch(request, target);
        } catch (BuildoutException.Downloading e) {
            throw placed(e);
        }
    }

    /** Fetches the file to wherever it is cheapest. */
    public Downloaded fetch() throws InterruptedException {
        try {
            return part.services().downloads().fetch(request);
        } catch (BuildoutException.Downloading e) {
            throw placed(e);
        }
    }

    /** Fetches an archive to wherever it is cheapest, and unpacks it while it still arrives. */
    public Downloaded fetch(Unfolding unfolding) throws InterruptedException {
        try {
            return part.services().downloads().fetch(request, unfolding::begin);
        } catch (BuildoutException.Downloading e) {
            throw placed(e);
        }
    }

    /** Fetches what is on the network to the download cache alone. */
    public void prefetch() throws InterruptedException {
        if (request.remote().isPresent()) {
            fetch().close();
        }
    }

    private BuildoutException placed(BuildoutException.Downloading e) {
        Diagnostic diagnostic = e.diagnostic();
        boolean wrongBytes = diagnostic.kind() == Diagnostic.Kind.CHECKSUM_MISMATCH;
        Value culprit = wrongBytes && !sums.isEmpty() ? sums.get(0) : url;
        return new BuildoutException.Downloading(diagnostic.at(culprit.origin()), e.getCause());
    }
}
