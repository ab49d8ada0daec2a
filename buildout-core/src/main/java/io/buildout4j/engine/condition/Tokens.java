package io.buildout4j.engine.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a Python expression into its tokens. */
final class Tokens {

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    /** @param text the token, or for a string literal what it stands for */
    record Token(Kind kind, String text) {
        boolean is(String expected) {
            return kind != Kind.TEXT && text.equals(expected);
        }
    }

    private static final List<String> LONG_SIGNS = List.of("===", "==", "!=", "<=", ">=", "~=", "//", "**", "<<", ">>");

    private static final Pattern NUMBER =
            Pattern.compile("0[xXoObB]\\w*|(?:[0-9][0-9_]*\\.?|\\.[0-9])[0-9_]*(?:[eE][+-]?[0-9]+)?\\w*");

    private final String text;
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        Tokens reader = new Tokens(text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = reader.next();
            tokens.add(token);
        } while (token.kind != Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "the end");
        }
        char c = text.charAt(at);
        int start = at;
        if (c == '\'' || c == '"') {
            return literal(false);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return new Token(Kind.NUMBER, number.group());
        }
        if (Character.isLetter(c) || c == '_') {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            String name = text.substring(start, at);
            boolean quoted = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
            if (quoted && (name.equalsIgnoreCase("r") || name.equalsIgnoreCase("u"))) {
                return literal(name.equalsIgnoreCase("r"));
            }
            return new Token(Kind.NAME, name);
        }
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign);
            }
        }
        at++;
        return new Token(Kind.SIGN, String.valueOf(c));
    }

    private Token literal(boolean raw) {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(raw, value);
            } else {
                value.append(c);
            }
        }
        if (at == text.length()) {
            throw new ConditionException("a string is not closed");
        }
        at++;
        return new Token(Kind.TEXT, value.toString());
    }

    private void escape(boolean raw, StringBuilder value) {
        char c = text.charAt(at++);
        if (raw) {
            value.append('\\').append(c);
            return;
        }
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case '\\', '\'', '"' -> value.append(c);
            case 'x' -> value.append(coded(2));
            case 'u' -> value.append(coded(4));
            case 'a', 'b', 'f', 'v', 'N', 'U', '0', '1', '2', '3', '4', '5', '6', '7' ->
                throw new ConditionException("the escape \\" + c + " is not known here");
            default -> value.append('\\').append(c);
        }
    }

    private char coded(int digits) {
        int end = at + digits;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]+")) {
            throw new ConditionException("an escape wants " + digits + " hexadecimal digits");
        }
        char result = (char) Integer.parseInt(text.substring(at, end), 16);
        at = end;
        return result;
    }
}
