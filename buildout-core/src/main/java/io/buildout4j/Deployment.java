package io.buildout4j;

import io.buildout4j.download.DownloadLock;
import io.buildout4j.download.DownloadSettings;
import io.buildout4j.engine.check.DeclaredOptions;
import io.buildout4j.engine.install.Installer;
import io.buildout4j.engine.merge.Defaults;
import io.buildout4j.engine.plan.Ground;
import io.buildout4j.engine.plan.PlannedInstall;
import io.buildout4j.engine.plan.Planner;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.Recorded;
import io.buildout4j.engine.state.Boot;
import io.buildout4j.engine.substitute.Surroundings;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.InstallReport;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a profile to what stands on disk: substitution with recipes, plan, installation. */
final class Deployment {

    private static final String BUILDOUT = "buildout";

    private final Surroundings surroundings;
    private final InstallSettings settings;

    Deployment(Surroundings surroundings, InstallSettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /** What the recipes that the host has registered say of their options. */
    DeclaredOptions declaredOptions() {
        return settings.declaredOptions();
    }

    InstallPlan plan(Profile loaded, Path directory, Collection<String> only) {
        Profile profile = PlacedProfile.in(directory, loaded);
        RunServices services = new RunServices(profile.directory(), profile, settings);
        Preparation preparation = new Preparation(profile.directory(), settings.book(), services);
        LiveSections sections = new LiveSections(profile, surroundings, preparation);
        Map<String, Value> buildout = sections.open(BUILDOUT).values();
        Set<String> wanted = wanted(sections, only);
        Ground ground = Ground.survey(profile.directory(), state(buildout, profile.directory()), profile, Boot.here());
        preparation.prepare(List.copyOf(wanted), sections, ground);
        List<Diagnostic> warnings = new ArrayList<>(profile.notes());
        warnings.addAll(PythonWork.missed(
                Optional.ofNullable(buildout.get("extensions")), Optional.ofNullable(buildout.get("develop"))));
        warnings.addAll(preparation.warnings());
        for (String option : sections.open(BUILDOUT).unread()) {
            if (!Defaults.KNOWN.contains(option) && !DownloadOptions.NAMES.contains(option)) {
                warnings.add(unused(option, buildout));
            }
        }
        return new Planner(profile.directory(), preparation, sections, ground).plan(only, warnings);
    }

    private static Set<String> wanted(LiveSections sections, Collection<String> only) {
        if (!only.isEmpty()) {
            return new LinkedHashSet<>(only);
        }
        Optional<Value> parts = sections.open(BUILDOUT).read("parts");
        return new LinkedHashSet<>(parts.isPresent() ? parts.get().asWords() : List.of());
    }

    PrefetchReport prefetch(Profile loaded, Path directory) {
        Profile profile = PlacedProfile.in(directory, loaded);
        try (RunServices services = new RunServices(profile.directory(), profile, settings)) {
            RunServices.Recording recording = services.recording();
            Preparation preparation = new Preparation(profile.directory(), settings.book(), recording);
            LiveSections sections = new LiveSections(profile, surroundings, preparation);
            preparation.prepare(List.copyOf(wanted(sections, List.of())), sections, Recorded.NOTHING);
            Prefetch prefetch = new Prefetch(profile.directory(), preparation);
            List<Diagnostic> failures = prefetch.run(settings.downloadsAtOnce());
            DownloadSettings downloading = services.downloadSettings();
            DownloadLock lock = prefetch.write(recording.downloads().lock(), downloading.lock(), failures.isEmpty());
            return new PrefetchReport(lock, downloading.cache(), failures);
        }
    }

    /** The state file that {@code [buildout]} names, if any. */
    static Optional<Path> state(Map<String, Value> buildout, Path directory) {
        Value state = buildout.get("installed");
        return state == null || state.text().isBlank()
                ? Optional.empty()
                : Optional.of(directory.resolve(state.asPath()));
    }

    ResolvedProfile resolve(Profile profile) {
        RunServices services = new RunServices(profile.directory(), profile, settings);
        Preparation preparation = new Preparation(profile.directory(), settings.book(), services);
        LiveSections sections = new LiveSections(profile, surroundings, preparation);
        // No part is wanted: recipes are made as the sections they stand in are looked at.
        preparation.prepare(List.of(), sections, Recorded.NOTHING);
        return sections.resolution();
    }

    private static Diagnostic unused(String option, Map<String, Value> buildout) {
        Diagnostic unused = Diagnostic.warning(
                Diagnostic.Kind.UNUSED_OPTION,
                BUILDOUT + ":" + option,
                "option '" + option + "' of [buildout] is not used");
        Value value = buildout.get(option);
        return value == null ? unused : unused.at(value.origin());
    }

    InstallReport install(InstallPlan plan, Cancellation cancellation) {
        if (!(plan instanceof PlannedInstall planned)) {
            throw new IllegalArgumentException("only a plan that an engine made can be installed");
        }
        try {
            return new Installer(planned, settings.terms(cancellation)).install();
        } finally {
            if (planned.preparation().services() instanceof RunServices services) {
                services.close();
            }
        }
    }
}
