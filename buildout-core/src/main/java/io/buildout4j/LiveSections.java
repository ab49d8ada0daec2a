package io.buildout4j;

import io.buildout4j.engine.parse.ParsedOption;
import io.buildout4j.engine.parse.ParsedSection;
import io.buildout4j.engine.parse.ProfileParser;
import io.buildout4j.engine.prepare.Preparation;
import io.buildout4j.engine.prepare.Sections;
import io.buildout4j.engine.substitute.LiveSection;
import io.buildout4j.engine.substitute.SectionHook;
import io.buildout4j.engine.substitute.Substitution;
import io.buildout4j.engine.substitute.Surroundings;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import io.buildout4j.profile.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where substitution and recipes meet: a substitution that constructs recipes, as recipes see it. A substitution is for
 * one thread; recipes of parts that are installed side by side may still ask it, one after the other.
 */
final class LiveSections implements Sections {

    private final Profile profile;
    private final Substitution substitution;

    LiveSections(Profile profile, Surroundings surroundings, Preparation preparation) {
        this.profile = profile;
        this.substitution = new Substitution(profile, surroundings, new SectionHook() {
            @Override
            public void construct(LiveSection section) {
                preparation.construct(new Live(section));
            }
        });
    }

    @Override
    public ResolvedProfile resolution() {
        return new Resolution(profile, substitution);
    }

    @Override
    public OpenSection open(String name) {
        synchronized (substitution) {
            return new Live(substitution.section(name));
        }
    }

    @Override
    public boolean give(String name, Map<String, String> options) {
        synchronized (substitution) {
            return substitution.give(name, options);
        }
    }

    @Override
    public List<String> add(String text, String part) {
        Origin origin = new Origin.Published(part);
        Map<String, ParsedSection> added = ProfileParser.parse(
                        text, "sections that part " + part + " adds", expression -> {
                            throw refused(
                                    expression, "has a condition, which sections that are added cannot have", origin);
                        })
                .sections();
        synchronized (substitution) {
            for (ParsedSection section : added.values()) {
                if (substitution.has(section.name())) {
                    throw refused(section.name(), "is in the profile already, so that it cannot be added", origin);
                }
                Map<String, Option> options = new LinkedHashMap<>();
                section.options().forEach((name, option) -> options.put(name, written(option, origin)));
                substitution.add(new Section(section.name(), options));
            }
        }
        return List.copyOf(added.keySet());
    }

    private static Option written(ParsedOption option, Origin origin) {
        Assignment assignment = new Assignment(Assignment.Operator.SET, option.value(), origin);
        return new Option(option.name(), option.value(), List.of(assignment));
    }

    private static BuildoutException refused(String section, String problem, Origin origin) {
        return new BuildoutException.Resolving(
                Diagnostic.error(Diagnostic.Kind.RECIPE_REJECTED, section, "section [" + section + "] " + problem)
                        .at(origin));
    }

    @Override
    public boolean has(String name) {
        synchronized (substitution) {
            return substitution.has(name);
        }
    }

    private final class Live implements OpenSection {
        private final LiveSection section;

        Live(LiveSection section) {
            this.section = section;
        }

        @Override
        public String name() {
            return section.name();
        }

        @Override
        public Map<String, Value> values() {
            synchronized (substitution) {
                return section.values();
            }
        }

        @Override
        public Optional<Value> read(String option) {
            synchronized (substitution) {
                return section.read(option);
            }
        }

        @Override
        public void publish(String option, String value) {
            synchronized (substitution) {
                section.publish(option, value);
            }
        }

        @Override
        public void publish(String option, Value value) {
            synchronized (substitution) {
                section.publish(option, value.text(), value.origin());
            }
        }

        @Override
        public Set<String> dependencies() {
            synchronized (substitution) {
                return section.dependencies();
            }
        }

        @Override
        public Set<String> unread() {
            synchronized (substitution) {
                Set<String> own = new LinkedHashSet<>();
                for (String option : section.unread()) {
                    // What comes through <= may be meant for others that inherit it.
                    if (profile.find(section.name(), option).isPresent()) {
                        own.add(option);
                    }
                }
                return own;
            }
        }
    }
}
