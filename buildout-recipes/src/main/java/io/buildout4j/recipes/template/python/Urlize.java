package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes links of what looks like a URL or a mail address. */
final class Urlize {

    private static final Pattern WORDS = Pattern.compile("\\s+|\\S+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern OPENING = Pattern.compile("^(?:[(<]|&lt;)+");
    private static final Pattern CLOSING = Pattern.compile("(?:[)>.,\n]|&gt;)+$");
    private static final Pattern URL = Pattern.compile(
            "^((https?://|www\\.)(([\\w%-]+\\.)+)?"
                    + "([a-z]{2,63}|xn--[\\w%]{2,59}|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
                    + "|([\\w%-]{2,63}\\.)+[a-z]{2,63}|(\\d{1,3}\\.){3}\\d{1,3}"
                    + "|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}\\]))"
                    + "(?::[\\d]{1,5})?(?:[/?#]\\S*)?"
                    + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)(?::[\\d]{1,5})?(?:[/?#]\\S*)?)$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern MAIL = Pattern.compile("^\\S+@\\w[\\w.-]*\\.\\w+$", Pattern.UNICODE_CHARACTER_CLASS);

    private Urlize() {}

    static String apply(Object[] a) {
        TreeSet<String> relation = new TreeSet<>(List.of("noopener"));
        if (a[4] != None.NONE) {
            relation.addAll(List.of(Text.str(a[4]).strip().split("\\s+")));
        }
        if (Truth.of(a[2])) {
            relation.add("nofollow");
        }
        String target =
                a[3] == None.NONE ? "" : " target=\"" + Markup.escape(a[3]).text() + "\"";
        String attributes =
                " rel=\"" + Markup.escape(String.join(" ", relation)).text() + "\"" + target;
        List<String> schemes = new ArrayList<>();
        if (a[5] != None.NONE) {
            Iteration.over(a[5]).forEachRemaining(scheme -> schemes.add(Text.str(scheme)));
        }
        StringBuilder result = new StringBuilder();
        Matcher words = WORDS.matcher(Markup.escape(a[0]).text());
        while (words.find()) {
            word(words.group(), a[1], attributes, schemes, result);
        }
        return result.toString();
    }

    private static void word(String word, Object limit, String attributes, List<String> schemes, StringBuilder result) {
        String middle = word;
        Matcher opening = OPENING.matcher(middle);
        String head = opening.find() ? opening.group() : "";
        middle = middle.substring(head.length());
        String tail = "";
        if (middle.matches("(?s).*(\\)|>|\\.|,|\n|&gt;)")) {
            Matcher closing = CLOSING.matcher(middle);
            tail = closing.find() ? closing.group() : "";
            middle = middle.substring(0, middle.length() - tail.length());
        }
        for (String[] pair : new String[][] {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}}) {
            int missing = Math.min(count(middle, pair[0]) - count(middle, pair[1]), count(tail, pair[1]));
            for (int i = 0; i < missing; i++) {
                int end = tail.indexOf(pair[1]) + pair[1].length();
                middle += tail.substring(0, end);
                tail = tail.substring(end);
            }
        }
        result.append(head).append(linked(middle, limit, attributes, schemes)).append(tail);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String shortened(String word, Object limit) {
        int most = limit == None.NONE ? Integer.MAX_VALUE : Ints.clamped(limit);
        return word.length() > most ? word.substring(0, Math.max(0, most)) + "..." : word;
    }

    private static String linked(String word, Object limit, String attributes, List<String> schemes) {
        if (URL.matcher(word).matches()) {
            String scheme = word.startsWith("https://") || word.startsWith("http://") ? "" : "https://";
            return "<a href=\"" + scheme + word + "\"" + attributes + ">" + shortened(word, limit) + "</a>";
        }
        if (word.startsWith("mailto:") && MAIL.matcher(word.substring(7)).matches()) {
            return "<a href=\"" + word + "\">" + word.substring(7) + "</a>";
        }
        if (word.contains("@")
                && !word.startsWith("www.")
                && !word.contains(":")
                && MAIL.matcher(word).matches()) {
            return "<a href=\"mailto:" + word + "\">" + word + "</a>";
        }
        for (String scheme : schemes) {
            if (!word.equals(scheme) && word.startsWith(scheme)) {
                return "<a href=\"" + word + "\"" + attributes + ">" + word + "</a>";
            }
        }
        return word;
    }
}
