package io.buildout4j.engine.substitute;

import io.buildout4j.engine.text.Order;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A section during a run: its options after {@code <=}, substituted as they are needed, and what its recipe publishes.
 * Belongs to one {@link Substitution}, and so to one thread.
 */
public final class LiveSection {

    static final int SETTLED = Integer.MAX_VALUE;

    private final Substitution run;
    private final String name;
    private final Map<String, Option> raw;

    /** Options substituted once, when the section was looked up. */
    final Map<String, String> cooked = new HashMap<>();

    /** Options as others see them. */
    final Map<String, String> seen = new LinkedHashMap<>();

    private final Map<String, Set<Value.Reference>> references = new HashMap<>();
    private final Map<String, Origin> published = new LinkedHashMap<>();
    private final Set<String> dependencies = new LinkedHashSet<>();
    private final Set<String> read = new HashSet<>();
    private @Nullable Map<String, Value> values;
    private @Nullable Set<String> dependenciesSoFar;

    /** Where it stands among the sections being looked up, and the outermost of them it has touched. */
    final int depth;

    int outermost = SETTLED;

    /** How many sections were done but not settled when this one was begun. */
    final int unsettledBefore;

    boolean done;

    LiveSection(Substitution run, String name, Map<String, Option> raw, int depth, int unsettledBefore) {
        this.run = run;
        this.name = name;
        this.raw = raw;
        this.depth = depth;
        this.unsettledBefore = unsettledBefore;
    }

    /** The name of the section. */
    public String name() {
        return name;
    }

    /**
     * All options, substituted, the published ones included. Does not count as reading them.
     *
     * @throws io.buildout4j.BuildoutException if one of them cannot be substituted
     */
    public Map<String, Value> values() {
        Map<String, Value> known = values;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (String option : raw.keySet()) {
                known.put(option, value(option, run.read(this, option)));
            }
            for (String option : published.keySet()) {
                if (!raw.containsKey(option)) {
                    known.put(option, value(option, run.read(this, option)));
                }
            }
            known = Collections.unmodifiableMap(known);
            values = known;
        }
        return known;
    }

    /**
     * An option, substituted; it is no longer {@linkplain #unread() unread}.
     *
     * @throws io.buildout4j.BuildoutException if it cannot be substituted
     */
    public Optional<Value> read(String option) {
        if (!has(option)) {
            return Optional.empty();
        }
        markRead(option);
        return Optional.of(value(option, run.read(this, option)));
    }

    /** Whether there is such an option. Asking does not count as reading it. */
    public boolean has(String option) {
        return raw.containsKey(option) || seen.containsKey(option);
    }

    /** Sets an option, for those who look at it from now on. */
    public void publish(String option, String value) {
        publish(option, value, new Origin.Published(name));
    }

    /** Sets an option to a value that somebody else wrote. */
    public void publish(String option, String value, Origin origin) {
        seen.put(option, value);
        published.put(option, origin);
        references.remove(option);
        values = null;
    }

    /** The sections this one has looked up itself so far: by references, {@code =>}, or from its recipe. */
    public Set<String> dependencies() {
        Set<String> known = dependenciesSoFar;
        if (known == null) {
            known = dependencies.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(dependencies));
            dependenciesSoFar = known;
        }
        return known;
    }

    /** The options of the profile that nobody has read, sorted. */
    public Set<String> unread() {
        Set<String> rest = new TreeSet<>();
        for (String option : raw.keySet()) {
            if (!read.contains(option)) {
                rest.add(option);
            }
        }
        return rest;
    }

    /** Whether the section says which recipe it is for. */
    public boolean hasRecipe() {
        String recipe = text("recipe");
        return recipe != null && !recipe.isBlank();
    }

    /** Where the section, or an option of it, was written; empty if neither came from anywhere. */
    public Optional<Origin> origin(String option) {
        Origin origin = published.get(option);
        if (origin == null) {
            Option written = raw.get(option);
            origin = written == null ? null : written.origin();
        }
        return Optional.ofNullable(origin);
    }

    /** The options before substitution, after {@code <=}, each with its history. */
    public Map<String, Option> raw() {
        return Collections.unmodifiableMap(raw);
    }

    /** The text as it is now, whether substituted or not. */
    @Nullable
    String text(String option) {
        String text = seen.get(option);
        if (text == null) {
            text = cooked.get(option);
        }
        if (text == null) {
            Option written = raw.get(option);
            text = written == null ? null : written.value();
        }
        return text;
    }

    List<String> referring() {
        List<String> names = new ArrayList<>();
        for (Option written : raw.values()) {
            if (written.value().contains("${") && !published.containsKey(written.name())) {
                names.add(written.name());
            }
        }
        names.sort(Order.CODE_POINTS);
        return names;
    }

    void markRead(String option) {
        read.add(option);
    }

    void refers(String option, Value.Reference reference) {
        Set<Value.Reference> known = references.get(option);
        if (known == null) {
            known = new LinkedHashSet<>();
            references.put(option, known);
        }
        known.add(reference);
        dependsOn(reference.section());
    }

    void dependsOn(String section) {
        if (!section.equals(name) && dependencies.add(section)) {
            dependenciesSoFar = null;
        }
    }

    void touch(int other) {
        outermost = Math.min(outermost, other);
    }

    private Value value(String option, String text) {
        Optional<Origin> known = origin(option);
        Origin origin = known.isPresent() ? known.get() : new Origin.Computed();
        return new Value(name, option, text, origin, List.copyOf(references.getOrDefault(option, Set.of())));
    }
}
