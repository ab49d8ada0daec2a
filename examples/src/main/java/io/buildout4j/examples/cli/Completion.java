package io.buildout4j.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scripts that complete command lines, made from what the commands declare.
 *
 * @param commands all commands, the program itself first
 */
record Completion(List<At> commands) {

    /**
     * A command as the scripts know it.
     *
     * @param words what was typed to get there, empty for the program itself
     * @param syntax what may be said to it
     */
    private record At(String words, Syntax syntax) {

        /** The patterns of the command and an option of it, as the scripts compare them. */
        private List<String> patterns(Syntax.Option option) {
            return option.names().stream().map(this::pattern).toList();
        }

        private String pattern(String word) {
            return "\"" + words + ":" + word + "\"";
        }
    }

    /** What the value of an option can be. */
    private enum Values {
        FILES,
        DIRECTORIES,
        CHOICE,
        TEXT;

        static Values of(String label) {
            if (label.equals("DIR")) {
                return DIRECTORIES;
            } else if (label.contains("FILE") || label.equals("TEMPLATE")) {
                return FILES;
            }
            return label.contains("|") ? CHOICE : TEXT;
        }
    }

    /** The scripts for a program. */
    static Completion of(Syntax program) {
        List<At> all = new ArrayList<>();
        collect(new At("", program), all);
        return new Completion(all);
    }

    private static void collect(At command, List<At> all) {
        all.add(command);
        command.syntax
                .commands()
                .forEach((name, below) -> collect(
                        new At((command.words + " " + name).strip(), below.get().syntax()), all));
    }

    /** For bash. */
    String bash() {
        return """
                # Completes command lines of buildout in bash: source this file.
                _buildout() {
                    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" words="" i
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case "$command:${COMP_WORDS[i]}" in
                %s        esac
                    done
                    case "$command:$before" in
                %s    esac
                    case "$command" in
                %s    esac
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
                }
                complete -o default -F _buildout buildout
                """.formatted(
                walk(),
                values(
                        "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return",
                        "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return",
                        choice -> "mapfile -t COMPREPLY < <(compgen -W \"" + choice + "\" -- \"$word\"); return"),
                lines(command -> "words=\"" + String.join(" ", names(command.syntax)) + "\""));
    }

    /** For zsh: to be sourced, or put into a directory of {@code fpath} as {@code _buildout}. */
    String zsh() {
        return """
                #compdef buildout
                # Completes command lines of buildout in zsh.
                _buildout() {
                    local command="" i
                    local -a options commands
                    for ((i = 2; i < CURRENT; i++)); do
                        case "$command:${words[i]}" in
                %s        esac
                    done
                    case "$command:${words[CURRENT-1]}" in
                %s    esac
                    case "$command" in
                %s    esac
                    _describe -o option options
                    _describe command commands || _files
                }
                if [ "$funcstack[1]" = _buildout ]; then
                    _buildout "$@"
                else
                    compdef _buildout buildout
                fi
                """.formatted(
                        walk(),
                        values("_files; return", "_files -/; return", choice -> "compadd -- " + choice + "; return"),
                        lines(command -> "options=(" + described(options(command.syntax)) + ") commands=("
                                + described(commands(command.syntax)) + ")"));
    }

    /** The cases that find the command among the words: what an option takes is none. */
    private String walk() {
        StringBuilder cases = new StringBuilder();
        List<String> skipped = new ArrayList<>();
        for (At command : commands) {
            command.syntax.options().stream()
                    .filter(Syntax.Option::takesValue)
                    .forEach(option -> skipped.addAll(command.patterns(option)));
            for (String name : command.syntax.commands().keySet()) {
                line(cases, 12, command.pattern(name), "command=\"" + (command.words + " " + name).strip() + "\"");
            }
        }
        line(cases, 12, String.join(" | ", skipped), "((i += 1))");
        return cases.toString();
    }

    /** The cases for the word after an option that takes a value. */
    private String values(String files, String directories, Function<String, String> choice) {
        StringBuilder cases = new StringBuilder();
        for (At command : commands) {
            for (Syntax.Option option : command.syntax.options()) {
                if (option.takesValue()) {
                    String action = switch (Values.of(option.value())) {
                        case FILES -> files;
                        case DIRECTORIES -> directories;
                        case CHOICE -> choice.apply(option.value().replace('|', ' '));
                        case TEXT -> "return";
                    };
                    line(cases, 8, String.join(" | ", command.patterns(option)), action);
                }
            }
        }
        return cases.toString();
    }

    private String lines(Function<At, String> action) {
        StringBuilder cases = new StringBuilder();
        for (At command : commands) {
            line(cases, 8, "\"" + command.words + "\"", action.apply(command));
        }
        return cases.toString();
    }

    private static void line(StringBuilder cases, int indent, String pattern, String action) {
        cases.append(" ".repeat(indent) + pattern + ") " + action + " ;;\n");
    }

    private static List<String> names(Syntax syntax) {
        List<String> names = new ArrayList<>();
        syntax.options().forEach(option -> names.addAll(option.names()));
        names.add("--help");
        names.addAll(syntax.commands().keySet());
        String words = syntax.words().value();
        if (Values.of(words) == Values.CHOICE) {
            names.addAll(List.of(words.split("\\|")));
        }
        return names;
    }

    private static List<String[]> options(Syntax syntax) {
        List<String[]> options = new ArrayList<>();
        for (Syntax.Option option : syntax.options()) {
            option.names().forEach(name -> options.add(new String[] {name, option.purpose()}));
        }
        options.add(new String[] {"--help", "say what can be said"});
        return options;
    }

    private static List<String[]> commands(Syntax syntax) {
        List<String[]> commands = new ArrayList<>();
        syntax.commands()
                .forEach((name, command) -> commands.add(
                        new String[] {name, command.get().syntax().purpose().get(0)}));
        String words = syntax.words().value();
        if (Values.of(words) == Values.CHOICE) {
            for (String word : words.split("\\|")) {
                commands.add(new String[] {word, syntax.words().purpose()});
            }
        }
        return commands;
    }

    private static String described(List<String[]> answers) {
        return answers.stream()
                .map(answer -> "'" + answer[0] + ":" + answer[1].replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
