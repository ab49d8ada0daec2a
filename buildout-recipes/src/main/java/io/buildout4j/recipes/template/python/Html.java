package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few things templates do with HTML. */
final class Html {

    private static final Pattern COMMENTS = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAGS = Pattern.compile("<.*?>", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\\w+));");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "copy", "\u00a9");

    private Html() {}

    /** The text without comments and tags, its blanks drawn together, its entities resolved. */
    static String stripTags(String html) {
        String bare = TAGS.matcher(COMMENTS.matcher(html).replaceAll("")).replaceAll("");
        return unescape(String.join(
                " ",
                StrMethods.split(bare, None.NONE, -1, false).stream()
                        .map(Object::toString)
                        .toList()));
    }

    static String unescape(String html) {
        return ENTITY.matcher(html).replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(java.util.regex.MatchResult match) {
        if (match.group(3) != null) {
            return NAMED.getOrDefault(match.group(3), match.group());
        }
        int point = match.group(1) != null ? Integer.parseInt(match.group(1)) : Integer.parseInt(match.group(2), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "\ufffd";
    }
}
