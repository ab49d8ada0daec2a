package io.buildout4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which profile is to be loaded, and how. Made by {@link #of(Path)} or {@link #of(String)} and refined by the {@code
 * with} methods.
 *
 * @param source the path or URL of the profile
 * @param assignments what is assigned on top of all files, by {@code section:option} (or {@code option} for one of
 *     {@code [buildout]}), with {@code +} or {@code -} at the end to add or remove lines; later ones win
 * @param sortedAssignments whether of several assignments to one option the greater in sort order wins, as on the
 *     original's command line, rather than the last
 * @param userDefaults whether {@code default.cfg} of the user lies below the profile; see {@link
 *     Buildout.Builder#userDefaults}
 * @param extendsOnce whether a file that is reached again by {@code extends} is passed over, as SlapOS does, rather than
 *     applied again
 * @param directory the directory of the buildout; empty for the directory of the profile
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record ProfileRequest(
        String source,
        List<Map.Entry<String, String>> assignments,
        boolean sortedAssignments,
        boolean userDefaults,
        boolean extendsOnce,
        Optional<Path> directory) {

    public ProfileRequest {
        assignments = List.copyOf(assignments);
    }

    /** A request for a file, without assignments. */
    public static ProfileRequest of(Path file) {
        return of(file.toString());
    }

    /** A request for what a path or URL names, without assignments. */
    public static ProfileRequest of(String pathOrUrl) {
        return new ProfileRequest(pathOrUrl, List.of(), false, true, false, Optional.empty());
    }

    /** This with one more assignment, which wins over those before it. */
    public ProfileRequest with(String option, String value) {
        List<Map.Entry<String, String>> longer = new ArrayList<>(assignments);
        longer.add(Map.entry(option, value));
        return new ProfileRequest(source, longer, sortedAssignments, userDefaults, extendsOnce, directory);
    }

    /** This with more assignments, in the order of the map. */
    public ProfileRequest with(Map<String, String> more) {
        ProfileRequest result = this;
        for (Map.Entry<String, String> assignment : more.entrySet()) {
            result = result.with(assignment.getKey(), assignment.getValue());
        }
        return result;
    }

    /** This, with the original's rule for an option that is assigned twice on the command line. */
    public ProfileRequest withSortedAssignments() {
        return new ProfileRequest(source, assignments, true, userDefaults, extendsOnce, directory);
    }

    /** This, with nothing below the profile but the engine's own defaults. */
    public ProfileRequest withoutUserDefaults() {
        return new ProfileRequest(source, assignments, sortedAssignments, false, extendsOnce, directory);
    }

    /** This, with each file applied once however often it is reached. */
    public ProfileRequest withExtendsOnce() {
        return new ProfileRequest(source, assignments, sortedAssignments, userDefaults, true, directory);
    }

    /** This, with another directory for the buildout than that of the profile. */
    public ProfileRequest withDirectory(Path other) {
        return new ProfileRequest(
                source, assignments, sortedAssignments, userDefaults, extendsOnce, Optional.of(other));
    }
}
