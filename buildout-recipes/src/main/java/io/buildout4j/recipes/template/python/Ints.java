package io.buildout4j.recipes.template.python;

import java.math.BigInteger;

/** Python's int: a {@link Long} where it fits, a {@link BigInteger} only where it does not. */
final class Ints {

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** How long a number may be in decimal, where writing and reading it takes time that grows with the square. */
    private static final int MOST_DIGITS = 4300;

    private Ints() {}

    static Object of(BigInteger number) {
        return number.compareTo(MIN) >= 0 && number.compareTo(MAX) <= 0 ? (Object) number.longValue() : number;
    }

    /** The number behind a Long, Boolean or BigInteger. */
    static BigInteger big(Object value) {
        if (value instanceof BigInteger big) {
            return big;
        }
        return BigInteger.valueOf(small(value));
    }

    /** The number behind a Long or Boolean. */
    static long small(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        return Boolean.TRUE.equals(value) ? 1 : 0;
    }

    static boolean isSmall(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    /**
     * An int that is used as an index or a count.
     *
     * @throws PythonError TypeError if it is none, OverflowError if it is too large
     */
    static long index(Object value) {
        if (isSmall(value)) {
            return small(value);
        }
        if (value instanceof BigInteger) {
            throw new PythonError("OverflowError", "Python int too large to convert to C ssize_t");
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("'" + Types.name(value) + "' object cannot be interpreted as an integer");
    }

    /** An index clamped to Java's int. */
    static int clamped(Object value) {
        if (value instanceof BigInteger big) {
            return big.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, index(value)));
    }

    /**
     * The decimal digits of a number.
     *
     * @throws PythonError if they are more than Python is ready to write
     */
    static String digits(BigInteger number) {
        String digits = number.bitLength() > MOST_DIGITS * 10 / 3 ? "" : number.toString();
        if (digits.isEmpty() || digits.length() - (number.signum() < 0 ? 1 : 0) > MOST_DIGITS) {
            throw PythonError.value("Exceeds the limit (" + MOST_DIGITS + " digits) for integer string conversion");
        }
        return digits;
    }

    /** Python's {@code int(text, base)}. */
    static Object parse(String text, int base) {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = base;
        String prefix = digits.length() > 1 && digits.charAt(0) == '0'
                ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT)
                : "";
        int prefixRadix = prefix.equals("0x") ? 16 : prefix.equals("0o") ? 8 : prefix.equals("0b") ? 2 : 0;
        boolean prefixed = prefixRadix != 0 && (base == 0 || base == prefixRadix);
        if (prefixed) {
            digits = digits.substring(2);
            digits = digits.startsWith("_") ? digits.substring(1) : digits;
            radix = prefixRadix;
        } else if (base == 0) {
            radix = digits.length() > 1 && digits.charAt(0) == '0' && !digits.matches("[0_]+") ? -1 : 10;
        }
        String plain = digits.replace("_", "");
        boolean grouped = !digits.startsWith("_") && !digits.endsWith("_") && !digits.contains("__");
        if (radix < 2 || plain.isEmpty() || !grouped || plain.charAt(0) == '+' || plain.charAt(0) == '-') {
            throw PythonError.value("invalid literal for int() with base " + base + ": " + Text.repr(text));
        }
        if (plain.length() > MOST_DIGITS && Integer.bitCount(radix) != 1) {
            throw PythonError.value("Exceeds the limit (" + MOST_DIGITS
                    + " digits) for integer string conversion: value" + " has " + plain.length() + " digits");
        }
        try {
            BigInteger number = new BigInteger(plain, radix);
            return of(negative ? number.negate() : number);
        } catch (NumberFormatException e) {
            throw PythonError.value("invalid literal for int() with base " + base + ": " + Text.repr(text));
        }
    }
}
