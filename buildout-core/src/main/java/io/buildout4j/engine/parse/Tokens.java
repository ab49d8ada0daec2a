package io.buildout4j.engine.parse;

import java.util.ArrayList;
import java.util.List;

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

    private static final List<String> LONG_SIGNS = List.of("===", "==", "!=", "<=", ">=", "~=", "//", "**");

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
        if (Character.isDigit(c)) {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            return new Token(Kind.NUMBER, text.substring(start, at));
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
            case 'x' -> {
                if (at + 2 > text.length() || !text.substring(at, at + 2).matches("[0-9a-fA-F]{2}")) {
                    throw new ConditionException("\\x wants two hexadecimal digits");
                }
                value.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
                at += 2;
            }
            default -> value.append('\\').append(c);
        }
    }
}
