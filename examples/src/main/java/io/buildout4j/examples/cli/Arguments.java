package io.buildout4j.examples.cli;

import io.buildout4j.Diagnostic;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A command line while it is read. Short options may be joined ({@code -vUc FILE}, {@code -j4}), long ones take their value
 * after {@code =} or as the next word, {@code --} ends the options; where an option is given twice, the last one counts.
 */
final class Arguments {

    private static final int SHORTEST_BEGINNING = 3;

    private final Deque<String> left = new ArrayDeque<>();
    private Command command;
    private Syntax syntax;
    private final Set<String> seen = new HashSet<>();
    private int words;

    private Arguments(Command program, String... args) {
        for (String arg : args) {
            left.add(arg);
        }
        this.command = program;
        this.syntax = program.syntax();
    }

    /**
     * Tells the commands what the command line says to them.
     *
     * @param console where help goes
     * @param program what stands before the first command's name is said to this
     * @return the command to run: the last one that was named
     * @throws Misuse if the command line is not one of this program
     */
    static Command read(Console console, Command program, String... args) {
        return new Arguments(program, args).read(console);
    }

    private Command read(Console console) {
        while (!left.isEmpty()) {
            String word = left.pop();
            if (word.equals("-h") || word.equals("--help")) {
                return saying(console, Help.text(syntax, console.outColours()));
            } else if (word.equals("-V") || word.equals("--version")) {
                return saying(console, BuildoutProgram.version() + "\n");
            } else if (word.equals("--")) {
                left.forEach(this::word);
                left.clear();
            } else if (word.startsWith("--")) {
                longOption(word);
            } else if (word.length() > 1 && word.charAt(0) == '-') {
                shortOptions(word);
            } else {
                Supplier<Command> below = syntax.commands().get(word);
                if (below == null) {
                    word(word);
                } else {
                    descend(below.get());
                }
            }
        }
        complete();
        return command;
    }

    private void descend(Command below) {
        complete();
        command = below;
        syntax = command.syntax();
        seen.clear();
        words = 0;
    }

    private void longOption(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Syntax.Option option = option(name);
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw syntax.misuse("option " + name + " takes no value");
            }
            give(option, "");
        } else {
            give(option, equals < 0 ? next(option) : word.substring(equals + 1));
        }
    }

    private void shortOptions(String word) {
        for (int i = 1; i < word.length(); i++) {
            if (word.charAt(i) == 'h' || word.charAt(i) == 'V') {
                left.push("-" + word.charAt(i));
                return;
            }
            Syntax.Option option = option("-" + word.charAt(i));
            if (option.takesValue()) {
                String rest = word.substring(i + 1);
                give(option, rest.isEmpty() ? next(option) : rest.startsWith("=") ? rest.substring(1) : rest);
                return;
            }
            give(option, "");
        }
    }

    private Syntax.Option option(String name) {
        Optional<Syntax.Option> option = syntax.find(name);
        if (option.isEmpty()) {
            throw syntax.misuse("no option " + name
                    + meant(
                            name,
                            syntax.options().stream()
                                    .flatMap(known -> known.names().stream())
                                    .filter(known -> known.startsWith("--"))
                                    .toList()));
        }
        return option.get();
    }

    private String next(Syntax.Option option) {
        if (left.isEmpty()) {
            throw syntax.misuse("option " + option.name() + " wants " + option.value());
        }
        return left.pop();
    }

    private void give(Syntax.Option option, String value) {
        seen.add(option.name());
        try {
            command.take(option.name(), value);
        } catch (IllegalArgumentException e) {
            throw syntax.misuse("option " + option.name() + " wants " + option.value() + ", not '" + value + "'");
        }
    }

    private void word(String word) {
        if (words >= syntax.words().most()) {
            throw syntax.misuse(
                    syntax.commands().isEmpty()
                            ? "'" + word + "' is one word too many"
                            : "no command '" + word + "'"
                                    + meant(word, syntax.commands().keySet()));
        }
        words++;
        command.take(syntax.words().value(), word);
    }

    private void complete() {
        for (Syntax.Option option : syntax.options()) {
            if (option.isRequired() && !seen.contains(option.name())) {
                throw syntax.misuse("option " + option.name() + " " + option.value() + " is missing");
            }
        }
        if (words < syntax.words().least()) {
            throw syntax.misuse(syntax.words().value() + " is missing");
        }
    }

    /** What a person meant who slipped, or who typed no more than the beginning of one name. */
    static String meant(String written, Collection<String> names) {
        List<String> begun = written.length() < SHORTEST_BEGINNING
                ? List.of()
                : names.stream().filter(name -> name.startsWith(written)).toList();
        return (begun.size() == 1 ? Optional.of(begun.get(0)) : Diagnostic.meant(written, names))
                .map(name -> ", did you mean '" + name + "'?")
                .orElse("");
    }

    private static Command saying(Console console, String text) {
        return new Command() {
            @Override
            public Syntax syntax() {
                return Syntax.of("");
            }

            @Override
            public int run() {
                console.out().print(text);
                return ExitStatus.DONE;
            }
        };
    }
}
