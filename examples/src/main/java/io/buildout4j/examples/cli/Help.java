package io.buildout4j.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints: how a command is called, what it does, what may be said to it, and examples. */
final class Help {

    private static final int COLUMNS = 90;
    private static final int WIDEST_NAME = 24;

    private Help() {}

    /** The help for a command. */
    static String text(Syntax syntax, Colours colours) {
        StringBuilder text = new StringBuilder("Usage: ").append(usage(syntax)).append("\n\n");
        for (String sentence : syntax.purpose()) {
            text.append(wrapped(sentence, 0)).append('\n');
        }
        List<String[]> words = new ArrayList<>();
        if (!syntax.words().value().isEmpty()) {
            words.add(new String[] {syntax.words().value(), syntax.words().purpose()});
        }
        List<String[]> options = new ArrayList<>();
        for (Syntax.Option option : syntax.options()) {
            String names = String.join(", ", option.names());
            options.add(new String[] {option.takesValue() ? names + " " + option.value() : names, option.purpose()});
        }
        options.add(new String[] {"-h, --help", "say this"});
        options.add(new String[] {"-V, --version", "say the version of the program"});
        List<String[]> commands = new ArrayList<>();
        syntax.commands()
                .forEach((name, command) -> commands.add(
                        new String[] {name, command.get().syntax().purpose().get(0)}));
        table(text, colours.bold("Arguments"), words);
        table(text, colours.bold("Options"), options);
        table(text, colours.bold("Commands"), commands);
        if (!syntax.examples().isEmpty()) {
            text.append('\n').append(colours.bold("Examples")).append(":\n");
            for (Syntax.Example example : syntax.examples()) {
                text.append("  ").append(example.line()).append('\n');
                text.append("      ").append(wrapped(example.purpose(), 6)).append('\n');
            }
        }
        if (!syntax.notes().isEmpty()) {
            text.append('\n');
            syntax.notes().forEach(note -> text.append(wrapped(note, 0)).append('\n'));
        }
        return text.toString();
    }

    private static String usage(Syntax syntax) {
        StringBuilder line = new StringBuilder(syntax.name());
        for (Syntax.Option option : syntax.options()) {
            if (option.isRequired()) {
                line.append(' ').append(option.name()).append(' ').append(option.value());
            }
        }
        line.append(" [OPTION…]");
        Syntax.Words words = syntax.words();
        if (!words.value().isEmpty()) {
            line.append(words.least() > 0 ? " " : " [").append(words.value());
            line.append(words.most() > 1 ? "…" : "").append(words.least() > 0 ? "" : "]");
        }
        return line.append(syntax.commands().isEmpty() ? "" : " [COMMAND …]").toString();
    }

    private static void table(StringBuilder text, String title, List<String[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int width = rows.stream()
                .mapToInt(row -> row[0].length())
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(WIDEST_NAME);
        text.append('\n').append(title).append(":\n");
        for (String[] row : rows) {
            text.append("  ").append(row[0]);
            if (row[0].length() > width) {
                text.append('\n').append(" ".repeat(width + 4));
            } else {
                text.append(" ".repeat(width + 2 - row[0].length()));
            }
            text.append(wrapped(row[1], width + 4)).append('\n');
        }
    }

    /** The text in lines of which all but the first are indented. */
    private static String wrapped(String text, int indent) {
        StringBuilder lines = new StringBuilder();
        int column = indent;
        for (String word : text.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > COLUMNS) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
