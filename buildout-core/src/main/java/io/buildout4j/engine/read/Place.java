package io.buildout4j.engine.read;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a file of a profile is. */
public sealed interface Place {

    /** What tells one file from another within a profile, however its name is spelled. */
    String identity();

    /** The name for people, and for histories. */
    String shown();

    /** The whole path or URL. */
    String location();

    /** The directory or URL that relative names in the file begin at. */
    String base();

    /**
     * A file on this machine. Its names are worked out once: histories mention them thousands of times.
     *
     * @param path its absolute path, normalised, with the links it was reached by
     * @param directory its directory, links resolved, so that {@code ..} means what the file system means by it
     * @param top the directory of the profile if the file was reached by relative names alone, otherwise the directory
     *     of the file at which the relative names began
     * @param root whether {@code top} is the directory of the profile
     */
    record Local(Path path, Path directory, Path top, boolean root, String identity, String shown, String base)
            implements Place {

        // Written out: what a record brings is linked at run time, for 10 ms or more.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Local that
                    && path.equals(that.path)
                    && directory.equals(that.directory)
                    && top.equals(that.top)
                    && root == that.root;
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }

        /** @param profile the directory of the profile, below which files have relative names; null if there is none */
        static Local of(Path path, Path directory, Path top, boolean root, @Nullable Path profile) {
            Path start = root ? top : profile;
            boolean below = root || (profile != null && path.startsWith(profile));
            return new Local(
                    path,
                    directory,
                    top,
                    root,
                    (root ? "" : top + " ") + directory.resolve(path.getFileName()),
                    below && start != null ? start.relativize(path).toString() : path.toString(),
                    String.valueOf(path.getParent()));
        }

        @Override
        public String location() {
            return path.toString();
        }
    }

    /**
     * A file on a server.
     *
     * @param url its URL as it is spelled, which is how the original names its copy in the extends cache
     * @param identity its URL, normalised
     */
    record Remote(String url, String identity) implements Place {

        @Override
        public String shown() {
            return url;
        }

        @Override
        public String location() {
            return url;
        }

        @Override
        public String base() {
            return url.substring(0, url.lastIndexOf('/'));
        }
    }
}
