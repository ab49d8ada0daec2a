package io.buildout4j.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A digest that a file must have.
 *
 * @param algorithm how it is computed
 * @param hex the digest, in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    /** The digests that profiles name. */
    public enum Algorithm {
        MD5("MD5", 32),
        SHA1("SHA-1", 40),
        SHA256("SHA-256", 64),
        SHA384("SHA-384", 96),
        SHA512("SHA-512", 128);

        private final String standardName;
        private final int digits;

        Algorithm(String standardName, int digits) {
            this.standardName = standardName;
            this.digits = digits;
        }

        /** The name by which the Java platform knows it, such as {@code SHA-256}. */
        public String standardName() {
            return standardName;
        }

        /** The option by which recipes take it, such as {@code sha256sum}. */
        public String option() {
            return name().toLowerCase(Locale.ROOT) + "sum";
        }

        /** How many hexadecimal digits it has. */
        public int digits() {
            return digits;
        }
    }

    /**
     * @throws BuildoutException if the text cannot be such a digest; letter case and outer blanks do not matter
     */
    public Checksum {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.digits() || !HEX.matcher(hex).matches()) {
            throw new BuildoutException.Downloading(Diagnostic.error(
                            Diagnostic.Kind.CHECKSUM_MALFORMED,
                            hex,
                            "'" + hex + "' is not an " + algorithm.standardName() + " checksum (" + algorithm.digits()
                                    + " hexadecimal digits)")
                    .withHint(hint(hex)));
        }
    }

    private static String hint(String hex) {
        return Arrays.stream(Algorithm.values())
                .filter(a -> a.digits() == hex.length() && HEX.matcher(hex).matches())
                .findFirst()
                .map(a -> "it has the length of a " + a.standardName() + ": use " + a.option())
                .orElse("found " + hex.codePoints().count() + " characters");
    }

    /** A checksum written as one word, such as {@code sha256:…}, or bare digits, which are an MD5. */
    public static Checksum parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Checksum(Algorithm.MD5, text);
        }
        String name = text.substring(0, colon).strip().toUpperCase(Locale.ROOT).replace("-", "");
        Algorithm algorithm = Arrays.stream(Algorithm.values())
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BuildoutException.Downloading(Diagnostic.error(
                                Diagnostic.Kind.CHECKSUM_MALFORMED, text, "no checksum is called '" + name + "'")
                        .withHint("known are "
                                + Arrays.stream(Algorithm.values())
                                        .map(a -> a.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
        return new Checksum(algorithm, text.substring(colon + 1));
    }

    /** The algorithm and the digits, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }
}
