package io.buildout4j.engine.download;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One place a file may be had from, as a profile names it. */
sealed interface Source {

    /** How it is called in messages: as written, but never with a password. */
    String shown();

    /** On this machine. */
    record Local(String shown, Path file) implements Source {}

    /**
     * On the network.
     *
     * @param written the URL as the profile spells it, which names the file in the cache
     * @param uri the URL as it is asked for, without credentials and fragment
     * @param userInfo {@code user:password} where the URL holds them
     */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    record Remote(String written, URI uri, Optional<String> userInfo) implements Source {
        @Override
        public String shown() {
            return uri.toString();
        }
    }

    // One letter before the colon is a drive, not a scheme.
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    /** Characters that may stand in a URL as they are. */
    String URL_CHARACTERS = "-._~:/?#[]@!$&'()*+,;=%";

    /**
     * @param directory where relative paths begin
     * @throws TransferException if the text names no place that can be downloaded from
     */
    static Source of(String text, Path directory) throws TransferException {
        String written = text.strip();
        if (written.isEmpty()) {
            throw TransferException.hopeless("the URL is empty");
        }
        Matcher matcher = SCHEME.matcher(written);
        if (!matcher.matches()) {
            return local(written, written, directory);
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> local(written, pathOfFileUrl(matcher.group(2)), directory);
            case "http", "https" -> remote(written);
            default -> throw TransferException.hopeless("URLs that begin with '" + scheme + ":' cannot be downloaded");
        };
    }

    private static String pathOfFileUrl(String afterScheme) throws TransferException {
        if (!afterScheme.startsWith("//")) {
            return afterScheme;
        }
        int slash = afterScheme.indexOf('/', 2);
        String host = slash < 0 ? afterScheme.substring(2) : afterScheme.substring(2, slash);
        if (!host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
            throw TransferException.hopeless("the host '" + host + "' in a file URL is not this machine");
        }
        return slash < 0 ? "" : afterScheme.substring(slash);
    }

    private static Local local(String shown, String path, Path directory) throws TransferException {
        try {
            // zc.buildout takes the path of a file URL literally; a properly escaped one is meant too.
            Path literal = directory.resolve(path).normalize();
            if (path.indexOf('%') < 0 || Files.exists(literal)) {
                return new Local(shown, literal);
            }
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return new Local(shown, directory.resolve(decoded).normalize());
        } catch (IllegalArgumentException e) {
            String reason = e instanceof InvalidPathException invalid ? invalid.getReason() : e.getMessage();
            throw TransferException.hopeless("it is not a path: " + reason);
        }
    }

    private static Remote remote(String written) throws TransferException {
        try {
            URI whole = new URI(escaped(written));
            if (whole.getHost() == null) {
                throw TransferException.hopeless("the URL names no host");
            }
            return new Remote(written, bare(whole), Optional.ofNullable(whole.getUserInfo()));
        } catch (URISyntaxException e) {
            throw TransferException.hopeless("the URL is malformed: " + e.getReason());
        }
    }

    /** The URL without credentials and fragment, neither of which is sent as part of it. */
    static URI bare(URI whole) throws URISyntaxException {
        StringBuilder text = new StringBuilder();
        text.append(whole.getScheme().toLowerCase(Locale.ROOT)).append("://").append(whole.getHost());
        if (whole.getPort() >= 0) {
            text.append(':').append(whole.getPort());
        }
        String path = whole.getRawPath();
        text.append(path == null || path.isEmpty() ? "/" : path);
        if (whole.getRawQuery() != null) {
            text.append('?').append(whole.getRawQuery());
        }
        return new URI(text.toString());
    }

    /** The text with every character that may not stand in a URL, such as a blank, in percent form. */
    static String escaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit((char) b) || URL_CHARACTERS.indexOf((char) b) >= 0);
            if (plain) {
                bytes.write(b);
            } else {
                bytes.writeBytes(String.format("%%%02X", b & 0xff).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
