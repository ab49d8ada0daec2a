package io.buildout4j.recipes.template.python;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The backslash escapes of string literals. */
final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\\{([^}]*)\\}|(.)|$)",
            Pattern.DOTALL);

    private Escapes() {}

    static String decode(String literal, int line) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        StringBuilder decoded = new StringBuilder(literal.length());
        Matcher matcher = ESCAPE.matcher(literal);
        int at = 0;
        while (matcher.find()) {
            decoded.append(literal, at, matcher.start());
            at = matcher.end();
            one(matcher, decoded, line);
        }
        return decoded.append(literal, at, literal.length()).toString();
    }

    private static void one(Matcher matcher, StringBuilder decoded, int line) {
        if (matcher.group(1) != null) {
            decoded.appendCodePoint(Integer.parseInt(matcher.group(1), 8));
            return;
        }
        for (int group = 2; group <= 4; group++) {
            if (matcher.group(group) != null) {
                long point = Long.parseLong(matcher.group(group), 16);
                if (point > Character.MAX_CODE_POINT) {
                    throw PythonError.syntax("illegal Unicode character", line);
                }
                decoded.appendCodePoint((int) point);
                return;
            }
        }
        if (matcher.group(5) != null) {
            try {
                decoded.appendCodePoint(Character.codePointOf(matcher.group(5)));
                return;
            } catch (IllegalArgumentException e) {
                throw PythonError.syntax("unknown Unicode character name", line);
            }
        }
        String c = matcher.group(6) == null ? "" : matcher.group(6);
        switch (c) {
            case "\n" -> {}
            case "n" -> decoded.append('\n');
            case "t" -> decoded.append('\t');
            case "r" -> decoded.append('\r');
            case "\\", "'", "\"" -> decoded.append(c);
            case "a" -> decoded.append('\u0007');
            case "b" -> decoded.append('\b');
            case "f" -> decoded.append('\f');
            case "v" -> decoded.append('\u000b');
            case "x", "u", "U", "N" -> throw PythonError.syntax("truncated \\" + c + " escape", line);
            default -> decoded.append('\\').append(c);
        }
    }
}
