package io.buildout4j.recipes.template.python;

import java.util.Map;

/** The methods of int and float. */
final class NumberMethods {

    static final Map<String, Native> INT_TABLE = new Signature.Table()
            .add(new Signature("bit_length").required("self"), (run, a) ->
                    (long) Ints.big(a[0]).abs().bitLength())
            .add(new Signature("__str__").required("self"), (run, a) -> Text.str(a[0]))
            .add(new Signature("__add__").required("self", "other"), (run, a) -> Arithmetic.add(run, a[0], a[1]))
            .functions();
    static final Map<String, Native> FLOAT_TABLE = new Signature.Table()
            .add(new Signature("is_integer").required("self"), (run, a) -> {
                double number = (Double) a[0];
                return number == Math.rint(number) && !Double.isInfinite(number);
            })
            .add(new Signature("__str__").required("self"), (run, a) -> Text.str(a[0]))
            .functions();

    private NumberMethods() {}
}
