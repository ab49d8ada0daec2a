package io.buildout4j.engine.condition;

import io.buildout4j.engine.condition.Python.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of Python expressions, and what operators make of them and of texts and lists. */
final class Numbers {

    private static final int LONGEST = 1 << 20;
    private static final Pattern WHOLE = Pattern.compile("0(?:_?0)*|[1-9](?:_?[0-9])*");
    private static final Pattern BASED =
            Pattern.compile("0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)");
    private static final Pattern DECIMAL = Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final Pattern PLACEHOLDER = Pattern.compile("%(.)", Pattern.DOTALL);

    private Numbers() {}

    /** The number that a literal stands for. */
    static Object parse(String literal) {
        String digits = literal.replace("_", "");
        try {
            if (WHOLE.matcher(literal).matches()) {
                return Long.parseLong(digits);
            }
            if (BASED.matcher(literal).matches()) {
                return Long.parseLong(digits.substring(2), radix(digits.charAt(1)));
            }
        } catch (NumberFormatException e) {
            throw new ConditionException("the number " + literal + " is too large");
        }
        boolean whole = digits.chars().allMatch(Character::isDigit);
        if (whole || !DECIMAL.matcher(literal).matches()) {
            throw new ConditionException("'" + literal + "' is not a number");
        }
        return Double.parseDouble(literal);
    }

    private static int radix(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            default -> 2;
        };
    }

    static int compare(Number left, Number right) {
        return left instanceof Long a && right instanceof Long b
                ? Long.compare(a, b)
                : Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
    }

    /** What a sign before a value makes of it. */
    static Object signed(String sign, Object value) {
        Object number = Python.plain(value);
        if (sign.equals("~") && number instanceof Long whole) {
            return ~whole;
        }
        if (sign.equals("~") || !(number instanceof Number)) {
            throw new ConditionException("'" + sign + "' wants a number");
        }
        return sign.equals("+") ? number : calculate(0L, "-", number);
    }

    static Object calculate(Object left, String operator, Object right) {
        if (left instanceof String format && operator.equals("%")) {
            return filled(format, right instanceof Tuple tuple ? tuple.elements() : List.of(right));
        }
        Object a = Python.plain(left);
        Object b = Python.plain(right);
        if (a instanceof Long x && b instanceof Long y) {
            return whole(x, operator, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return decimal(x.doubleValue(), operator, y.doubleValue());
        }
        if (operator.equals("+")) {
            return joined(left, right);
        }
        if (operator.equals("*") && (a instanceof Long || b instanceof Long)) {
            return a instanceof Long count ? repeated(right, count) : repeated(left, (Long) b);
        }
        throw new ConditionException("'" + operator + "' wants numbers");
    }

    private static Object whole(long a, String operator, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, divisor(b));
            case "%" -> Math.floorMod(a, divisor(b));
            case "/" -> (double) a / divisor(b);
            case "**" -> b < 0 ? (Object) Math.pow((double) a, (double) b) : (Object) power(a, b);
            case "<<" -> Math.multiplyExact(a, power(2, count(b)));
            case ">>" -> a >> Math.min(count(b), Long.SIZE - 1);
            case "&" -> a & b;
            case "|" -> a | b;
            case "^" -> a ^ b;
            default -> throw new ConditionException("'" + operator + "' is not known here");
        };
    }

    private static Object decimal(double a, String operator, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / divisor(b);
            case "//" -> Math.floor(a / divisor(b));
            case "%" -> a - divisor(b) * Math.floor(a / b);
            case "**" -> Math.pow(a, b);
            default -> throw new ConditionException("'" + operator + "' wants whole numbers");
        };
    }

    private static long divisor(long number) {
        if (number == 0) {
            throw new ConditionException("division by zero");
        }
        return number;
    }

    private static double divisor(double number) {
        if (number == 0) {
            throw new ConditionException("division by zero");
        }
        return number;
    }

    private static long count(long number) {
        if (number < 0) {
            throw new ConditionException("a count is not negative");
        }
        return number;
    }

    private static long power(long base, long exponent) {
        if (base >= -1 && base <= 1) {
            return exponent == 0 ? 1 : exponent % 2 == 0 ? base * base : base;
        }
        long result = 1;
        // Anything larger overflows long before the end.
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    private static Object joined(Object left, Object right) {
        if (left instanceof String a && right instanceof String b && a.length() + b.length() <= LONGEST) {
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return new Tuple(joined(a.elements(), b.elements()));
        }
        throw new ConditionException("cannot add " + Python.kind(left) + " and " + Python.kind(right));
    }

    private static List<Object> joined(List<?> a, List<?> b) {
        if (a.size() + b.size() > LONGEST) {
            throw new ConditionException("the list is too long");
        }
        List<Object> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static Object repeated(Object value, long count) {
        int size = Python.elements(value).size();
        long times = Math.max(0, count);
        if (size * Math.min(times, LONGEST) > LONGEST || times > LONGEST) {
            throw new ConditionException("the result is too long");
        }
        if (value instanceof String text) {
            return text.repeat((int) times);
        }
        List<Object> result = new ArrayList<>();
        for (long i = 0; i < times; i++) {
            result.addAll(Python.elements(value));
        }
        return value instanceof Tuple ? new Tuple(result) : result;
    }

    private static String filled(String format, List<Object> values) {
        Matcher placeholder = PLACEHOLDER.matcher(format);
        StringBuilder result = new StringBuilder();
        int used = 0;
        while (placeholder.find()) {
            String kind = placeholder.group(1);
            if (kind.equals("%")) {
                placeholder.appendReplacement(result, "%");
                continue;
            }
            if (used == values.size()) {
                throw new ConditionException("a value for %" + kind + " is missing");
            }
            Object value = values.get(used++);
            String text = switch (kind) {
                case "s" -> Python.text(value);
                case "r" -> Python.literal(value);
                case "d" -> Python.text(signed("+", value));
                default -> throw new ConditionException("the placeholder %" + kind + " is not known here");
            };
            placeholder.appendReplacement(result, Matcher.quoteReplacement(text));
        }
        if (used < values.size()) {
            throw new ConditionException("there are more values than placeholders");
        }
        return placeholder.appendTail(result).toString();
    }
}
