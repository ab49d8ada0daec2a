package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.function.Predicate;

/** All of Jinja2's tests, by name. */
final class Tests {

    private static final Map<String, Native> TABLE = table();

    private Tests() {}

    private static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        test(table, "defined", value -> !(value instanceof Undefined));
        test(table, "undefined", value -> value instanceof Undefined);
        test(table, "none", value -> value == None.NONE);
        test(table, "boolean", value -> value instanceof Boolean);
        test(table, "true", value -> Boolean.TRUE.equals(value));
        test(table, "false", value -> Boolean.FALSE.equals(value));
        test(table, "integer", value -> Types.isInt(value) && !(value instanceof Boolean));
        test(table, "float", value -> value instanceof Double);
        test(table, "number", value -> Types.isNumber(value) || value instanceof Complex);
        test(table, "string", Types::isText);
        test(table, "mapping", value -> value instanceof PyDict);
        test(table, "callable", value -> value instanceof PyCallable || value instanceof Undefined);
        test(table, "escaped", value -> value instanceof Markup);
        test(table, "lower", value -> StrQuestions.isLower(Text.str(value)));
        test(table, "upper", value -> StrQuestions.isUpper(Text.str(value)));
        test(
                table,
                "sequence",
                value -> Iteration.isSized(value)
                        && !(value instanceof PySet)
                        && !(value instanceof DictView)
                        && !(value instanceof Iteration.Sized));
        test(table, "iterable", Tests::iterable);
        test(table, "filter", value -> Filters.exists(hashable(value)));
        test(table, "test", value -> exists(hashable(value)));
        numbers(table);
        comparisons(table);
        return table.functions();
    }

    /** The text of a name that is looked up; something else that can be a key is the name of nothing. */
    private static String hashable(Object value) {
        return Keys.of(value) instanceof String name ? name : "";
    }

    private static boolean iterable(Object value) {
        if (value instanceof Undefined undefined) {
            undefined.use();
        }
        return Iteration.isIterable(value);
    }

    private static void test(Signature.Table table, String name, Predicate<Object> test) {
        table.add(new Signature(name).required("value"), (run, a) -> test.test(a[0]));
    }

    private static void numbers(Signature.Table table) {
        table.add(
                new Signature("odd").required("value"),
                (run, a) -> Equality.same(Arithmetic.modulo(run, a[0], 2L), 1L));
        table.add(
                new Signature("even").required("value"),
                (run, a) -> Equality.same(Arithmetic.modulo(run, a[0], 2L), 0L));
        table.add(
                new Signature("divisibleby").required("value", "num"),
                (run, a) -> Equality.same(Arithmetic.modulo(run, a[0], a[1]), 0L));
    }

    private static void comparisons(Signature.Table table) {
        table.add(new Signature("in").required("value", "seq"), (run, a) -> Order.contains(a[1], a[0]));
        table.add(new Signature("sameas").required("value", "other"), (run, a) -> identical(a[0], a[1]));
        compare(table, "==", "eq", "equalto");
        compare(table, "!=", "ne");
        compare(table, ">", "gt", "greaterthan");
        compare(table, ">=", "ge");
        compare(table, "<", "lt", "lessthan");
        compare(table, "<=", "le");
    }

    /** Python's {@code is}: small values that are equal count as one. */
    static boolean identical(Object a, Object b) {
        return a == b
                || (a.getClass() == b.getClass()
                        && (a instanceof Long || a instanceof String || a instanceof Boolean)
                        && a.equals(b));
    }

    private static void compare(Signature.Table table, String operator, String... aliases) {
        Logic.Relation relation = Logic.relation(operator);
        table.add(new Signature(operator).required("value", "other"), (run, a) -> relation.holds(a[0], a[1]));
        for (String alias : aliases) {
            table.alias(alias, operator);
        }
    }

    static boolean exists(String name) {
        return TABLE.containsKey(name);
    }

    /** The test of that name; if there is none, one that says so when it is called. */
    static Native named(String name) {
        Native test = TABLE.get(name);
        return test != null
                ? test
                : new Native(new Signature(name).rest().keywords(), (run, a) -> {
                    throw new PythonError("TemplateRuntimeError", "No test named " + Text.repr(name) + " found.");
                });
    }
}
