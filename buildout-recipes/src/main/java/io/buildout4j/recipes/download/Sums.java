package io.buildout4j.recipes.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.download.Checksum;
import io.buildout4j.download.DownloadRequest;
import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a part says that the bytes of its file must be: {@code md5sum}, {@code sha256sum} and their like.
 *
 * @param options the options that say so
 * @param checksums what they say, in the same order
 */
public record Sums(List<Value> options, List<Checksum> checksums) {

    public Sums {
        options = List.copyOf(options);
        checksums = List.copyOf(checksums);
    }

    /**
     * Reads the options; blank ones say nothing.
     *
     * @throws BuildoutException if one of them cannot be such a checksum
     */
    public static Sums of(Part part) {
        List<Value> options = new ArrayList<>();
        List<Checksum> checksums = new ArrayList<>();
        for (Checksum.Algorithm algorithm : Checksum.Algorithm.values()) {
            Optional<Value> option = part.optional(algorithm.option())
                    .filter(value -> !value.text().isBlank());
            if (option.isPresent()) {
                options.add(option.get());
                checksums.add(checksum(part, algorithm, option.get()));
            }
        }
        return new Sums(options, checksums);
    }

    private static Checksum checksum(Part part, Checksum.Algorithm algorithm, Value value) {
        try {
            return new Checksum(algorithm, value.text());
        } catch (BuildoutException e) {
            Diagnostic found = e.diagnostic();
            Diagnostic told = Diagnostic.error(
                            found.kind(),
                            found.detail(),
                            "option '" + value.option() + "' of part " + part.name() + ": " + found.problem())
                    .at(value.origin());
            throw new BuildoutException.Downloading(
                    found.hint().map(told::withHint).orElse(told));
        }
    }

    /** Whether nothing is known of the bytes. */
    public boolean isEmpty() {
        return checksums.isEmpty();
    }

    /** A request that wants these. */
    public DownloadRequest of(DownloadRequest request) {
        DownloadRequest wanting = request;
        for (Checksum checksum : checksums) {
            wanting = wanting.with(checksum);
        }
        return wanting;
    }
}
