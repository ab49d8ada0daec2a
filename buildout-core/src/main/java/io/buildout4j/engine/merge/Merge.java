package io.buildout4j.engine.merge;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.Limits;
import io.buildout4j.engine.read.Place;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a profile together: defaults, then user defaults and files, then what the host assigns. */
public final class Merge {

    private final Library library;
    private final Limits limits;
    private final Map<String, Map<String, Option>> data = new LinkedHashMap<>();
    private final List<FileNode> files = new ArrayList<>();
    private final List<Diagnostic> notes = new ArrayList<>();

    private Merge(Library library, Limits limits) {
        this.library = library;
        this.limits = limits;
    }

    /**
     * @throws BuildoutException if a file cannot be had or parsed, files extend each other, or {@code [buildout]}
     *     cannot be used
     */
    public static Merged merge(Request request, Library library, Limits limits) {
        return new Merge(library, limits).run(request);
    }

    private Merged run(Request request) {
        data.put(Contribution.BUILDOUT, Defaults.buildout(request.directory(), request.executable()));
        apply(fold(request, request.profile()));
        for (Place extra : request.commandLineExtends()) {
            apply(fold(request, extra));
        }
        apply(assigned(request));
        Map<String, Option> buildout = section(Contribution.BUILDOUT);
        addVersions(buildout);
        Directories directories = new Directories(buildout, locations());
        directories.placeCaches();
        Map<String, Option> annotated = directories.placeStandardDirectories();
        Switches.check(buildout);
        Map<String, Section> sections = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Option>> section : data.entrySet()) {
            sections.put(section.getKey(), new Section(section.getKey(), section.getValue()));
        }
        List<String> locations = new ArrayList<>(files.size());
        List<String> shown = new ArrayList<>(files.size());
        for (FileNode file : files) {
            locations.add(file.place().location());
            shown.add(file.shown());
        }
        return new Merged(Collections.unmodifiableMap(sections), annotated, locations, shown, notes);
    }

    /** The section of versions exists, and names the oldest that will do of what the original cannot do without. */
    private void addVersions(Map<String, Option> buildout) {
        Option named = buildout.get("versions");
        if (named == null) {
            named = Defaults.option("versions", "versions", new Origin.Default());
            buildout.put("versions", named);
            data.putIfAbsent("versions", new LinkedHashMap<>());
        }
        String name = named.value();
        if (name.isEmpty()) {
            return;
        }
        Map<String, Option> below = data.get(name);
        if (below == null) {
            throw new BuildoutException.Merging(Diagnostic.error(
                            Kind.MISSING_SECTION,
                            name,
                            "no section [" + name + "], which option 'versions' of [buildout] names")
                    .at(named.origin()));
        }
        Map<String, Option> versions = new LinkedHashMap<>(below);
        for (Map.Entry<String, String> oldest : Defaults.VERSIONS.entrySet()) {
            versions.putIfAbsent(
                    oldest.getKey(), Defaults.option(oldest.getKey(), oldest.getValue(), new Origin.Default()));
        }
        data.put(name, versions);
    }

    private Map<String, Map<String, Option>> fold(Request request, Place start) {
        FileGraph graph = new FileGraph(library, request.once(), limits.files());
        FileNode root;
        if (request.userDefaults().isPresent()) {
            root = new FileNode(start, EMPTY);
            root.add(graph.walk(request.userDefaults().get()));
            root.add(graph.walk(start));
        } else {
            root = graph.walk(start);
        }
        notes.addAll(graph.notes());
        Fold fold = new Fold(root, limits.steps());
        // The node above both files is no file.
        files.addAll(fold.files()
                .subList(0, fold.files().size() - (request.userDefaults().isPresent() ? 1 : 0)));
        return fold.sections();
    }

    private static final Contribution EMPTY = new Contribution(Map.of(), List.of(), null);

    private Map<String, Map<String, Option>> assigned(Request request) {
        Map<String, Map<String, Option>> layer = new LinkedHashMap<>();
        for (Request.Assigned assigned : request.assignments()) {
            layer.computeIfAbsent(assigned.section(), name -> new LinkedHashMap<>())
                    .put(assigned.option(), Defaults.option(assigned.option(), assigned.value(), new Origin.Host()));
        }
        return layer;
    }

    private void apply(Map<String, Map<String, Option>> layer) {
        for (Map.Entry<String, Map<String, Option>> section : layer.entrySet()) {
            Map<String, Option> options = section.getValue();
            Map<String, Option> below = data.get(section.getKey());
            data.put(section.getKey(), below == null ? Operators.fresh(options) : Operators.onto(below, options));
        }
    }

    private Map<String, Option> section(String name) {
        Map<String, Option> known = data.get(name);
        if (known == null) {
            known = new LinkedHashMap<>();
            data.put(name, known);
        }
        return known;
    }

    private Map<String, Place> locations() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (FileNode file : files) {
            places.put(file.shown(), file.place());
        }
        return places;
    }
}
