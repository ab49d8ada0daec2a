package io.buildout4j.download;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What downloads were when they were last looked at as a whole: the sums that later downloads of the same URLs must have.
 * Its file, {@value #FILE} in the directory of a buildout, is text to be kept with the profile: a line a download, sorted
 * by URL, with the SHA-256, the size in bytes and the URL, divided by blanks; lines that begin with {@code #} are comments.
 *
 * @param entries the downloads, by URL
 */
public record DownloadLock(Map<String, Entry> entries) {

    /** The name of the file. */
    public static final String FILE = "downloads.lock";

    private static final String HEADER = "# what 'buildout prefetch' found: sha256, size in bytes, URL\n";

    /**
     * One download.
     *
     * @param url as the profile writes it, without a password
     * @param checksum a SHA-256
     * @param size in bytes
     */
    public record Entry(String url, Checksum checksum, long size) {
        public Entry {
            url = withoutLogin(url);
        }
    }

    public DownloadLock {
        entries = Map.copyOf(entries);
    }

    /** A lock that knows nothing. */
    public static DownloadLock empty() {
        return new DownloadLock(Map.of());
    }

    /** A lock of these downloads. Of two with one URL the later counts. */
    public static DownloadLock of(Collection<Entry> downloads) {
        Map<String, Entry> entries = new TreeMap<>();
        downloads.forEach(entry -> entries.put(entry.url(), entry));
        return new DownloadLock(entries);
    }

    /**
     * The lock of a buildout; empty if it has none.
     *
     * @throws BuildoutException if the file is there and cannot be understood
     */
    public static DownloadLock in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            return empty();
        } catch (IOException e) {
            throw new BuildoutException.Downloading(
                    Diagnostic.error(
                            Diagnostic.Kind.FILE_UNREADABLE, file.toString(), "could not read " + file + ": " + e),
                    e);
        }
    }

    /**
     * Reads a lock's text.
     *
     * @param place how the text is called in messages
     * @throws BuildoutException if a line is none of a lock
     */
    public static DownloadLock parse(String text, String place) {
        Map<String, Entry> entries = new TreeMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Entry entry = entry(line, place + ":" + (i + 1));
                entries.put(entry.url(), entry);
            }
        }
        return new DownloadLock(entries);
    }

    private static Entry entry(String line, String place) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 3 || !words[1].matches("[0-9]{1,18}")) {
            throw new BuildoutException.Downloading(Diagnostic.error(
                            Diagnostic.Kind.CHECKSUM_MALFORMED, line, place + ": '" + line + "' is no locked download")
                    .withHint("a line is sha256:DIGEST SIZE URL"));
        }
        try {
            return new Entry(words[2], Checksum.parse(words[0]), Long.parseLong(words[1]));
        } catch (BuildoutException e) {
            throw e.during("reading " + place);
        }
    }

    /** The lock as the text of its file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        new TreeMap<>(entries)
                .values()
                .forEach(entry -> text.append(entry.checksum())
                        .append(' ')
                        .append(entry.size())
                        .append(' ')
                        .append(entry.url())
                        .append('\n'));
        return text.toString();
    }

    /** What is known of a download: by the first of its sources that is locked. */
    public Optional<Entry> find(List<String> sources) {
        return sources.stream()
                .map(DownloadLock::withoutLogin)
                .filter(entries::containsKey)
                .findFirst()
                .map(entries::get);
    }

    private static String withoutLogin(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }
}
