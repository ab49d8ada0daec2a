package io.buildout4j.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Says what {@code --help} after a command says, for people who ask the other way round. */
final class HelpCommand implements Command {

    private final GlobalOptions options;
    private final List<String> words = new ArrayList<>();

    HelpCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("buildout help", "Tells what a command is for and what may be said to it.")
                .words("COMMAND", "the command to tell about (default: the program)")
                .example("buildout help plan", "the same as buildout plan --help")
                .example("buildout help deploy software", "a command below another")
                .note(ExitStatus.TEXT);
    }

    @Override
    public void take(String name, String value) {
        switch (name) {
            case "COMMAND" -> words.add(value);
            default -> Command.super.take(name, value);
        }
    }

    @Override
    public int run() {
        Syntax asked = options.syntax();
        for (String word : words) {
            Supplier<Command> below = asked.commands().get(word);
            if (below == null) {
                throw asked.misuse("no command '" + word + "'"
                        + Arguments.meant(word, asked.commands().keySet()));
            }
            asked = below.get().syntax();
        }
        options.console().out().print(Help.text(asked, options.console().outColours()));
        return ExitStatus.DONE;
    }
}
