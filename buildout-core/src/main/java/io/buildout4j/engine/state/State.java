package io.buildout4j.engine.state;

import io.buildout4j.engine.text.Blanks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is installed, in the order in which it was installed. Immutable.
 *
 * @param buildout what the state's own {@code [buildout]} section says besides the parts, such as the develop eggs of
 *     the original, which it wants to find again
 * @param parts the installed parts by name
 */
public record State(Map<String, String> buildout, Map<String, InstalledPart> parts) {

    /** Nothing is installed. */
    public static final State EMPTY = new State(Map.of("installed_develop_eggs", ""), Map.of());

    private static final String PARTS = "parts";
    private static final String PATHS = "__buildout_installed__";
    private static final String DIRECTORIES = "__buildout_directories__";
    private static final String SIGNATURE = "__buildout_signature__";

    public State {
        buildout = Collections.unmodifiableMap(new LinkedHashMap<>(buildout));
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    // Written out: what a record brings is linked at run time, for 10 ms or more.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof State that && buildout.equals(that.buildout) && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * buildout.hashCode() + parts.hashCode();
    }

    /** The part of that name, or null if it is not installed. */
    public @Nullable InstalledPart part(String name) {
        return parts.get(name);
    }

    /**
     * This with changes: a part that is there moves to the end, as the original has it.
     *
     * @param changes for each part what is installed now, or null if it is gone; applied in their order
     */
    public State with(Map<String, @Nullable InstalledPart> changes) {
        Map<String, InstalledPart> now = new LinkedHashMap<>(parts);
        for (Map.Entry<String, @Nullable InstalledPart> change : changes.entrySet()) {
            InstalledPart part = change.getValue();
            now.remove(change.getKey());
            if (part != null) {
                now.put(change.getKey(), part);
            }
        }
        return new State(buildout, now);
    }

    /** Whether there is nothing worth a file. */
    public boolean isEmpty() {
        return parts.isEmpty() && buildout.values().stream().allMatch(String::isEmpty);
    }

    /** The text of the state file, byte for byte what the original would write for the same. */
    public String text() {
        StringBuilder out = new StringBuilder(256 * (parts.size() + 1));
        Map<String, String> head = new TreeMap<>(buildout);
        head.put(PARTS, String.join(" ", parts.keySet()));
        StateText.section("buildout", head, out);
        for (InstalledPart part : parts.values()) {
            Map<String, String> options = new TreeMap<>(part.options());
            options.put(PATHS, String.join("\n", part.paths()));
            options.put(SIGNATURE, part.signature());
            if (!part.directories().isEmpty()) {
                options.put(DIRECTORIES, String.join("\n", part.directories()));
            }
            out.append('\n');
            StateText.section(part.name(), options, out);
        }
        return out.toString();
    }

    /**
     * Reads the text of a state file, whoever wrote it. What is listed and has no section was lost by an interrupted run
     * of the original; it counts as not installed.
     *
     * @throws StateText.Malformed if a line is none of a state file
     */
    public static State parse(String text) throws StateText.Malformed {
        Map<String, Map<String, String>> sections = StateText.parse(text);
        Map<String, String> head = sections.getOrDefault("buildout", Map.of());
        List<String> names = head.containsKey(PARTS)
                ? Blanks.words(head.getOrDefault(PARTS, ""))
                : new ArrayList<>(sections.keySet());
        Map<String, InstalledPart> parts = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, String> section = sections.get(name);
            if (section == null || !section.containsKey(PATHS)) {
                continue;
            }
            Map<String, String> options = new LinkedHashMap<>(section);
            List<String> paths = lines(options.remove(PATHS));
            List<String> directories = lines(options.remove(DIRECTORIES));
            String signature = options.remove(SIGNATURE);
            parts.put(name, new InstalledPart(name, options, paths, directories, signature == null ? "" : signature));
        }
        Map<String, String> rest = new LinkedHashMap<>(head);
        rest.remove(PARTS);
        return new State(rest, parts);
    }

    private static List<String> lines(@Nullable String text) {
        List<String> lines = new ArrayList<>();
        int end;
        for (int start = 0; text != null && start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end > start) {
                lines.add(text.substring(start, end));
            }
        }
        return lines;
    }
}
