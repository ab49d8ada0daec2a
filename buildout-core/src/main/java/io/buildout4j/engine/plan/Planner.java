package io.buildout4j.engine.plan;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.PreparedPart;
import io.buildout4j.engine.prepare.Secrets;
import io.buildout4j.engine.prepare.Sections;
import io.buildout4j.engine.state.Disk;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.State;
import io.buildout4j.engine.text.FileFailures;
import io.buildout4j.install.PartChange;
import io.buildout4j.install.PartChange.Action;
import io.buildout4j.install.Reason;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides as the original does: a part is made anew if an option is another after substitution, is new or gone, if its
 * recipe is another, or if something it owns is missing; else it is updated. It differs where the original is plainly
 * broken:
 *
 * <ul>
 *   <li>a dangling link is there, so that its part is not made anew in every run;
 *   <li>a part that the original itself recorded is not made anew for that alone: its Python distributions, which the
 *       original's signature names, say nothing about a recipe in Java, so that its options and files decide;
 *   <li>a part is made anew when a part it refers to was, unless that one owns no file: then nothing but its values can
 *       matter, and they are compared anyway;
 *   <li>of {@code install a b} what is referred to comes first, whatever the order on the command line.
 * </ul>
 */
public final class Planner {

    private static final List<String> STANDARD = List.of("bin", "parts", "eggs", "develop-eggs");

    private final Path directory;
    private final Preparation preparation;
    private final Sections sections;
    private final Ground ground;
    private final Map<String, String> stamps = new HashMap<>();
    private @Nullable SecretKey key;

    /**
     * @param preparation the parts, all constructed
     * @param ground what was there before they were constructed
     */
    public Planner(Path directory, Preparation preparation, Sections sections, Ground ground) {
        this.directory = directory;
        this.preparation = preparation;
        this.sections = sections;
        this.ground = ground;
    }

    /**
     * Makes the plan.
     *
     * @param only the parts asked for; empty if all are wanted, and what is not wanted is to be uninstalled
     * @param warnings what is to be said before anything is done
     */
    public PlannedInstall plan(Collection<String> only, List<Diagnostic> warnings) {
        State state = ground.state();
        Map<String, PreparedPart> prepared = preparation.parts();
        List<PlannedPart> planned = new ArrayList<>();
        for (PreparedPart part : prepared.values()) {
            InstalledPart before = state.part(part.name());
            boolean wanted = only.isEmpty() || only.contains(part.name());
            if (wanted || before != null) {
                planned.add(decide(part, before, wanted));
            }
        }
        List<PlannedPart> all = new ArrayList<>();
        List<String> installed = new ArrayList<>(state.parts().keySet());
        Collections.reverse(installed);
        for (String name : installed) {
            InstalledPart before = state.part(name);
            if (before != null && !prepared.containsKey(name)) {
                all.add(unwanted(before, only.isEmpty()));
            }
        }
        all.addAll(planned);
        return new PlannedInstall(
                directory,
                standardDirectories(),
                List.copyOf(all),
                List.copyOf(warnings),
                ground,
                preparation,
                sections,
                key);
    }

    private static PlannedPart unwanted(InstalledPart before, boolean all) {
        PartChange change = new PartChange(
                before.name(),
                before.options().getOrDefault("recipe", ""),
                all ? Action.UNINSTALL : Action.LEAVE,
                all ? List.of(new Reason.Unwanted()) : List.of(),
                Set.of());
        return new PlannedPart(change, null, before, before.options(), before.signature());
    }

    private PlannedPart decide(PreparedPart part, @Nullable InstalledPart before, boolean wanted) {
        Map<String, String> options = recorded(part);
        Set<String> dependencies = dependencies(part);
        Signature old = before == null ? new Signature("", "", Map.of()) : Signature.parse(before.signature());
        List<Reason> reasons = new ArrayList<>();
        String maker = part.maker();
        boolean rebuilt = true;
        if (before == null) {
            reasons.add(new Reason.New());
        } else {
            compare(part, before.options(), options, reasons);
            if (old.isComparable() && !old.maker().equals(maker)) {
                reasons.add(new Reason.RecipeChanged(old.maker(), maker));
            }
            rebuilt(old, dependencies, reasons);
            rebuilt = !reasons.isEmpty();
            missing(before, reasons);
        }
        String stamp = rebuilt || old.stamp().isEmpty() ? stamp(maker, options, dependencies) : old.stamp();
        if (!wanted && before != null) {
            stamps.put(part.name(), old.stamp());
            PartChange leave = new PartChange(part.name(), part.recipeName(), Action.LEAVE, List.of(), dependencies);
            return new PlannedPart(leave, part, before, before.options(), before.signature());
        }
        stamps.put(part.name(), stamp);
        Action action = before == null ? Action.INSTALL : reasons.isEmpty() ? Action.UPDATE : Action.REINSTALL;
        Map<String, String> dependencyStamps = new TreeMap<>();
        dependencies.forEach(name -> dependencyStamps.put(name, stamps.getOrDefault(name, "")));
        return new PlannedPart(
                new PartChange(part.name(), part.recipeName(), action, reasons, dependencies),
                part,
                before,
                options,
                new Signature(maker, stamp, dependencyStamps).toString());
    }

    /** The parts a part refers to, be it through sections that are none. */
    private Set<String> dependencies(PreparedPart part) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(part.sections());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name) || name.equals(part.name())) {
                continue;
            }
            if (preparation.parts().containsKey(name)) {
                found.add(name);
            } else if (sections.has(name)) {
                open.addAll(sections.open(name).dependencies());
            }
        }
        return found;
    }

    private Map<String, String> recorded(PreparedPart part) {
        Map<String, String> options = new TreeMap<>();
        boolean secrets = !preparation.secrets().isEmpty();
        part.values().forEach((option, value) -> {
            boolean secret = secrets && preparation.secrets().cover(value, sections);
            options.put(option, secret ? key().digest(option, value.text()) : value.text());
        });
        return options;
    }

    private SecretKey key() {
        if (key == null) {
            Path file = ground.workspace().key();
            try {
                key = SecretKey.of(file);
            } catch (IOException e) {
                throw new BuildoutException.Preparing(
                        Diagnostic.error(
                                Diagnostic.Kind.STATE_UNREADABLE,
                                file.toString(),
                                "the key of the recorded secrets cannot be read: " + FileFailures.reason(e)),
                        e);
            }
        }
        return key;
    }

    private void compare(PreparedPart part, Map<String, String> was, Map<String, String> is, List<Reason> reasons) {
        if (was.equals(is)) {
            return;
        }
        Map<String, Value> values = part.values();
        is.forEach((option, text) -> {
            String before = was.get(option);
            if (!text.equals(before)) {
                Value value = values.get(option);
                Origin origin = value == null ? part.origin() : value.origin();
                reasons.add(
                        before == null
                                ? new Reason.OptionAdded(option, shown(text), origin)
                                : new Reason.OptionChanged(option, shown(before), shown(text), origin));
            }
        });
        was.forEach((option, text) -> {
            if (!is.containsKey(option)) {
                reasons.add(new Reason.OptionRemoved(option, shown(text)));
            }
        });
    }

    private String shown(String text) {
        return text.startsWith("secret:") ? Secrets.DOTS : preparation.secrets().mask(text);
    }

    private void rebuilt(Signature old, Set<String> dependencies, List<Reason> reasons) {
        for (String dependency : dependencies) {
            String then = old.dependencies().getOrDefault(dependency, "");
            InstalledPart installed = ground.state().part(dependency);
            boolean ownsNothing = installed != null && installed.paths().isEmpty();
            if (!then.isEmpty() && !then.equals(stamps.getOrDefault(dependency, then)) && !ownsNothing) {
                reasons.add(new Reason.DependencyRebuilt(dependency));
            }
        }
    }

    private void missing(InstalledPart before, List<Reason> reasons) {
        for (String recorded : before.paths()) {
            Path path = directory.resolve(recorded);
            boolean there = ground.isInterrupted() ? ground.recovery().exists(path) : Disk.exists(path);
            if (!there) {
                reasons.add(new Reason.FileGone(path));
            }
        }
    }

    private String stamp(String maker, Map<String, String> options, Set<String> dependencies) {
        MessageDigest digest = sha256();
        add(digest, maker);
        options.forEach((option, value) -> {
            add(digest, option);
            add(digest, value);
        });
        for (String dependency : dependencies) {
            add(digest, dependency);
            add(digest, stamps.getOrDefault(dependency, ""));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<Path> standardDirectories() {
        Map<String, Value> buildout = sections.open("buildout").values();
        List<Path> directories = new ArrayList<>();
        for (String name : STANDARD) {
            Value value = buildout.get(name + "-directory");
            if (value != null && !value.text().isBlank()) {
                directories.add(directory.resolve(value.asPath()));
            }
        }
        return directories;
    }
}
