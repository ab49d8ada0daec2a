package io.buildout4j.recipes.template.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides an expression into its words, up to the delimiter that ends it. */
public final class Lexer {

    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+\\-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INTEGER = Pattern.compile(
            "0b(?:_?[0-1])+|0o(?:_?[0-7])+|0x(?:_?[\\da-f])+|[1-9](?:_?\\d)*|0(?:_?0)*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern STRING =
            Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int position;
    private int line;
    private String delimiter = "";

    private Lexer(String source, int position, int line) {
        this.source = source;
        this.position = position;
        this.line = line;
    }

    /**
     * Words and where they ended.
     *
     * @param tokens the words, the last of kind END
     * @param delimiter the delimiter that ended them; empty at the end of the source
     * @param end the position after the delimiter
     * @param line the line there
     */
    public record Lexed(List<Token> tokens, String delimiter, int end, int line) {}

    /**
     * Reads words from a position until one of the delimiters, which count only outside of brackets and strings.
     *
     * @throws PythonError if a character can begin no word, a bracket does not fit, or the delimiter is missing
     */
    public static Lexed read(String source, int position, int line, List<String> delimiters) {
        Lexer lexer = new Lexer(source, position, line);
        lexer.run(delimiters);
        return new Lexed(List.copyOf(lexer.tokens), lexer.delimiter, lexer.position, lexer.line);
    }

    private void run(List<String> delimiters) {
        String end = delimiters.contains("}}") ? "end of print statement" : "end of statement block";
        while (position < source.length()) {
            char c = source.charAt(position);
            if (Strings.isSpace(c)) {
                line += c == '\n' ? 1 : 0;
                position++;
            } else if (open.isEmpty() && atDelimiter(delimiters)) {
                tokens.add(new Token(Token.Kind.END, end, end, line));
                return;
            } else {
                word(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, end, end, line));
    }

    private boolean atDelimiter(List<String> delimiters) {
        for (String candidate : delimiters) {
            if (source.startsWith(candidate, position)) {
                delimiter = candidate;
                position += candidate.length();
                return true;
            }
        }
        return false;
    }

    private void word(char c) {
        if (c >= '0' && c <= '9' && number()) {
            return;
        }
        if (c == '\'' || c == '"') {
            if (match(STRING) instanceof String text) {
                string(text);
                return;
            }
        } else if (match(NAME) instanceof String name) {
            if (!name.codePoints().limit(1).allMatch(Character::isUnicodeIdentifierStart) && !name.startsWith("_")) {
                throw PythonError.syntax("Invalid character in identifier", line);
            }
            add(Token.Kind.NAME, name, name.intern());
            return;
        }
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, position)) {
                operator(operator);
                return;
            }
        }
        throw PythonError.syntax(
                "unexpected char " + Text.repr(Character.toString(source.codePointAt(position))) + " at " + position,
                line);
    }

    private boolean number() {
        if (match(FLOAT) instanceof String text) {
            add(Token.Kind.FLOAT, text, Double.parseDouble(text.replace("_", "")));
            return true;
        }
        if (match(INTEGER) instanceof String text) {
            add(Token.Kind.INTEGER, text, Ints.parse(text, 0));
            return true;
        }
        return false;
    }

    private Object match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(position, source.length());
        matcher.useTransparentBounds(true);
        return matcher.lookingAt() ? matcher.group() : None.NONE;
    }

    private void add(Token.Kind kind, String text, Object value) {
        tokens.add(new Token(kind, kind == Token.Kind.NAME ? text.intern() : text, value, line));
        position += text.length();
    }

    private void string(String text) {
        tokens.add(new Token(
                Token.Kind.STRING, text, Escapes.decode(text.substring(1, text.length() - 1), line), line));
        line += (int) text.chars().filter(c -> c == '\n').count();
        position += text.length();
    }

    private void operator(String operator) {
        switch (operator) {
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "{" -> open.push("}");
            case ")", "]", "}" -> {
                if (open.isEmpty()) {
                    throw PythonError.syntax("unexpected '" + operator + "'", line);
                }
                String expected = open.pop();
                if (!expected.equals(operator)) {
                    throw PythonError.syntax("unexpected '" + operator + "', expected '" + expected + "'", line);
                }
            }
            default -> {}
        }
        if (open.size() > 90) {
            throw PythonError.syntax("too many nested parentheses", line);
        }
        add(Token.Kind.OPERATOR, operator, operator);
    }
}
