package io.buildout4j.engine.install;

import io.buildout4j.Diagnostic;
import io.buildout4j.engine.prepare.Sections;
import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Origin;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import io.buildout4j.profile.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A profile of one-line options with references, all that the tests of installing need of the language. */
final class SmallProfile implements Profile, Sections {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]*):([^}]*)}");

    private final Path directory;
    private final Map<String, io.buildout4j.profile.Section> sections = new LinkedHashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private Consumer<Sections.OpenSection> hook = section -> {};

    SmallProfile(Path directory, String text) {
        this.directory = directory;
        Map<String, Map<String, Option>> all = new LinkedHashMap<>();
        Map<String, Option> defaults = new LinkedHashMap<>();
        for (String name : List.of("bin", "parts", "eggs", "develop-eggs")) {
            String option = name + "-directory";
            Assignment step = new Assignment(
                    Assignment.Operator.SET, directory.resolve(name).toString(), new Origin.Default());
            defaults.put(option, new Option(option, step.value(), List.of(step)));
        }
        all.put("buildout", defaults);
        String current = "buildout";
        int line = 0;
        for (String written : text.split("\n")) {
            line++;
            if (written.startsWith("[")) {
                current = written.substring(1, written.indexOf(']'));
                all.putIfAbsent(current, new LinkedHashMap<>());
            } else if (written.contains("=")) {
                int sign = written.indexOf('=');
                String name = written.substring(0, sign).strip();
                String value = written.substring(sign + 1).strip();
                Assignment step = new Assignment(Assignment.Operator.SET, value, new Origin.File("test.cfg", line, 0));
                all.get(current).put(name, new Option(name, value, List.of(step)));
            }
        }
        all.forEach((name, options) -> sections.put(name, new io.buildout4j.profile.Section(name, options)));
    }

    SmallProfile constructing(Consumer<Sections.OpenSection> with) {
        hook = with;
        return this;
    }

    @Override
    public List<String> add(String text, String part) {
        throw new UnsupportedOperationException("no test of installing adds sections");
    }

    @Override
    public Sections.OpenSection open(String name) {
        Open section = open.get(name);
        if (section == null) {
            section = new Open(sections.get(name));
            open.put(name, section);
            section.substitute();
            hook.accept(section);
        }
        return section;
    }

    @Override
    public boolean give(String name, Map<String, String> options) {
        return false;
    }

    @Override
    public boolean has(String name) {
        return sections.containsKey(name);
    }

    @Override
    public String source() {
        return "test.cfg";
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Map<String, Section> sections() {
        return sections;
    }

    @Override
    public List<Diagnostic> check() {
        return List.of();
    }

    @Override
    public ResolvedProfile resolution() {
        return resolve();
    }

    @Override
    public ResolvedProfile resolve() {
        throw new UnsupportedOperationException();
    }

    private final class Open implements Sections.OpenSection {
        private final Section raw;
        private final Map<String, Value> values = new LinkedHashMap<>();
        private final Set<String> read = new HashSet<>();
        private final Set<String> dependencies = new LinkedHashSet<>();

        Open(Section raw) {
            this.raw = raw;
        }

        void substitute() {
            raw.options().forEach((name, option) -> {
                List<Value.Reference> references = new ArrayList<>();
                Matcher found = REFERENCE.matcher(option.value());
                StringBuilder text = new StringBuilder();
                while (found.find()) {
                    dependencies.add(found.group(1));
                    references.add(new Value.Reference(found.group(1), found.group(2)));
                    Value value = SmallProfile.this
                            .open(found.group(1))
                            .read(found.group(2))
                            .orElseThrow();
                    found.appendReplacement(text, Matcher.quoteReplacement(value.text()));
                }
                values.put(
                        name,
                        new Value(raw.name(), name, found.appendTail(text).toString(), option.origin(), references));
            });
        }

        @Override
        public String name() {
            return raw.name();
        }

        @Override
        public Map<String, Value> values() {
            return values;
        }

        @Override
        public Optional<Value> read(String option) {
            read.add(option);
            return Optional.ofNullable(values.get(option));
        }

        @Override
        public void publish(String option, String value) {
            values.put(option, new Value(raw.name(), option, value, new Origin.Published(raw.name()), List.of()));
        }

        @Override
        public void publish(String option, Value value) {
            values.put(option, new Value(raw.name(), option, value.text(), value.origin(), List.of()));
        }

        @Override
        public Set<String> dependencies() {
            return dependencies;
        }

        @Override
        public Set<String> unread() {
            Set<String> unread = new LinkedHashSet<>(raw.options().keySet());
            unread.removeAll(read);
            return unread;
        }
    }
}
