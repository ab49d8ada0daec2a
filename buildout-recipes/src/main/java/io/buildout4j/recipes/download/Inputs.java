package io.buildout4j.recipes.download;

import io.buildout4j.profile.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What goes into a part besides its options. */
final class Inputs {

    private static final Set<String> SUMS =
            Set.of("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum");
    /** Files that their options name with a checksum behind {@code #}, a line each. */
    private static final List<String> FILES =
            List.of("patches", "pre-configure-hook", "pre-make-hook", "post-make-hook");
    /** Trees of the machine, whose content no option tells. */
    private static final List<String> TREES = List.of("path");

    private Inputs() {}

    /** Whether each of them is named with a checksum, so that equal options mean an equal part. */
    static boolean areKnown(Map<String, Value> options) {
        boolean url =
                !has(options, "url") || SUMS.stream().anyMatch(sum -> has(options, sum)) || isSummed(options, "url");
        return url
                && TREES.stream().noneMatch(option -> has(options, option))
                && FILES.stream().filter(option -> has(options, option)).allMatch(option -> isSummed(options, option));
    }

    private static boolean has(Map<String, Value> options, String option) {
        Value value = options.get(option);
        return value != null && !value.text().isBlank();
    }

    private static boolean isSummed(Map<String, Value> options, String option) {
        Value value = options.get(option);
        return value != null
                && value.asLines().stream().allMatch(line -> line.matches(".*#(md5=)?[0-9a-fA-F]{32,128}(:.*)?"));
    }
}
