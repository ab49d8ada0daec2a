package io.buildout4j.recipes.template.python;

import java.math.BigInteger;

/** What Python takes for true. */
public final class Truth {

    private Truth() {}

    /** Python's {@code bool(value)}. */
    public static boolean of(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        } else if (value == None.NONE) {
            return false;
        } else if (value instanceof Long number) {
            return number != 0;
        } else if (value instanceof Double number) {
            return number != 0;
        } else if (value instanceof BigInteger number) {
            return number.signum() != 0;
        } else if (value instanceof Undefined undefined) {
            undefined.use();
            return false;
        } else if (value instanceof Complex number) {
            return number.real() != 0 || number.imaginary() != 0;
        }
        return !Iteration.isSized(value) || Iteration.length(value) != 0;
    }
}
