package io.buildout4j;

import io.buildout4j.engine.merge.Merged;
import io.buildout4j.engine.substitute.MissingOptions;
import io.buildout4j.engine.substitute.SectionHook;
import io.buildout4j.engine.substitute.Substitution;
import io.buildout4j.engine.substitute.Surroundings;
import io.buildout4j.profile.Annotation;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.ResolvedProfile;
import io.buildout4j.profile.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile as it was merged, with what is needed to go on from there. */
record RawProfile(String source, Path directory, Merged merged, Surroundings surroundings, Deployment deployment)
        implements Profile {

    @Override
    public Map<String, Section> sections() {
        return merged.sections();
    }

    @Override
    public List<String> files() {
        return merged.files();
    }

    @Override
    public List<Diagnostic> notes() {
        return merged.notes();
    }

    @Override
    public Annotation annotate() {
        Map<String, Map<String, Option>> shown = new LinkedHashMap<>();
        merged.sections().forEach((name, section) -> {
            Map<String, Option> options = new LinkedHashMap<>(section.options());
            if (name.equals("buildout")) {
                options.putAll(merged.annotated());
            }
            shown.put(name, options);
        });
        return new Annotation(shown);
    }

    @Override
    public List<Diagnostic> check() {
        return Check.of(this, merged, surroundings, deployment.declaredOptions());
    }

    @Override
    public ResolvedProfile resolve() {
        return resolve(this, surroundings, MissingOptions.NONE);
    }

    static ResolvedProfile resolve(Profile profile, Surroundings surroundings, MissingOptions missing) {
        return new Resolution(profile, new Substitution(profile, surroundings, SectionHook.NONE, missing));
    }
}
