package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Python's arithmetic operators, over all kinds of values that have them. */
final class Arithmetic {

    private Arithmetic() {}

    static Object add(Run run, Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            long sum = x + y;
            return ((x ^ sum) & (y ^ sum)) < 0 ? BigInteger.valueOf(x).add(BigInteger.valueOf(y)) : (Object) sum;
        }
        if (a instanceof String x && b instanceof String y) {
            run.text(x.length() + (long) y.length());
            return x.concat(y);
        }
        if (Types.isNumber(a) && Types.isNumber(b)) {
            return floating(a, b)
                    ? (Object) (Floats.of(a) + Floats.of(b))
                    : Ints.of(Ints.big(a).add(Ints.big(b)));
        }
        if (Types.isText(a) && Types.isText(b)) {
            return new Markup(Markup.escape(a).text() + Markup.escape(b).text());
        }
        if (a instanceof PyList x && b instanceof PyList y) {
            run.keep(x.size() + (long) y.size());
            PyList sum = new PyList(x);
            sum.addAll(y);
            return sum;
        }
        if (a instanceof PyTuple x && b instanceof PyTuple y) {
            PyList sum = new PyList(x);
            sum.addAll(y);
            return PyTuple.copyOf(sum);
        }
        if (a instanceof PyBytes x && b instanceof PyBytes y) {
            byte[] left = x.array();
            byte[] sum = java.util.Arrays.copyOf(left, left.length + y.length());
            System.arraycopy(y.array(), 0, sum, left.length, y.length());
            return new PyBytes(sum);
        }
        if (Types.isText(a) && !(b instanceof Undefined)) {
            throw PythonError.type("can only concatenate str (not \"" + Types.name(b) + "\") to str");
        }
        if (a instanceof List && !(b instanceof Undefined)) {
            String type = Types.name(a);
            throw PythonError.type("can only concatenate " + type + " (not \"" + Types.name(b) + "\") to " + type);
        }
        throw unsupported("+", a, b);
    }

    static Object subtract(Object a, Object b) {
        if (Types.isNumber(a) && Types.isNumber(b)) {
            return floating(a, b)
                    ? (Object) (Floats.of(a) - Floats.of(b))
                    : Ints.of(Ints.big(a).subtract(Ints.big(b)));
        }
        if (isSet(a) && isSet(b)) {
            PySet rest = new PySet(Iteration.set(a).values(), a instanceof PySet set && set.frozen());
            Iteration.set(b).forEach(rest::remove);
            return rest;
        }
        throw unsupported("-", a, b);
    }

    private static boolean isSet(Object value) {
        return value instanceof PySet || (value instanceof DictView view && view.kind() != DictView.Kind.VALUES);
    }

    static Object multiply(Run run, Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            long product = x * y;
            if (Math.multiplyHigh(x, y) == product >> 63) {
                return product;
            }
        }
        if (Types.isNumber(a) && Types.isNumber(b)) {
            if (floating(a, b)) {
                return Floats.of(a) * Floats.of(b);
            }
            BigInteger x = Ints.big(a);
            BigInteger y = Ints.big(b);
            run.number(x.bitLength() + (long) y.bitLength());
            return Ints.of(x.multiply(y));
        }
        if (isSequence(a) && Types.isInt(b)) {
            return repeat(run, a, Ints.index(b));
        }
        if (isSequence(b) && Types.isInt(a)) {
            return repeat(run, b, Ints.index(a));
        }
        if ((isSequence(a) || isSequence(b)) && !(a instanceof Undefined) && !(b instanceof Undefined)) {
            throw PythonError.type(
                    "can't multiply sequence by non-int of type '" + Types.name(isSequence(a) ? b : a) + "'");
        }
        throw unsupported("*", a, b);
    }

    private static boolean isSequence(Object value) {
        return Types.isText(value) || value instanceof PyList || value instanceof PyTuple || value instanceof PyBytes;
    }

    private static Object repeat(Run run, Object sequence, long times) {
        long count = Math.max(0, times);
        int length = sequence instanceof String text ? text.length() : Iteration.length(sequence);
        if (length == 0 || count == 0) {
            count = 0;
        }
        long size = count > Integer.MAX_VALUE ? -1 : count * length;
        if (sequence instanceof PyList || sequence instanceof PyTuple) {
            run.keep(size);
        } else {
            run.text(size);
        }
        int by = (int) count;
        if (sequence instanceof String text) {
            return text.repeat(by);
        } else if (sequence instanceof Markup markup) {
            return new Markup(markup.text().repeat(by));
        } else if (sequence instanceof PyBytes bytes) {
            byte[] part = bytes.array();
            byte[] all = new byte[part.length * by];
            for (int i = 0; i < by; i++) {
                System.arraycopy(part, 0, all, i * part.length, part.length);
            }
            return new PyBytes(all);
        }
        PyList all = new PyList();
        for (int i = 0; i < by; i++) {
            all.addAll((List<?>) sequence);
        }
        return sequence instanceof PyTuple ? PyTuple.copyOf(all) : all;
    }

    static Object divide(Object a, Object b) {
        if (!Types.isNumber(a) || !Types.isNumber(b)) {
            throw unsupported("/", a, b);
        }
        if (isZero(b)) {
            throw new PythonError("ZeroDivisionError", floating(a, b) ? "float division by zero" : "division by zero");
        }
        if (a instanceof BigInteger || b instanceof BigInteger) {
            if (!floating(a, b)) {
                double ratio = new BigDecimal(Ints.big(a))
                        .divide(new BigDecimal(Ints.big(b)), java.math.MathContext.DECIMAL128)
                        .doubleValue();
                if (Double.isInfinite(ratio)) {
                    throw new PythonError("OverflowError", "integer division result too large for a float");
                }
                return ratio;
            }
        }
        return Floats.of(a) / Floats.of(b);
    }

    private static boolean isZero(Object number) {
        return !Truth.of(number);
    }

    static Object floorDivide(Object a, Object b) {
        if (!Types.isNumber(a) || !Types.isNumber(b)) {
            throw unsupported("//", a, b);
        }
        if (isZero(b)) {
            throw new PythonError(
                    "ZeroDivisionError",
                    floating(a, b) ? "float floor division by zero" : "integer division or modulo by zero");
        }
        if (floating(a, b)) {
            double x = Floats.of(a);
            double y = Floats.of(b);
            double rest = (Double) remainder(x, y);
            double quotient = (x - rest) / y;
            double floor = Math.floor(quotient);
            return quotient - floor > 0.5 ? floor + 1 : quotient == 0 ? Math.copySign(0.0, x / y) : floor;
        }
        BigInteger[] parts = Ints.big(a).divideAndRemainder(Ints.big(b));
        boolean down =
                parts[1].signum() != 0 && parts[1].signum() != Ints.big(b).signum();
        return Ints.of(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    static Object modulo(Run run, Object a, Object b) {
        if (a instanceof String || a instanceof Markup || a instanceof PyBytes) {
            return PercentFormat.format(run, a, b);
        }
        if (!Types.isNumber(a) || !Types.isNumber(b)) {
            throw unsupported("%", a, b);
        }
        if (isZero(b)) {
            throw new PythonError("ZeroDivisionError", floating(a, b) ? "float modulo" : "integer modulo by zero");
        }
        if (floating(a, b)) {
            return remainder(Floats.of(a), Floats.of(b));
        }
        BigInteger divisor = Ints.big(b);
        BigInteger rest = Ints.big(a).mod(divisor.abs());
        return Ints.of(divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest);
    }

    private static Object remainder(double x, double y) {
        double rest = x % y;
        if (rest != 0) {
            return rest < 0 != y < 0 ? rest + y : rest;
        }
        return Math.copySign(0.0, y);
    }

    static Object power(Run run, Object a, Object b) {
        if (!Types.isNumber(a) || !Types.isNumber(b)) {
            throw unsupported("** or pow()", a, b);
        }
        if (!floating(a, b) && Ints.big(b).signum() >= 0) {
            BigInteger base = Ints.big(a);
            BigInteger exponent = Ints.big(b);
            boolean trivial = base.bitLength() <= 1 && base.abs().compareTo(BigInteger.ONE) <= 0;
            if (trivial) {
                boolean odd = exponent.testBit(0);
                return exponent.signum() == 0 ? 1L : base.signum() < 0 && !odd ? (Object) 1L : Ints.of(base);
            }
            run.number(exponent.bitLength() > 31 ? Long.MAX_VALUE : base.bitLength() * exponent.longValue());
            return Ints.of(base.pow(exponent.intValue()));
        }
        double x = Floats.of(a);
        double y = Floats.of(b);
        if (x == 0 && y < 0) {
            throw new PythonError("ZeroDivisionError", "0.0 cannot be raised to a negative power");
        }
        if (x < 0 && y != Math.rint(y) && !Double.isInfinite(x)) {
            throw PythonError.value("complex results are not supported");
        }
        double power = x == 1 ? 1 : Math.pow(x, y);
        if (Double.isInfinite(power) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
            throw new PythonError("OverflowError", "(34, 'Numerical result out of range')");
        }
        return power;
    }

    static Object negate(Object value) {
        if (value instanceof Double number) {
            return -number;
        }
        if (Types.isInt(value)) {
            return Ints.of(Ints.big(value).negate());
        }
        throw badOperand("-", value);
    }

    static Object plus(Object value) {
        if (value instanceof Double) {
            return value;
        }
        if (Types.isInt(value)) {
            return Ints.of(Ints.big(value));
        }
        throw badOperand("+", value);
    }

    private static boolean floating(Object a, Object b) {
        return a instanceof Double || b instanceof Double;
    }

    private static PythonError badOperand(String operator, Object value) {
        if (value instanceof Undefined undefined) {
            return undefined.error();
        }
        return PythonError.type("bad operand type for unary " + operator + ": '" + Types.name(value) + "'");
    }

    private static PythonError unsupported(String operator, Object a, Object b) {
        if (a instanceof Undefined undefined) {
            return undefined.error();
        }
        if (b instanceof Undefined undefined) {
            return undefined.error();
        }
        return PythonError.type("unsupported operand type(s) for " + operator + ": '" + Types.name(a) + "' and '"
                + Types.name(b) + "'");
    }
}
