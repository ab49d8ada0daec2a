package io.buildout4j;

import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile whose buildout is another directory than the profile's own.
 *
 * @param original the profile as it was loaded
 * @param directory where its parts go; absolute
 * @param sections the original's, with that directory in {@code [buildout]}
 */
record PlacedProfile(Profile original, Path directory, Map<String, Section> sections) implements Profile {

    private static final String BUILDOUT = "buildout";
    private static final List<String> BELOW =
            List.of("bin-directory", "parts-directory", "eggs-directory", "develop-eggs-directory", "installed");

    /** The profile itself if that is its directory already. */
    static Profile in(Path directory, Profile profile) {
        Path place = directory.toAbsolutePath().normalize();
        return place.equals(profile.directory())
                ? profile
                : new PlacedProfile(profile, place, placed(profile.sections(), profile.directory(), place));
    }

    private static Map<String, Section> placed(Map<String, Section> sections, Path own, Path directory) {
        Section buildout = sections.getOrDefault(BUILDOUT, new Section(BUILDOUT, Map.of()));
        Map<String, Option> options = new LinkedHashMap<>(buildout.options());
        List<Assignment> history = new ArrayList<>();
        buildout.find("directory").ifPresent(option -> history.addAll(option.history()));
        history.add(new Assignment(Assignment.Operator.SET, directory.toString(), new Origin.Host()));
        options.put("directory", new Option("directory", directory.toString(), history));
        // Merging has put the standard directories below the profile's own.
        for (String name : BELOW) {
            buildout.find(name)
                    .filter(option -> option.value().startsWith(own + "/"))
                    .ifPresent(option -> options.put(
                            name,
                            new Option(
                                    name,
                                    directory
                                            + option.value()
                                                    .substring(own.toString().length()),
                                    option.history())));
        }
        Map<String, Section> all = new LinkedHashMap<>(sections);
        all.put(BUILDOUT, new Section(BUILDOUT, options));
        return all;
    }

    @Override
    public String source() {
        return original.source();
    }

    @Override
    public List<String> files() {
        return original.files();
    }

    @Override
    public List<Diagnostic> notes() {
        return original.notes();
    }

    @Override
    public List<Diagnostic> check() {
        return original.check();
    }

    @Override
    public ResolvedProfile resolve() {
        return original.resolve();
    }
}
