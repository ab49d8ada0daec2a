package io.buildout4j.recipes.template.python;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads Python's literals, and nothing that could do anything. */
final class LiteralReader {

    private LiteralReader() {}

    static Object read(String text) {
        Lexer.Lexed lexed = Lexer.read(text.strip(), 0, 1, List.of());
        ExpressionParser parser = new ExpressionParser(lexed.tokens());
        Object value = value(parser);
        parser.expectEnd();
        return value;
    }

    private static Object value(ExpressionParser parser) {
        Token token = parser.next();
        if (token.isOperator("-")) {
            return Arithmetic.negate(value(parser));
        } else if (token.isOperator("+")) {
            return Arithmetic.plus(value(parser));
        } else if (token.isOperator("[")) {
            return items(parser, "]");
        } else if (token.isOperator("(")) {
            return tuple(parser);
        } else if (token.isOperator("{")) {
            return braces(parser);
        }
        return switch (token.kind()) {
            case STRING -> {
                StringBuilder all = new StringBuilder(token.value().toString());
                while (parser.peek().kind() == Token.Kind.STRING) {
                    all.append(parser.next().value());
                }
                yield all.toString();
            }
            case INTEGER, FLOAT -> token.value();
            case NAME -> name(parser, token);
            default -> throw malformed(token);
        };
    }

    private static Object name(ExpressionParser parser, Token token) {
        if (token.text().equals("b") && parser.peek().kind() == Token.Kind.STRING) {
            return new PyBytes(parser.next().value().toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        if (token.text().equals("set") && parser.skipOperator("(")) {
            parser.expectOperator(")");
            return new PySet(List.of(), false);
        }
        return switch (token.text()) {
            case "None" -> None.NONE;
            case "True" -> true;
            case "False" -> false;
            default -> throw malformed(token);
        };
    }

    private static PythonError malformed(Token token) {
        return PythonError.value("malformed literal at '" + token.description() + "'");
    }

    private static PyList items(ExpressionParser parser, String close) {
        PyList items = new PyList();
        while (!parser.skipOperator(close)) {
            items.add(value(parser));
            if (!parser.skipOperator(",")) {
                parser.expectOperator(close);
                break;
            }
        }
        return items;
    }

    private static Object tuple(ExpressionParser parser) {
        PyList items = new PyList();
        boolean comma = false;
        while (!parser.peek().isOperator(")")) {
            items.add(value(parser));
            if (!parser.skipOperator(",")) {
                break;
            }
            comma = true;
        }
        parser.expectOperator(")");
        return items.size() == 1 && !comma ? items.get(0) : PyTuple.copyOf(items);
    }

    private static Object braces(ExpressionParser parser) {
        PyDict dict = new PyDict();
        PyList items = new PyList();
        while (!parser.peek().isOperator("}")) {
            Object item = value(parser);
            if (parser.skipOperator(":")) {
                dict.put(item, value(parser));
            } else {
                items.add(item);
            }
            if (!parser.skipOperator(",")) {
                break;
            }
        }
        parser.expectOperator("}");
        return items.isEmpty() ? dict : new PySet(items, false);
    }
}
