package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's format specifications, as in <code>{:>8.2f}</code> and {@code format(value, spec)}. */
final class FormatSpec {

    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([a-zA-Z%])?", Pattern.DOTALL);

    private final String fill;
    private final String align;
    private final String sign;
    private final boolean noNegativeZero;
    private final boolean alternate;
    private final int width;
    private final String grouping;
    private final int precision;
    private final String type;

    private FormatSpec(Matcher matcher) {
        boolean zero = matcher.group(6) != null;
        align = matcher.group(2) != null ? matcher.group(2) : zero ? "=" : "";
        fill = matcher.group(1) != null ? matcher.group(1) : zero && matcher.group(2) == null ? "0" : " ";
        sign = text(matcher, 3);
        noNegativeZero = matcher.group(4) != null;
        alternate = matcher.group(5) != null;
        width = number(matcher.group(7), 0);
        grouping = text(matcher, 8);
        precision = number(matcher.group(9), -1);
        type = text(matcher, 10);
    }

    private static String text(Matcher matcher, int group) {
        return matcher.group(group) == null ? "" : matcher.group(group);
    }

    private static int number(String digits, int absent) {
        if (digits == null) {
            return absent;
        }
        if (digits.length() > 7) {
            throw PythonError.value("Too many decimal digits in format string");
        }
        return Integer.parseInt(digits);
    }

    /** Python's {@code format(value, spec)}. */
    static String format(Run run, Object value, String spec) {
        if (spec.isEmpty()) {
            return Text.str(value);
        }
        Matcher matcher = SYNTAX.matcher(spec);
        if (!matcher.matches()) {
            throw PythonError.value("Invalid format specifier");
        }
        FormatSpec format = new FormatSpec(matcher);
        run.text(format.width + (long) Math.max(0, format.precision));
        if (Types.isText(value)) {
            return format.text(value.toString());
        } else if (value instanceof Double number) {
            return format.floating(number);
        } else if (Types.isInt(value)) {
            return format.integer(value);
        } else if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("unsupported format string passed to " + Types.name(value) + ".__format__");
    }

    private PythonError unknownCode(String kind) {
        return PythonError.value("Unknown format code '" + type + "' for object of type '" + kind + "'");
    }

    private String text(String value) {
        if (!type.isEmpty() && !type.equals("s")) {
            throw unknownCode("str");
        }
        if (!sign.isEmpty()) {
            throw PythonError.value("Sign not allowed in string format specifier");
        }
        if (noNegativeZero) {
            throw PythonError.value("Negative zero coercion (z) not allowed in string format specifier");
        }
        if (alternate) {
            throw PythonError.value("Alternate form (#) not allowed in string format specifier");
        }
        if (!grouping.isEmpty()) {
            throw PythonError.value("Cannot specify '" + grouping + "' with 's'.");
        }
        // "'=' alignment not allowed": but a leading zero before the width means it too, and is taken as '<' there.
        if (align.equals("=") && !fill.equals("0")) {
            throw PythonError.value("'=' alignment not allowed in string format specifier");
        }
        String shown = precision >= 0 && Strings.length(value) > precision
                ? value.substring(0, value.offsetByCodePoints(0, precision))
                : value;
        return padded(shown, align.isEmpty() || align.equals("=") ? "<" : align);
    }

    private String integer(Object value) {
        if ("eEfFgG%".contains(type) && !type.isEmpty()) {
            return floating(Floats.of(value));
        }
        if (type.isEmpty() && value instanceof Boolean) {
            value = Ints.small(value);
        }
        if (precision >= 0) {
            throw PythonError.value("Precision not allowed in integer format specifier");
        }
        if (noNegativeZero) {
            throw PythonError.value("Negative zero coercion (z) not allowed in format specifier with integer");
        }
        BigInteger number = Ints.big(value);
        BigInteger size = number.abs();
        String minus = number.signum() < 0 ? "-" : positiveSign();
        switch (type) {
            case "", "d", "n" -> {
                return assembled(minus, grouped(size.toString(), 3), "");
            }
            case "b" -> {
                return assembled(minus + (alternate ? "0b" : ""), grouped(size.toString(2), 4), "");
            }
            case "o" -> {
                return assembled(minus + (alternate ? "0o" : ""), grouped(size.toString(8), 4), "");
            }
            case "x" -> {
                return assembled(minus + (alternate ? "0x" : ""), grouped(size.toString(16), 4), "");
            }
            case "X" -> {
                String digits = size.toString(16).toUpperCase(Locale.ROOT);
                return assembled(minus + (alternate ? "0X" : ""), grouped(digits, 4), "");
            }
            case "c" -> {
                return padded(PercentFormat.character(value), align.isEmpty() ? "<" : align);
            }
            default -> throw unknownCode("int");
        }
    }

    private String positiveSign() {
        return sign.equals("-") ? "" : sign;
    }

    private String floating(double number) {
        String minus = Floats.isNegative(number) ? "-" : positiveSign();
        double size = Math.abs(number);
        if (Double.isNaN(number)) {
            minus = positiveSign();
        }
        String kind = type;
        String digits;
        if (Double.isNaN(size) || Double.isInfinite(size)) {
            digits = Double.isNaN(size) ? "nan" : "inf";
            digits = "EFG".contains(kind) && !kind.isEmpty() ? digits.toUpperCase(Locale.ROOT) : digits;
            return assembled(minus, digits, kind.equals("%") ? "%" : "");
        }
        int places = precision < 0 ? 6 : precision;
        switch (kind) {
            case "" -> digits = precision < 0 ? Floats.repr(size) : generalWithPoint(size);
            case "f", "F" -> digits = Floats.fixed(size, places, alternate);
            case "e", "E" -> digits = Floats.exponent(size, places, alternate);
            case "g", "G", "n" -> digits = Floats.general(size, places, alternate);
            case "%" -> digits = Floats.fixed(size * 100, places, alternate);
            default -> throw unknownCode("float");
        }
        if (kind.equals("E") || kind.equals("G")) {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        if (noNegativeZero && digits.chars().noneMatch(c -> c >= '1' && c <= '9')) {
            minus = positiveSign();
        }
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        return assembled(
                minus, grouped(digits.substring(0, end), 3), digits.substring(end) + (kind.equals("%") ? "%" : ""));
    }

    private String generalWithPoint(double size) {
        String digits = Floats.general(size, precision, false);
        boolean whole = digits.indexOf('.') < 0 && digits.indexOf('e') < 0;
        if (whole && digits.length() >= Math.max(1, precision) && size != 0) {
            return Floats.exponent(size, Math.max(0, precision - 1), false).replaceFirst("\\.?0+e", "e");
        }
        return whole ? digits + ".0" : digits;
    }

    private String grouped(String digits, int every) {
        if (grouping.isEmpty()) {
            return digits;
        }
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - every; at > 0; at -= every) {
            text.insert(at, grouping);
        }
        return text.toString();
    }

    private String assembled(String prefix, String digits, String suffix) {
        if (align.equals("=")) {
            int missing = width - prefix.length() - digits.length() - suffix.length();
            String padding = missing > 0 ? fill.repeat(missing) : "";
            if (fill.equals("0") && !grouping.isEmpty() && missing > 0) {
                return prefix + zeroGrouped(digits, width - prefix.length() - suffix.length()) + suffix;
            }
            return prefix + padding + digits + suffix;
        }
        return padded(prefix + digits + suffix, align.isEmpty() ? ">" : align);
    }

    private String zeroGrouped(String digits, int wanted) {
        String plain = digits.replace(grouping, "");
        String shown = digits;
        while (shown.length() < wanted) {
            plain = "0" + plain;
            shown = grouped(plain, "bBoxX".contains(type) && !type.isEmpty() ? 4 : 3);
        }
        return shown;
    }

    private String padded(String text, String alignment) {
        int missing = width - Strings.length(text);
        if (missing <= 0) {
            return text;
        }
        return switch (alignment) {
            case "<" -> text + fill.repeat(missing);
            case "^" -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
            default -> fill.repeat(missing) + text;
        };
    }
}
