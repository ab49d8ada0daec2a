package io.buildout4j.engine.prepare;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what may have been meant by a name that is not known. */
final class Spelling {

    private Spelling() {}

    /** The name nearest to a word, if it is near enough to be meant; a swap of neighbours counts as one slip. */
    static Optional<String> nearest(String word, Collection<String> names) {
        int bound = Math.max(1, word.length() / 4);
        return names.stream()
                .filter(name -> slips(word, name) <= bound)
                .min(Comparator.comparingInt((String name) -> slips(word, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                distance[i][j] =
                        Math.min(distance[i - 1][j - 1] + change, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                boolean swap =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swap) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[a.length()][b.length()];
    }
}
