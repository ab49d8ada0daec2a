package io.buildout4j.language;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.ProfileRequest;
import io.buildout4j.World;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that holds one statement about the language, which is its name. {@code input.cfg} is the profile, with
 * {@code assignments.txt} (a line each, as on the command line) on top and {@code default.cfg} below it where they
 * exist. {@code resolved.cfg} is what it shall mean, {@code error.txt} what shall be wrong with it, and {@code
 * annotate.txt}, where it exists, how it shall be explained. {@code older.txt} says where zc.buildout 2.13.2 has it
 * otherwise than its successors, {@code older-history.txt} where only its history is another, {@code differs.txt} where
 * we have it otherwise than both.
 */
public record GoldenProfile(Path root, Path folder) {

    private static final World WORLD = World.here().withPythonVersion("3.11.2").withSystem("linux", "posix", "Linux");

    /** All of them, by name. */
    public static List<GoldenProfile> all() throws IOException {
        Path root = Path.of("src", "test", "resources", "profiles").toAbsolutePath();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("input.cfg"))
                    .sorted()
                    .map(file -> new GoldenProfile(root, file.getParent()))
                    .toList();
        }
    }

    /** The statement. */
    public String name() {
        return root.relativize(folder).toString().replace('-', ' ').replace("/", ": ");
    }

    /** Whether the original may be asked for its opinion. */
    public boolean isAsTheOriginal(boolean newer) {
        return !Files.exists(folder.resolve("differs.txt")) && (newer || !Files.exists(folder.resolve("older.txt")));
    }

    /** Whether the original's history of it is as long as ours. */
    public boolean isExplainedAsByTheOriginal(boolean newer) {
        return isAsTheOriginal(newer) && (newer || !Files.exists(folder.resolve("older-history.txt")));
    }

    /** The directory with the user's defaults, if this is about them. */
    public Optional<Path> defaults() {
        return Files.exists(folder.resolve("default.cfg")) ? Optional.of(folder) : Optional.empty();
    }

    /** The assignments, as names and values. */
    public List<Map.Entry<String, String>> assignments() throws IOException {
        Path file = folder.resolve("assignments.txt");
        List<Map.Entry<String, String>> result = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            int equals = line.indexOf('=');
            result.add(Map.entry(line.substring(0, equals), line.substring(equals + 1)));
        }
        return result;
    }

    public Path input() {
        return folder.resolve("input.cfg");
    }

    /** The engine that reads it. */
    public Buildout engine() {
        Buildout.Builder builder = Buildout.builder().world(WORLD).withoutUserDefaults();
        defaults().ifPresent(directory -> builder.userDefaults(directory.resolve("default.cfg")));
        return builder.build();
    }

    public ProfileRequest request() throws IOException {
        ProfileRequest request = ProfileRequest.of(input()).withSortedAssignments();
        for (Map.Entry<String, String> assignment : assignments()) {
            request = request.with(assignment.getKey(), assignment.getValue());
        }
        return request;
    }

    /** What the files of the folder should hold, by name; those that should not exist are empty. */
    Map<String, Optional<String>> outcome() throws IOException {
        Map<String, Optional<String>> files =
                new TreeMap<>(Map.of("resolved.cfg", Optional.empty(), "error.txt", Optional.empty()));
        try {
            Profile profile = engine().load(request());
            if (Files.exists(folder.resolve("annotate.txt"))) {
                files.put("annotate.txt", Optional.of(plain(annotated(profile))));
            }
            ResolvedProfile resolved = profile.resolve();
            files.put("resolved.cfg", Optional.of(plain(values(profile, resolved))));
            String errors = errors(profile, resolved);
            files.put("error.txt", errors.isEmpty() ? Optional.empty() : Optional.of(plain(errors)));
        } catch (BuildoutException e) {
            files.put("error.txt", Optional.of(plain(text(e))));
        }
        return files;
    }

    private static String annotated(Profile profile) {
        List<String> sections = profile.sections().keySet().stream()
                .filter(name -> !name.equals("buildout"))
                .toList();
        return profile.annotate().terse(sections) + profile.annotate().verbose(sections);
    }

    /** First line behind the equals sign, further lines below it with four blanks before each: no two values look alike. */
    private static String values(Profile profile, ResolvedProfile resolved) {
        StringBuilder out = new StringBuilder();
        for (String name : resolved.sections()) {
            StringBuilder options = new StringBuilder();
            if (resolved.problem(name).isEmpty()) {
                resolved.section(name).forEach((option, value) -> {
                    boolean written = profile.find(name, option)
                            .map(o -> !o.isOnlyDefault())
                            .orElse(true);
                    if (written) {
                        options.append((option + " = ")
                                .concat(value.text().replace("\n", "\n    "))
                                .concat("\n"));
                    }
                });
                boolean silent = options.length() == 0 && (name.equals("buildout") || name.equals("versions"));
                out.append(silent ? "" : "[" + name + "]\n").append(options);
            }
        }
        return out.toString();
    }

    private static String errors(Profile profile, ResolvedProfile resolved) {
        StringBuilder out = new StringBuilder();
        profile.sections()
                .keySet()
                .forEach(name -> resolved.problem(name)
                        .ifPresent(problem ->
                                out.append("[").append(name).append("] ").append(text(problem))));
        return out.toString();
    }

    private static String text(BuildoutException problem) {
        return (problem.diagnostic().kind().word() + " " + problem.diagnostic().detail()).strip() + "\n"
                + problem.diagnostic().text() + "\n";
    }

    private String plain(String text) {
        return text.replace(folder.toString(), "/profile").replace(root.toString(), "/profiles");
    }

    /** What the files of the folder hold, by the same names. */
    Map<String, Optional<String>> recorded() throws IOException {
        Map<String, Optional<String>> files = new TreeMap<>();
        for (String name : outcome().keySet()) {
            Path file = folder.resolve(name);
            files.put(name, Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty());
        }
        return files;
    }

    /** Makes what is recorded what is so. */
    void update() throws IOException {
        for (Map.Entry<String, Optional<String>> file : outcome().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (file.getValue().isPresent()) {
                Files.writeString(path, file.getValue().get());
            } else {
                Files.deleteIfExists(path);
            }
        }
    }
}
