package io.buildout4j.examples.cli;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Option;
import io.buildout4j.profile.Profile;
import io.buildout4j.profile.Section;

/** Prints one raw value. */
final class QueryCommand implements Command {

    private final GlobalOptions options;

    private boolean json;
    private String question = "";

    QueryCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("buildout query", "Prints the raw value of an option: before macros and substitution.")
                .flag("--json", "print the value, where it stands and its history as JSON")
                .word("SECTION:OPTION", "a name without a colon means an option of [buildout]")
                .example("buildout query web:port", "the port, as written")
                .example("buildout query parts", "an option of [buildout]")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "--json" -> json = true;
            case "SECTION:OPTION" -> question = value;
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        OptionName asked = OptionName.parse(question)
                .orElseThrow(() -> syntax().misuse("'" + question + "' is not SECTION:OPTION"));
        Profile profile = options.load(options.reader().build());
        String section = asked.section();
        String option = asked.option();
        if (!json && options.verbosity() != 0) {
            options.console().out().println("${" + section + ":" + option + "}");
        }
        Section known = profile.find(section)
                .orElseThrow(() -> new BuildoutException.Resolving(missingSection(profile, section)));
        Option found = known.find(option)
                .orElseThrow(() -> new BuildoutException.Resolving(Diagnostic.error(
                                Diagnostic.Kind.MISSING_OPTION,
                                section + ":" + option,
                                "no option '" + option + "' in section [" + section + "]")
                        .withMeant(option, known.options().keySet())));
        options.console().out().println(json ? Json.text(AnnotateCommand.asData(found)) : found.value());
        return ExitStatus.DONE;
    }

    /** That somebody asked for a section which the profile does not have. */
    static Diagnostic missingSection(Profile profile, String section) {
        return Diagnostic.error(Diagnostic.Kind.MISSING_SECTION, section, "no section [" + section + "]")
                .withMeant(section, profile.sections().keySet());
    }
}
