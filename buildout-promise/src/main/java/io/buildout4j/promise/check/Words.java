package io.buildout4j.promise.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words readers of these promises know: quoted values and the system's errors, as Python says them. */
final class Words {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$|(?=%))");

    private Words() {}

    /** A text in quotes. */
    static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\\') {
                quoted.append('\\').append(c);
            } else if (!control(c, quoted)) {
                quoted.append(c);
            }
        }
        return quoted.append(quote).toString();
    }

    /** Bytes in quotes, those beyond ASCII as numbers. */
    static String quotedBytes(String text) {
        String latin = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String quoted = quoted(latin);
        StringBuilder bytes = new StringBuilder("b");
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            bytes.append(c < 0x7F ? String.valueOf(c) : hexadecimal(c));
        }
        return bytes.toString();
    }

    private static boolean control(char c, StringBuilder into) {
        switch (c) {
            case '\n' -> into.append("\\n");
            case '\t' -> into.append("\\t");
            case '\r' -> into.append("\\r");
            default -> {
                if (c >= ' ' && c != 0x7F) {
                    return false;
                }
                into.append(hexadecimal(c));
            }
        }
        return true;
    }

    private static String hexadecimal(char c) {
        return String.format(Locale.ROOT, "\\x%02x", (int) c);
    }

    /** An address in figures; of version 6 without its longest row of zeros. */
    static String address(InetAddress address) {
        String figures = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return figures;
        }
        return ZEROS.matcher(figures)
                .results()
                .map(MatchResult::group)
                .reduce((one, other) -> other.length() > one.length() ? other : one)
                .map(zeros -> figures.replaceFirst(zeros, "::"))
                .orElse(figures);
    }

    /** Why a connection failed. */
    static String connection(IOException e) {
        if (e instanceof UnknownHostException) {
            return "gaierror: [Errno -2] Name or service not known";
        }
        String said = e.getMessage() == null ? "" : e.getMessage();
        if (e instanceof SocketTimeoutException || said.contains("timed out")) {
            return "TimeoutError: [Errno 110] Connection timed out";
        }
        if (e instanceof NoRouteToHostException || said.contains("No route to host")) {
            return "OSError: [Errno 113] No route to host";
        }
        if (said.contains("Connection refused")) {
            return "ConnectionRefusedError: [Errno 111] Connection refused";
        }
        if (said.contains("No such file")) {
            return "FileNotFoundError: [Errno 2] No such file or directory";
        }
        if (said.contains("unreachable")) {
            return "OSError: [Errno 101] Network is unreachable";
        }
        if (said.contains("Permission denied")) {
            return "PermissionError: [Errno 13] Permission denied";
        }
        return (e instanceof ConnectException ? "OSError" : e.getClass().getSimpleName()) + ": " + said;
    }

    /** Why a file could not be read. */
    static String file(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "PermissionError(13, 'Permission denied')";
        }
        if (e instanceof NoSuchFileException) {
            return "FileNotFoundError(2, 'No such file or directory')";
        }
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        return said.contains("Is a directory")
                ? "IsADirectoryError(21, 'Is a directory')"
                : e.getClass().getSimpleName() + "(" + quoted(said) + ")";
    }

    /** A number of bytes in G with decimals. */
    static String gigabytes(double bytes, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", bytes / (1L << 30));
    }

    /** A number of bytes with its largest unit: 512.0M. */
    static String bytes(double bytes) {
        double value = bytes;
        for (String unit : new String[] {"B", "K", "M", "G", "T"}) {
            if (value < 1024 || unit.equals("T")) {
                return String.format(Locale.ROOT, "%.1f%s", value, unit);
            }
            value /= 1024;
        }
        throw new IllegalStateException("unreachable");
    }
}
