package io.buildout4j.profile;

/**
 * One step in the history of an option: what was written, with which operator, and where.
 *
 * @param operator how the value acts on what was there before
 * @param value the text as parsed, before any substitution
 * @param origin where it was written
 */
public record Assignment(Operator operator, String value, Origin origin) {

    /** The three ways in which a profile writes an option. */
    public enum Operator {
        /** {@code =}: what was there before is gone. */
        SET("="),
        /** {@code +=}: lines are added below what was there. */
        ADD("+="),
        /** {@code -=}: lines equal to the given ones go. */
        REMOVE("-="),
        /** The engine made a relative directory absolute; the value is the whole directory now. */
        DIRECTORY("directory");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** The operator as it stands in a profile. */
        @Override
        public String toString() {
            return sign;
        }
    }
}
