package io.buildout4j.engine.text;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was likely meant. */
public final class Spelling {

    private Spelling() {}

    /** The known name nearest to a written one, if one is near enough to be worth mentioning. */
    public static Optional<String> suggest(String written, Collection<String> known) {
        // Any two names of one or two letters are near each other; only blanks and case tell of a slip there.
        int limit = written.strip().length() < 3 ? 0 : Math.max(1, Math.min(3, written.length() / 3));
        String best = null;
        int bestSlips = limit + 1;
        for (String name : known) {
            if (Math.abs(name.length() - written.strip().length()) < bestSlips && !name.equals(written)) {
                int slips = slips(written, name);
                if (slips < bestSlips) {
                    best = name;
                    bestSlips = slips;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether one letter was mistaken, missed or added, or two neighbours swapped. */
    public static boolean isOneSlip(String written, String meant) {
        return Math.abs(written.length() - meant.length()) <= 1 && slips(written, meant) == 1;
    }

    /** How many letters were missed, added or mistaken; two neighbours swapped are one slip, a wrong case is none. */
    static int slips(String written, String meant) {
        String a = written.strip().toLowerCase(java.util.Locale.ROOT);
        String b = meant.toLowerCase(java.util.Locale.ROOT);
        int[] twoAgo = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, twoAgo[j - 2] + 1);
                }
                current[j] = best;
            }
            int[] spare = twoAgo;
            twoAgo = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
