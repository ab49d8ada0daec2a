package io.buildout4j.engine.read;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Works out where a name points to, seen from the file that names it. One object is for one load. */
public final class Places {

    private static final Pattern URL = Pattern.compile("[a-zA-Z0-9+.-]+://.*", Pattern.DOTALL);

    private final Map<Path, Path> realDirectories = new HashMap<>();

    /** Whether a name is a URL rather than a path. */
    public static boolean isUrl(String name) {
        return URL.matcher(name).matches();
    }

    /** The place of the profile itself. */
    public Place.Local root(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return local(path, directory(path), true);
    }

    /** A file the host names, such as the user's defaults, that is not the profile itself. */
    public Place apart(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return local(path, directory(path), false);
    }

    /** A file that is named by a URL. */
    public Place url(String url) {
        return new Place.Remote(url, normalised(url));
    }

    /**
     * The place that a name means in a file; empty if the name cannot be one.
     *
     * @param name a path, absolute or relative to the file, or a URL
     */
    public Optional<Place> named(Place from, String name) {
        if (isUrl(name)) {
            return Optional.of(url(name));
        }
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return Optional.of(apart(path));
            }
            if (from instanceof Place.Local local) {
                // Against the resolved directory for the file system's sake, against the written one for the reader's.
                Path real = resolve(local.directory(), path);
                Path written = Path.of(local.base()).resolve(path).normalize();
                Path realParent = real.getParent();
                Path directory = realDirectory(realParent == null ? real : realParent);
                boolean same = written.getParent() != null
                        && realDirectory(written.getParent()).equals(directory);
                return Optional.of(new Place.Local(
                        same ? written : directory.resolve(real.getFileName()), directory, local.top(), local.root()));
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.of(url(from.base() + "/" + name));
    }

    private Place.Local local(Path path, Path top, boolean root) {
        return new Place.Local(path, realDirectory(directory(path)), top, root);
    }

    /** Steps up from a directory without links can be taken at once; others are left to the file system. */
    private static Path resolve(Path realDirectory, Path name) {
        Path start = realDirectory;
        int up = 0;
        while (up < name.getNameCount() - 1 && name.getName(up).toString().equals("..") && start.getParent() != null) {
            start = start.getParent();
            up++;
        }
        return start.resolve(name.subpath(up, name.getNameCount()));
    }

    private static Path directory(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private Path realDirectory(Path directory) {
        Path known = realDirectories.get(directory);
        if (known == null) {
            try {
                known = directory.toRealPath();
            } catch (IOException e) {
                known = Files.exists(directory) ? directory : directory.normalize();
            }
            realDirectories.put(directory, known);
        }
        return known;
    }

    private static String normalised(String url) {
        try {
            return URI.create(url).normalize().toString();
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
