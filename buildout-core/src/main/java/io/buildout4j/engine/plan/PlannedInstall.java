package io.buildout4j.engine.plan;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.Sections;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.install.PartChange;
import io.buildout4j.profile.ResolvedProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan, and what it takes to execute it. */
public final class PlannedInstall implements InstallPlan {

    private final Path directory;
    private final List<Path> standardDirectories;
    private final List<PlannedPart> parts;
    private final List<PartChange> changes;
    private final List<Diagnostic> warnings;
    private final Ground ground;
    private final Preparation preparation;
    private final Sections sections;
    private final @Nullable SecretKey key;

    PlannedInstall(
            Path directory,
            List<Path> standardDirectories,
            List<PlannedPart> parts,
            List<Diagnostic> warnings,
            Ground ground,
            Preparation preparation,
            Sections sections,
            @Nullable SecretKey key) {
        this.directory = directory;
        this.standardDirectories = standardDirectories;
        this.parts = parts;
        this.changes = changes(parts);
        this.warnings = warnings;
        this.ground = ground;
        this.preparation = preparation;
        this.sections = sections;
        this.key = key;
    }

    private static List<PartChange> changes(List<PlannedPart> parts) {
        List<PartChange> changes = new ArrayList<>();
        for (PlannedPart part : parts) {
            changes.add(part.change());
        }
        return Collections.unmodifiableList(changes);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Optional<Path> state() {
        return ground.file().path();
    }

    @Override
    public List<PartChange> changes() {
        return changes;
    }

    @Override
    public List<String> removals() {
        return removed().stream().map(PlannedPart::name).toList();
    }

    /** The parts to be taken away, last installed first. */
    public List<PlannedPart> removed() {
        Map<String, PlannedPart> removed = new LinkedHashMap<>();
        for (PlannedPart part : parts) {
            if (part.removes()) {
                removed.put(part.name(), part);
            }
        }
        List<String> order = new ArrayList<>(ground.state().parts().keySet());
        order.retainAll(removed.keySet());
        Collections.reverse(order);
        List<PlannedPart> inOrder = new ArrayList<>();
        for (String name : order) {
            inOrder.add(Objects.requireNonNull(removed.get(name)));
        }
        return inOrder;
    }

    @Override
    public String masked(String text) {
        return preparation.secrets().mask(text);
    }

    @Override
    public ResolvedProfile resolved() {
        return sections.resolution();
    }

    @Override
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** The directories for scripts, parts and eggs, which exist once something is installed. */
    public List<Path> standardDirectories() {
        return standardDirectories;
    }

    /** Each change with what it takes to make it, in their order. */
    public List<PlannedPart> parts() {
        return parts;
    }

    public Ground ground() {
        return ground;
    }

    public Preparation preparation() {
        return preparation;
    }

    public Sections sections() {
        return sections;
    }

    /** The key of the digests of secrets; empty if nothing is secret. */
    public Optional<SecretKey> key() {
        return Optional.ofNullable(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlannedInstall plan
                && directory.equals(plan.directory)
                && state().equals(plan.state())
                && changes.equals(plan.changes)
                && warnings.equals(plan.warnings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(directory, changes);
    }

    /** A line a change, as a person reads it. */
    @Override
    public String toString() {
        return changes.stream().map(PartChange::explain).collect(Collectors.joining("\n"));
    }
}
