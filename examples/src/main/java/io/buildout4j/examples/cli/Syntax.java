package io.buildout4j.examples.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may be said to a command: its options, what follows them, and the commands below it. From this come the parser
 * ({@link Arguments}), the help ({@link Help}) and the completion of the shells ({@link Completion}). It is put together
 * by plain code and says nothing of what becomes of a value: to find it by reflection, or to link a lambda for each option,
 * would take a tenth of most runs of the program.
 */
final class Syntax {

    /**
     * An option.
     *
     * @param names its names, such as {@code -h} and {@code --help}
     * @param value what its value is called, {@code DIR} for instance; empty for a switch that takes none
     * @param purpose what it is for
     * @param isRequired whether the command makes no sense without it
     */
    record Option(List<String> names, String value, String purpose, boolean isRequired) {

        boolean takesValue() {
            return !value.isEmpty();
        }

        /** The name that messages call it by. */
        String name() {
            return names.get(0);
        }
    }

    /**
     * What follows the options.
     *
     * @param value what one of them is called
     * @param purpose what they are for
     * @param least how many there must be
     * @param most how many there may be
     */
    record Words(String value, String purpose, int least, int most) {}

    /**
     * A line a person may type, and what it is good for.
     *
     * @param line with the name of the program
     * @param purpose what it does there
     */
    record Example(String line, String purpose) {}

    private final String name;
    private final List<String> purpose;
    private final List<Option> options = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    private Words words = new Words("", "", 0, 0);

    private Syntax(String name, List<String> purpose) {
        this.name = name;
        this.purpose = purpose;
    }

    /**
     * The syntax of a command without options.
     *
     * @param name its name with those of the commands it belongs to, {@code buildout deploy software} for instance
     * @param purpose what it does, in sentences, of which the first stands in lists of commands
     */
    static Syntax of(String name, String... purpose) {
        return new Syntax(name, List.of(purpose));
    }

    /** With a switch. */
    Syntax flag(String option, String what) {
        return add(new Option(List.of(option), "", what, false));
    }

    /** With an option that takes a value. */
    Syntax option(String option, String value, String what) {
        return add(new Option(List.of(option), value, what, false));
    }

    /** With an option that must be given. */
    Syntax required(String option, String value, String what) {
        return add(new Option(List.of(option), value, what, true));
    }

    private Syntax add(Option option) {
        options.add(option);
        return this;
    }

    /** With one word after the options, which must be there. */
    Syntax word(String value, String what) {
        words = new Words(value, what, 1, 1);
        return this;
    }

    /** With one word after the options, which may be missing. */
    Syntax optionalWord(String value, String what) {
        words = new Words(value, what, 0, 1);
        return this;
    }

    /** With any number of words. */
    Syntax words(String value, String what) {
        words = new Words(value, what, 0, Integer.MAX_VALUE);
        return this;
    }

    /** With a command below this one. */
    Syntax command(String word, Supplier<Command> command) {
        commands.put(word, command);
        return this;
    }

    /** With a line that shows how the command is used. */
    Syntax example(String line, String what) {
        examples.add(new Example(line, what));
        return this;
    }

    /** With a sentence that help ends with, such as the exit statuses. */
    Syntax note(String sentence) {
        notes.add(sentence);
        return this;
    }

    /** The name with those of the commands this one belongs to. */
    String name() {
        return name;
    }

    /** What the command does, in sentences. */
    List<String> purpose() {
        return purpose;
    }

    List<Option> options() {
        return options;
    }

    List<Example> examples() {
        return examples;
    }

    List<String> notes() {
        return notes;
    }

    Words words() {
        return words;
    }

    /** The commands below this one, each made when it is asked for. */
    Map<String, Supplier<Command>> commands() {
        return commands;
    }

    /** The option of that name. */
    Optional<Option> find(String option) {
        for (Option candidate : options) {
            if (candidate.names().contains(option)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Wrong usage of this command. */
    Misuse misuse(String problem) {
        return new Misuse(name, problem);
    }
}
