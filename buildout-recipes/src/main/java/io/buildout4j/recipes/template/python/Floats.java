package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Python's float, as text and from text. */
final class Floats {

    private Floats() {}

    /** The shortest digits that mean the number, as Python writes them. */
    static String repr(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = shortest(number);
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = digits.scale() <= 0 ? digits.toBigInteger().toString() : digits.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        return scientific(digits, exponent, false);
    }

    /** Java before 19 sometimes writes a digit too many. */
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        while (digits.precision() > 1) {
            BigDecimal shorter = new BigDecimal(number).round(new MathContext(digits.precision() - 1));
            if (shorter.doubleValue() != number) {
                break;
            }
            digits = shorter.stripTrailingZeros();
        }
        BigDecimal nearest = new BigDecimal(number)
                .round(new MathContext(digits.precision()))
                .stripTrailingZeros();
        return nearest.doubleValue() == number ? nearest : digits;
    }

    private static String scientific(BigDecimal digits, int exponent, boolean keepPoint) {
        String unscaled = digits.unscaledValue().abs().toString();
        StringBuilder text = new StringBuilder();
        if (digits.signum() < 0) {
            text.append('-');
        }
        text.append(unscaled.charAt(0));
        if (unscaled.length() > 1) {
            text.append('.').append(unscaled, 1, unscaled.length());
        } else if (keepPoint) {
            text.append('.');
        }
        return text.append(exponentText(exponent)).toString();
    }

    private static String exponentText(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** {@code %.Nf} of a finite number. */
    static String fixed(double number, int precision, boolean keepPoint) {
        String text = new BigDecimal(number)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        if (isNegative(number) && !text.startsWith("-")) {
            text = "-" + text;
        }
        return precision == 0 && keepPoint ? text + "." : text;
    }

    /** {@code %.Ne} of a finite number. */
    static String exponent(double number, int precision, boolean keepPoint) {
        if (number == 0) {
            String zeros = precision == 0 ? (keepPoint ? "." : "") : "." + "0".repeat(precision);
            return (isNegative(number) ? "-0" : "0") + zeros + "e+00";
        }
        BigDecimal digits = new BigDecimal(number).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = digits.precision() - digits.scale() - 1;
        return scientific(padded(digits, precision + 1), exponent, keepPoint);
    }

    /** {@code %.Ng} of a finite number. */
    static String general(double number, int significant, boolean keepZeros) {
        int precision = significant == 0 ? 1 : significant;
        if (number == 0) {
            String zeros = keepZeros ? "." + "0".repeat(precision - 1) : "";
            return (isNegative(number) ? "-0" : "0") + zeros;
        }
        BigDecimal digits = new BigDecimal(number).round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = digits.precision() - digits.scale() - 1;
        digits = keepZeros ? padded(digits, precision) : digits.stripTrailingZeros();
        if (exponent < -4 || exponent >= precision) {
            return scientific(digits, exponent, keepZeros);
        }
        String plain = digits.scale() < 0 ? digits.toBigInteger().toString() : digits.toPlainString();
        return keepZeros && plain.indexOf('.') < 0 ? plain + "." : plain;
    }

    private static BigDecimal padded(BigDecimal digits, int precision) {
        return digits.setScale(digits.scale() + precision - digits.precision(), RoundingMode.UNNECESSARY);
    }

    static boolean isNegative(double number) {
        return number < 0 || (number == 0 && 1 / number < 0);
    }

    /** Python's {@code float(text)}. */
    static double parse(String text) {
        String plain = text.strip();
        if (plain.matches("(?i)[+-]?(inf|infinity)")) {
            return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (plain.matches("(?i)[+-]?nan")) {
            return Double.NaN;
        }
        if (!plain.matches("[+-]?(\\d(_?\\d)*\\.?(\\d(_?\\d)*)?|\\.\\d(_?\\d)*)([eE][+-]?\\d(_?\\d)*)?")) {
            throw PythonError.value("could not convert string to float: " + Text.repr(text));
        }
        return Double.parseDouble(plain.replace("_", ""));
    }

    /** An int as float. */
    static double of(Object number) {
        if (number instanceof Double value) {
            return value;
        }
        if (number instanceof BigInteger big) {
            double value = big.doubleValue();
            if (Double.isInfinite(value)) {
                throw new PythonError("OverflowError", "int too large to convert to float");
            }
            return value;
        }
        return Ints.small(number);
    }

    /** Python's {@code int(number)}. */
    static Object truncated(double number) {
        if (Double.isNaN(number)) {
            throw PythonError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(number)) {
            throw new PythonError("OverflowError", "cannot convert float infinity to integer");
        }
        return Math.abs(number) < 1e18 ? (Object) (long) number : Ints.of(new BigDecimal(number).toBigInteger());
    }
}
