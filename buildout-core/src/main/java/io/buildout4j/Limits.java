package io.buildout4j;

/**
 * How far a profile may grow before it is refused, so that a hostile or mistaken one is an error and not the end of the
 * host's memory.
 *
 * @param valueLength how many characters one value may have after substitution
 * @param totalLength how many characters all substituted values of a profile may have together
 * @param steps how many single steps may go into one value: the same {@code +=} counts each time it is applied
 * @param fileSize how many bytes one file may have
 * @param files how many files one profile may consist of
 */
public record Limits(long valueLength, long totalLength, long steps, long fileSize, int files) {

    /** Limits that no honest profile reaches: 16 Mi characters a value, 64 Mi in all, 64 MiB a file, 100 000 files. */
    public static Limits standard() {
        return new Limits(16L << 20, 64L << 20, 4L << 20, 64L << 20, 100_000);
    }

    /** These with another limit for one value. */
    public Limits withValueLength(long characters) {
        return new Limits(characters, totalLength, steps, fileSize, files);
    }

    /** These with another limit for all values together. */
    public Limits withTotalLength(long characters) {
        return new Limits(valueLength, characters, steps, fileSize, files);
    }

    /** These with another limit for the steps that go into one value. */
    public Limits withSteps(long count) {
        return new Limits(valueLength, totalLength, count, fileSize, files);
    }
}
