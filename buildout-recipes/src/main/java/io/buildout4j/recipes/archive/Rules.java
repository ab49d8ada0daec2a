package io.buildout4j.recipes.archive;

/**
 * What an archive may hold.
 *
 * @param entries the most entries
 * @param bytes the most bytes of all its files together
 * @param ratio how many times larger than the archive the files may be, once they are larger than {@code ratioFrom}: a
 *     bomb is stopped early
 * @param ratioFrom bytes up to which any ratio will do
 * @param lenient whether links that point out of the archive, and names that differ in letter case alone, are kept as
 *     tar would; nothing is ever written through such a link
 */
public record Rules(int entries, long bytes, int ratio, long ratioFrom, boolean lenient) {

    /** Room for large software, none for bombs. */
    public static Rules standard() {
        return new Rules(1_000_000, 32L << 30, 250, 128L << 20, false);
    }

    /** These with kept links and names as tar would; see {@link #lenient}. */
    public Rules asLenient(boolean kept) {
        return new Rules(entries, bytes, ratio, ratioFrom, kept);
    }
}
