package io.buildout4j.engine.check;

import io.buildout4j.Diagnostic;
import io.buildout4j.Diagnostic.Kind;
import io.buildout4j.engine.merge.Names;
import io.buildout4j.engine.substitute.Inspection;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds options that a part's recipe says it does not read, nothing else reads by name, and that make nothing a dependency. */
final class Undeclared {

    private final Inspection inspection;
    private final DeclaredOptions declared;
    private final OwnFile file;

    Undeclared(Inspection inspection, DeclaredOptions declared, OwnFile file) {
        this.inspection = inspection;
        this.declared = declared;
        this.file = file;
    }

    List<Diagnostic> in(Section section) {
        Map<String, Option> all = inspection.inherited(section.name());
        Option recipe = all.get("recipe");
        Set<String> options = recipe == null || inspection.isBase(section.name()) ? null : declared.of(recipe.value());
        if (recipe == null || options == null) {
            return List.of();
        }
        Set<String> named = new HashSet<>();
        all.values().forEach(option -> named.addAll(Words.of(option.value())));
        List<Diagnostic> found = new ArrayList<>();
        for (Option option : section.options().values()) {
            String name = Names.stripped(Names.stripped(option.name(), '+'), '-');
            if (file.wrote(option)
                    && !DeclaredOptions.allows(options, name)
                    && !named.contains(name)
                    && !option.value().contains("${")
                    && !inspection.isReferredTo(section.name(), name)) {
                found.add(Diagnostic.warning(
                                Kind.UNUSED_OPTION,
                                section.name() + ":" + option.name(),
                                "nothing reads option '" + name + "' of section [" + section.name()
                                        + "], whose recipe is " + recipe.value().strip())
                        .at(option.origin())
                        .withMeant(name, options));
            }
        }
        return found;
    }
}
