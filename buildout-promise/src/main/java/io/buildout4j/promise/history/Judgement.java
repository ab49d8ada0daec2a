package io.buildout4j.promise.history;

import java.util.List;

/**
 * The published rule by which a history is judged.
 *
 * @param failed whether it counts as failed
 * @param message what the newest transaction said
 */
public record Judgement(boolean failed, String message) {
    private static final Judgement NOTHING = new Judgement(false, "No result found!");

    /**
     * Judges transactions, the newest first: failed if the newest one failed and, counting failed ones from it on and
     * stopping there, exactly {@code failures} are met.
     */
    public static Judgement of(List<Transaction> newest, int failures) {
        if (newest.isEmpty()) {
            return NOTHING;
        }
        String message = newest.get(0).text();
        if (!newest.get(0).failed()) {
            return new Judgement(false, message);
        }
        int found = 1;
        for (int i = 1; i < newest.size() && found < failures; i++) {
            if (newest.get(i).failed()) {
                found++;
            }
        }
        return new Judgement(found == failures, message);
    }
}
