package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.Locale;

/** Python's {@code template % values}. */
final class PercentFormat {

    private final Run run;
    private final String template;
    private final Object values;
    private final boolean escape;
    private final StringBuilder result = new StringBuilder();
    private int at;
    private int used;

    private PercentFormat(Run run, String template, Object values, boolean escape) {
        this.run = run;
        this.template = template;
        this.values = values;
        this.escape = escape;
    }

    static Object format(Run run, Object template, Object values) {
        if (template instanceof Markup safe) {
            return new Markup(new PercentFormat(run, safe.text(), values, true).format());
        }
        if (template instanceof PyBytes bytes) {
            String text = new String(bytes.array(), java.nio.charset.StandardCharsets.ISO_8859_1);
            String formatted = new PercentFormat(run, text, values, false).format();
            return new PyBytes(formatted.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return new PercentFormat(run, template.toString(), values, false).format();
    }

    private String format() {
        while (at < template.length()) {
            int percent = template.indexOf('%', at);
            if (percent < 0) {
                break;
            }
            result.append(template, at, percent);
            at = percent + 1;
            directive();
        }
        result.append(template, at, template.length());
        boolean all = values instanceof PyTuple tuple ? used >= tuple.size() : used > 0 || isMapping();
        if (!all) {
            if (values instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.type("not all arguments converted during string formatting");
        }
        run.text(result.length());
        return result.toString();
    }

    private boolean isMapping() {
        return values instanceof PyDict
                || values instanceof PyList
                || values instanceof PyBytes
                || values instanceof PyRange
                || (values instanceof HasAttributes && values instanceof Items.WithItems);
    }

    private Object nextValue() {
        if (values instanceof PyTuple tuple) {
            if (used >= tuple.size()) {
                throw PythonError.type("not enough arguments for format string");
            }
            return tuple.get(used++);
        }
        if (used++ > 0) {
            throw PythonError.type("not enough arguments for format string");
        }
        return values;
    }

    private char peek() {
        if (at >= template.length()) {
            throw PythonError.value("incomplete format");
        }
        return template.charAt(at);
    }

    private void directive() {
        Object keyed = None.NONE;
        boolean named = false;
        if (peek() == '(') {
            keyed = keyedValue();
            named = true;
        }
        int from = at;
        while ("-+ #0".indexOf(peek()) >= 0) {
            at++;
        }
        String flags = template.substring(from, at);
        int width = number();
        boolean left = flags.indexOf("-") >= 0 || width < 0;
        width = Math.abs(width);
        int precision = -1;
        if (peek() == '.') {
            at++;
            precision = Math.max(0, number());
        }
        while ("hlL".indexOf(peek()) >= 0) {
            at++;
        }
        char type = template.charAt(at++);
        if (type == '%') {
            result.append('%');
            return;
        }
        if ("srac".indexOf(type) < 0 && "diuxXoeEfFgG".indexOf(type) < 0) {
            throw PythonError.value(String.format(
                    Locale.ROOT, "unsupported format character '%s' (0x%x) at index %d", type, (int) type, at - 1));
        }
        Object value = named ? keyed : nextValue();
        run.text(width + (long) Math.max(0, precision));
        append(type, value, flags, width, precision, left);
    }

    private Object keyedValue() {
        int depth = 1;
        int from = ++at;
        while (depth > 0) {
            if (at >= template.length()) {
                throw PythonError.value("incomplete format key");
            }
            char c = template.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (!isMapping()) {
            throw PythonError.type("format requires a mapping");
        }
        used++;
        return Items.item(values, template.substring(from, at - 1));
    }

    private int number() {
        if (peek() == '*') {
            at++;
            Object value = nextValue();
            if (!Types.isInt(value)) {
                throw PythonError.type("* wants int");
            }
            return Ints.clamped(value);
        }
        int from = at;
        while (Character.isDigit(peek())) {
            at++;
        }
        if (at - from > 7) {
            throw PythonError.value("width too big");
        }
        return from == at ? 0 : Integer.parseInt(template.substring(from, at));
    }

    private void append(char type, Object value, String flags, int width, int precision, boolean left) {
        if ("srac".indexOf(type) >= 0) {
            String text = text(type, value);
            if (precision >= 0 && type != 'c' && Strings.length(text) > precision) {
                text = text.substring(0, text.offsetByCodePoints(0, precision));
            }
            pad("", text, width, left, false);
            return;
        }
        if (!Types.isNumber(value)) {
            if (value instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.type(
                    "diu".indexOf(type) >= 0
                            ? "%" + type + " format: a real number is required, not " + Types.name(value)
                            : "xXo".indexOf(type) >= 0
                                    ? "%" + type + " format: an integer is required, not " + Types.name(value)
                                    : "must be real number, not " + Types.name(value));
        }
        boolean alternate = flags.indexOf('#') >= 0;
        String digits = "diuxXo".indexOf(type) >= 0
                ? integer(type, value, precision)
                : floating(type, Floats.of(value), precision, alternate);
        boolean negative = digits.startsWith("-");
        String sign = negative ? "-" : flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
        String prefix = alternate && "xXo".indexOf(type) >= 0 ? "0" + type : "";
        pad(sign + prefix, negative ? digits.substring(1) : digits, width, left, flags.indexOf('0') >= 0);
    }

    private String text(char type, Object value) {
        String text = switch (type) {
            case 's' -> Text.str(value);
            case 'r' -> Text.repr(value);
            case 'a' -> Text.ascii(value);
            default -> character(value);
        };
        return escape && !(value instanceof Markup) ? Markup.escapeText(text) : text;
    }

    static String character(Object value) {
        if (Types.isText(value) && Strings.length(value.toString()) == 1) {
            return value.toString();
        }
        if (!Types.isInt(value)) {
            throw PythonError.type("a character format requires int or char");
        }
        long point = Ints.clamped(value);
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            throw new PythonError("OverflowError", "character argument not in range(0x110000)");
        }
        return Character.toString((int) point);
    }

    private static String integer(char type, Object value, int precision) {
        if ("xXo".indexOf(type) >= 0 && value instanceof Double) {
            throw PythonError.type("%" + type + " format: an integer is required, not float");
        }
        Object whole = value instanceof Double number ? Floats.truncated(number) : value;
        BigInteger number = Ints.big(whole);
        String digits = number.abs().toString(type == 'o' ? 8 : "xX".indexOf(type) >= 0 ? 16 : 10);
        digits = type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        return number.signum() < 0 ? "-" + digits : digits;
    }

    private static String floating(char type, double value, int precision, boolean alternate) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String text = Floats.repr(value);
            return Character.isUpperCase(type) ? text.toUpperCase(Locale.ROOT) : text;
        }
        int places = precision < 0 ? 6 : precision;
        String digits = switch (Character.toLowerCase(type)) {
            case 'e' -> Floats.exponent(value, places, alternate);
            case 'f' -> Floats.fixed(value, places, alternate);
            default -> Floats.general(value, places, alternate);
        };
        return Character.isUpperCase(type) ? digits.toUpperCase(Locale.ROOT) : digits;
    }

    private void pad(String prefix, String text, int width, boolean left, boolean zeros) {
        int missing = Math.max(0, width - prefix.length() - Strings.length(text));
        if (left) {
            result.append(prefix).append(text).append(" ".repeat(missing));
        } else if (zeros) {
            result.append(prefix).append("0".repeat(missing)).append(text);
        } else {
            result.append(" ".repeat(missing)).append(prefix).append(text);
        }
    }
}
