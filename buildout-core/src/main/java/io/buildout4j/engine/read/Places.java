package io.buildout4j.engine.read;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out where a name points to, seen from the file that names it. One object is for one load. */
public final class Places {

    private final Map<Path, Path> realDirectories = new HashMap<>();
    private final Map<String, Place.Local> beside = new HashMap<>();
    private @Nullable Path profile;

    /** Whether a name is a URL rather than a path. */
    public static boolean isUrl(String name) {
        int scheme = name.indexOf("://");
        for (int i = 0; i < scheme; i++) {
            if (!isOfScheme(name.charAt(i))) {
                return false;
            }
        }
        return scheme > 0;
    }

    private static boolean isOfScheme(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+.-".indexOf(c) >= 0;
    }

    /** The place of the profile itself, which is asked for before any other. */
    public Place.Local root(Path file) {
        Path path = file.toAbsolutePath().normalize();
        profile = directory(path);
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
        if (from instanceof Place.Local local) {
            String target = joined(local, name);
            Place.Local known = target == null ? null : beside.get(target);
            return known == null ? named(local, name, target) : Optional.of(known);
        }
        try {
            return Optional.of(Path.of(name).isAbsolute() ? apart(Path.of(name)) : url(from.base() + "/" + name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Place> named(Place.Local from, String name, @Nullable String target) {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return Optional.of(apart(path));
            }
            Place.Local place = beside(from, path);
            if (target != null) {
                beside.put(target, place);
            }
            return Optional.of(place);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Place.Local beside(Place.Local from, Path path) {
        // Against the resolved directory for the file system's sake, against the written one for the reader's.
        Path real = resolve(from.directory(), path);
        Path written = Path.of(from.base()).resolve(path).normalize();
        Path realParent = real.getParent();
        Path directory = realDirectory(realParent == null ? real : realParent);
        boolean same = written.getParent() != null
                && realDirectory(written.getParent()).equals(directory);
        return Place.Local.of(
                same ? written : directory.resolve(real.getFileName()), directory, from.top(), from.root(), profile);
    }

    /**
     * What a plain relative name means in a file whose directory is reached without links; null if it is not so plain.
     * Many files name the same few, and paths are slow.
     */
    private static @Nullable String joined(Place.Local from, String name) {
        String start = from.base();
        if (!from.directory().toString().equals(start)) {
            return null;
        }
        String rest = name;
        while (rest.startsWith("../")) {
            int slash = start.lastIndexOf('/');
            if (slash <= 0) {
                return null;
            }
            start = start.substring(0, slash);
            rest = rest.substring(3);
        }
        boolean plain = !rest.isEmpty()
                && !rest.startsWith("/")
                && !rest.startsWith(".")
                && !rest.endsWith("/")
                && !rest.contains("/.")
                && !rest.contains("//");
        return plain ? (from.root() ? "" : from.top() + " ") + start + "/" + rest : null;
    }

    private Place.Local local(Path path, Path top, boolean root) {
        return Place.Local.of(path, realDirectory(directory(path)), top, root, profile);
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
