package io.buildout4j;

import io.buildout4j.engine.substitute.Substitution;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolved sections, each worked out when it is first asked for and kept. */
final class Resolution implements ResolvedProfile {

    private final Profile profile;
    private final Substitution substitution;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    /** @throws BuildoutException if {@code [buildout]} cannot be resolved */
    Resolution(Profile profile, Substitution substitution) {
        this.profile = profile;
        this.substitution = substitution;
        section("buildout");
    }

    @Override
    public Set<String> sections() {
        return Collections.unmodifiableSet(profile.sections().keySet());
    }

    @Override
    public Map<String, Value> section(String section) {
        Outcome outcome = outcome(section);
        if (outcome.problem.isPresent()) {
            throw outcome.problem.get();
        }
        return outcome.values;
    }

    @Override
    public Optional<BuildoutException> problem(String section) {
        return outcome(section).problem;
    }

    @Override
    public Value value(String section, String option) {
        Value value = section(section).get(option);
        if (value == null) {
            throw new BuildoutException.Resolving(substitution.missing(section, option));
        }
        return value;
    }

    @Override
    public Optional<Value> find(String section, String option) {
        return profile.sections().containsKey(section)
                ? Optional.ofNullable(outcome(section).values.get(option))
                : Optional.empty();
    }

    private synchronized Outcome outcome(String section) {
        Outcome known = outcomes.get(section);
        if (known == null) {
            known = work(section);
            outcomes.put(section, known);
        }
        return known;
    }

    private Outcome work(String section) {
        try {
            return new Outcome(substitution.section(section).values(), Optional.empty());
        } catch (BuildoutException e) {
            return new Outcome(Map.of(), Optional.of(e));
        }
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private record Outcome(Map<String, Value> values, Optional<BuildoutException> problem) {}
}
