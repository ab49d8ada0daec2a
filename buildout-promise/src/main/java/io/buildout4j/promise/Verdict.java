package io.buildout4j.promise;

/**
 * What the judgement of a promise's history came to.
 *
 * @param type after which kind of judgement
 * @param failed whether the promise is broken
 * @param message why; at most 5003 characters, the last ones of a longer text after three dots
 */
public record Verdict(Type type, boolean failed, String message) {
    private static final int LONGEST = 5000;

    /** The kinds of judgement, with the words that stand in result files. */
    public enum Type {
        /** After a deployment, or one that shall not bang. */
        TEST("Test Result"),
        /** Between deployments. */
        ANOMALY("Anomaly Result"),
        /** The promise has nothing to say in this mode. */
        EMPTY("Empty Result");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The word in a result file. */
        public String text() {
            return text;
        }
    }

    /** Cuts an overlong message. */
    public Verdict {
        if (message.length() > LONGEST) {
            int characters = message.codePointCount(0, message.length());
            if (characters > LONGEST) {
                message = "..." + message.substring(message.offsetByCodePoints(0, characters - LONGEST));
            }
        }
    }

    /** A verdict of a test. */
    public static Verdict test(boolean failed, String message) {
        return new Verdict(Type.TEST, failed, message);
    }

    /** A verdict about an anomaly. */
    public static Verdict anomaly(boolean failed, String message) {
        return new Verdict(Type.ANOMALY, failed, message);
    }

    /** Nothing to say in this mode. */
    public static Verdict empty() {
        return new Verdict(Type.EMPTY, false, "");
    }
}
