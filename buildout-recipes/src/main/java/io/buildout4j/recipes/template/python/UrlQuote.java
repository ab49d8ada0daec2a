package io.buildout4j.recipes.template.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as Python's urllib does it. */
final class UrlQuote {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlQuote() {}

    static String quote(Object value, String safe) {
        byte[] bytes =
                value instanceof PyBytes raw ? raw.array() : Text.str(value).getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || safe.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%').append(HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    static String unquote(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%'
                    && i + 2 <= text.length() - 1
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                result.append(bytes.toString(StandardCharsets.UTF_8));
                bytes.reset();
                result.append(text.charAt(i));
            }
        }
        return result.append(bytes.toString(StandardCharsets.UTF_8)).toString();
    }
}
