package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Lexer;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides a template into pieces by Jinja2's rules: line ends made alike, one final line end dropped, comments gone, raw
 * blocks made text, signs before and after delimiters applied.
 */
final class Source {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r");
    private static final Pattern RAW_BEGIN = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%\\}|%\\})");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(-%\\}|\\+%\\}|%\\})");
    private static final Pattern COMMENT_END = Pattern.compile("(-#\\}|\\+#\\}|#\\})");

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private int line = 1;

    private Source(String text) {
        String normal = LINE_END.matcher(text).replaceAll("\n");
        source = normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal;
    }

    static List<Piece> pieces(String text) {
        Source source = new Source(text);
        source.read();
        return source.pieces;
    }

    private void read() {
        while (at < source.length()) {
            int begin = nextDelimiter();
            if (begin < 0) {
                data(source.substring(at), false);
                return;
            }
            char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
            data(source.substring(at, begin), sign == '-');
            at = begin;
            switch (source.charAt(begin + 1)) {
                case '#' -> comment();
                case '{' -> print(sign);
                default -> tag(sign);
            }
        }
    }

    private int nextDelimiter() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            char c = source.charAt(i + 1);
            if (c == '{' || c == '%' || c == '#') {
                return i;
            }
        }
        return -1;
    }

    private void data(String text, boolean stripEnd) {
        String shown = stripEnd ? stripTrailing(text) : text;
        if (!shown.isEmpty()) {
            pieces.add(new Piece.Data(shown, line));
        }
        count(text);
    }

    private void count(CharSequence passed) {
        line += (int) passed.chars().filter(c -> c == '\n').count();
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private void afterDelimiter(String delimiter) {
        if (delimiter.startsWith("-")) {
            while (at < source.length() && isSpace(source.charAt(at))) {
                line += source.charAt(at++) == '\n' ? 1 : 0;
            }
        }
    }

    private void comment() {
        Matcher end = COMMENT_END.matcher(source);
        if (!end.find(at + 2)) {
            String rest = source.substring(at + 2);
            if (rest.isEmpty() || rest.equals("-") || rest.equals("+")) {
                // Jinja2 does not miss the end where nothing follows the beginning.
                at = source.length();
                return;
            }
            throw PythonError.syntax("Missing end of comment tag", line);
        }
        count(source.substring(at, end.end()));
        at = end.end();
        afterDelimiter(end.group());
    }

    private void print(char sign) {
        int begin = line;
        List<Token> tokens = lex(sign, List.of("-}}", "}}"), "end of print statement");
        Token first = tokens.get(0);
        pieces.add(new Piece.Print(tokens, first.kind() == Token.Kind.END ? begin : first.line()));
    }

    private List<Token> lex(char sign, List<String> delimiters, String wanted) {
        int from = at + (sign == '-' || sign == '+' ? 3 : 2);
        Lexer.Lexed lexed = Lexer.read(source, from, line, delimiters);
        if (lexed.delimiter().isEmpty()) {
            throw PythonError.syntax("unexpected end of template, expected '" + wanted + "'.", lexed.line());
        }
        at = lexed.end();
        line = lexed.line();
        afterDelimiter(lexed.delimiter());
        return lexed.tokens();
    }

    private void tag(char sign) {
        Matcher raw = RAW_BEGIN.matcher(source).region(at, source.length());
        if (raw.lookingAt()) {
            raw(raw);
            return;
        }
        int begin = line;
        List<Token> tokens = lex(sign, List.of("-%}", "+%}", "%}"), "end of statement block");
        Token name = tokens.get(0);
        if (name.kind() != Token.Kind.NAME) {
            throw PythonError.syntax("tag name expected", begin);
        }
        pieces.add(new Piece.Tag(name.text(), tokens.subList(1, tokens.size()), name.line()));
    }

    private void raw(Matcher begin) {
        int from = begin.end();
        count(begin.group());
        at = from;
        afterDelimiter(begin.group(1));
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            if (from == source.length()) {
                return;
            }
            throw PythonError.syntax("Missing end of raw directive", line);
        }
        data(source.substring(at, end.start()), end.group(1).equals("-"));
        count(end.group());
        at = end.end();
        afterDelimiter(end.group(2));
    }
}
