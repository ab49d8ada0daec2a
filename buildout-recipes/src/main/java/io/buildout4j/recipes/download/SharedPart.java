package io.buildout4j.recipes.download;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.output.Turn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Where a part stands that may be shared between buildouts: below one of the directories of {@code shared-part-list},
 * by its name and a digest of its options, so that equal parts are made once on a machine. A signature file, written
 * last, says that it is complete; it is made read-only then, and never uninstalled.
 */
public final class SharedPart {

    private static final String SIGNATURE_FILE = ".buildout-shared.json";
    private static final String BASE = "_profile_base_location_";

    private final Part part;
    private final Path location;
    private final @Nullable String signature;

    private SharedPart(Part part, Path location, @Nullable String signature) {
        this.part = part;
        this.location = location;
        this.signature = signature;
    }

    /** What makes the content of a part. */
    @FunctionalInterface
    public interface Work {

        /** Makes the part's directory, which is not there, and all that is in it. */
        void make(Path location) throws Exception;
    }

    /**
     * Looks for the place of a part by its options as they are now; made before anything is published.
     *
     * @param local where it stands if it is not shared
     */
    public static SharedPart of(Part part, Path local) {
        boolean wanted = part.optional("shared").map(Value::asBoolean).orElse(false);
        Value list = wanted ? part.section("buildout").get("shared-part-list") : null;
        if (list == null || list.asLines().isEmpty()) {
            return new SharedPart(part, local, null);
        }
        String signature = signature(part);
        String below = part.name() + "/" + DigestUtils.md5Hex(signature);
        Path writable = null;
        for (String line : list.asLines()) {
            Path directory = part.directory().resolve(line);
            Path candidate = directory.resolve(below);
            if (isComplete(candidate, signature)) {
                return new SharedPart(part, candidate, signature);
            }
            if (writable == null && isWritable(directory)) {
                writable = candidate;
            }
        }
        return writable == null ? new SharedPart(part, local, null) : new SharedPart(part, writable, signature);
    }

    /** A part that stands at its own place in any case. */
    public static SharedPart local(Part part, Path location) {
        return new SharedPart(part, location, null);
    }

    /** The directory of the part. */
    public Path location() {
        return location;
    }

    /** Whether it stands in a shared directory. */
    public boolean isShared() {
        return signature != null;
    }

    /** Makes the part, unless it is shared and there already. A directory that is not complete is made anew. */
    @SuppressWarnings("try") // the turn is held, not used
    public void install(Installation installation, Work work) throws Exception {
        String wanted = signature;
        if (wanted == null) {
            Path parent = location.getParent();
            if (parent != null) {
                installation.directory(parent);
            }
            refuseForeign(installation);
            installation.created(location);
            Trees.delete(location);
            work.make(location);
            return;
        }
        if (isComplete(location, wanted)) {
            installation.step("shared at " + location + " (already built)");
            return;
        }
        Files.createDirectories(location.getParent());
        Path lockFile = location.resolveSibling("." + location.getFileName() + ".lock");
        try (Turn turn = Turn.await(lockFile)) {
            if (isComplete(location, wanted)) {
                installation.step("shared part is already installed");
                return;
            }
            installation.step("will be shared at " + location + " (needs to build)");
            build(wanted, work);
        }
    }

    /** What stands in the part's own place is a leftover; what stands where the profile points is somebody's. */
    private void refuseForeign(Installation installation) throws IOException {
        boolean own = location.equals(part.location())
                || installation.owned().stream().anyMatch(location::startsWith);
        if (!own && Files.exists(location, LinkOption.NOFOLLOW_LINKS) && !isEmptyDirectory(location)) {
            throw new FileAlreadyExistsException(location + " is there already and is not this part's");
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private void build(String wanted, Work work) throws Exception {
        Trees.delete(location);
        boolean done = false;
        try {
            Optional<PartStore> store = store();
            PartStore.PartKey key = new PartStore.PartKey(part.name(), wanted, root());
            if (store.isEmpty() || !store.get().restore(key, location)) {
                work.make(location);
                if (store.isPresent()) {
                    store.get().keep(key, location);
                }
            }
            sign(wanted);
            Trees.makeReadOnly(location);
            done = true;
        } finally {
            if (!done) {
                Trees.delete(location);
            }
        }
    }

    /** The host's, for a part that is made by what its options say and by nothing else. */
    private Optional<PartStore> store() {
        return Inputs.areKnown(part.options()) ? part.services().find(PartStore.class) : Optional.empty();
    }

    /** The shared directory: a part is in a directory by its digest, in one by its name, in that. */
    private Path root() {
        return location.resolve("../..").normalize();
    }

    private void sign(String text) throws IOException {
        Path hidden = location.resolve(SIGNATURE_FILE + ".part");
        try (FileChannel channel = FileChannel.open(hidden, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
            channel.force(true);
        }
        Files.move(hidden, location.resolve(SIGNATURE_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isComplete(Path candidate, String signature) {
        try {
            return Files.readString(candidate.resolve(SIGNATURE_FILE)).equals(signature);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWritable(Path directory) {
        Path existing = directory;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }

    /** The options as Python's JSON writes them, sorted, with an indent of two. */
    static String signature(Part part) {
        Map<String, Value> options = new TreeMap<>(part.options());
        Value base = options.remove(BASE);
        Map<String, String> texts = new TreeMap<>();
        options.forEach((option, value) -> texts.put(
                option,
                base == null || base.text().isEmpty()
                        ? value.text()
                        : value.text().replace(base.text(), "${:" + BASE + "}")));
        return Json.object(texts);
    }

    @Override
    public String toString() {
        return "part " + part.name() + " at " + location;
    }
}
