package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Python's functools and operator, as far as templates go. */
final class FunctionModules {

    private FunctionModules() {}

    static Module functools() {
        return new Module("functools")
                .with(
                        new Signature("partial").required("func").rest().keywords(),
                        (run, a) -> new Partial(a[0], (PyTuple) a[1], (PyDict) a[2]))
                .with(new Signature("reduce").required("function", "sequence").rest(), (run, a) -> {
                    Iterator<Object> items = Iteration.over(a[1]);
                    PyTuple initial = (PyTuple) a[2];
                    if (initial.isEmpty() && !items.hasNext()) {
                        throw PythonError.type("reduce() of empty iterable with no initial value");
                    }
                    Object value = initial.isEmpty() ? items.next() : initial.get(0);
                    while (items.hasNext()) {
                        run.spend(1);
                        value = Sorting.call(run, a[0], value, items.next());
                    }
                    return value;
                });
    }

    private record Partial(Object function, PyTuple first, PyDict named) implements PyCallable {
        @Override
        public Object call(Run run, Arguments arguments) {
            if (!(function instanceof PyCallable callable)) {
                throw PythonError.type("the first argument must be callable");
            }
            List<Object> positional = new ArrayList<>(first);
            positional.addAll(arguments.positional());
            Map<String, Object> all = asNamed(named);
            all.putAll(arguments.named());
            return callable.call(run, new Arguments(positional, all));
        }

        @Override
        public String typeName() {
            return "partial";
        }
    }

    static Module operator() {
        Module module = new Module("operator");
        binary(module, "add", Arithmetic::add);
        binary(module, "mul", Arithmetic::multiply);
        binary(module, "mod", Arithmetic::modulo);
        binary(module, "pow", Arithmetic::power);
        binary(module, "sub", (run, a, b) -> Arithmetic.subtract(a, b));
        binary(module, "truediv", (run, a, b) -> Arithmetic.divide(a, b));
        binary(module, "floordiv", (run, a, b) -> Arithmetic.floorDivide(a, b));
        binary(module, "contains", (run, a, b) -> Order.contains(a, b));
        binary(module, "getitem", (run, a, b) -> Items.item(a, b));
        binary(module, "concat", Arithmetic::add);
        binary(module, "is_", (run, a, b) -> Tests.identical(a, b));
        binary(module, "is_not", (run, a, b) -> !Tests.identical(a, b));
        binary(module, "indexOf", (run, a, b) -> {
            int at = 0;
            for (Iterator<Object> items = Iteration.over(a); items.hasNext(); at++) {
                run.spend(1);
                if (Equality.same(items.next(), b)) {
                    return (long) at;
                }
            }
            throw PythonError.value("sequence.index(x): x not in sequence");
        });
        binary(module, "countOf", (run, a, b) -> {
            long count = 0;
            for (Iterator<Object> items = Iteration.over(a); items.hasNext(); ) {
                run.spend(1);
                count += Equality.same(items.next(), b) ? 1 : 0;
            }
            return count;
        });
        bits(module);
        Map.of("eq", "==", "ne", "!=", "lt", "<", "le", "<=", "gt", ">", "ge", ">=")
                .forEach((name, sign) -> {
                    Logic.Relation relation = Logic.relation(sign);
                    binary(module, name, (run, a, b) -> relation.holds(a, b));
                });
        return module.with(new Signature("itemgetter").required("item").rest(), (run, a) -> getter(a, false))
                .with(new Signature("attrgetter").required("attr").rest(), (run, a) -> getter(a, true))
                .with(new Signature("neg").required("a"), (run, a) -> Arithmetic.negate(a[0]))
                .with(new Signature("pos").required("a"), (run, a) -> Arithmetic.plus(a[0]))
                .with(new Signature("abs").required("a"), (run, a) -> Numbers.absolute(a[0]))
                .with(
                        new Signature("index").required("a"),
                        (run, a) -> Types.isInt(a[0]) ? Ints.of(Ints.big(a[0])) : (Object) Ints.index(a[0]))
                .with(new Signature("truth").required("a"), (run, a) -> Truth.of(a[0]))
                .with(new Signature("not_").required("a"), (run, a) -> !Truth.of(a[0]))
                .with(new Signature("methodcaller").required("name").rest().keywords(), (run, a) -> {
                    Map<String, Object> named = asNamed((PyDict) a[2]);
                    return new Native(new Signature("methodcaller").required("obj"), (inner, b) -> {
                        Object method = Attributes.find(b[0], Text.str(a[0]));
                        if (!(method instanceof PyCallable callable)) {
                            throw PythonError.attribute(
                                    "'" + Types.name(b[0]) + "' object has no attribute " + Text.repr(Text.str(a[0])));
                        }
                        return callable.call(inner, new Arguments((PyTuple) a[1], named));
                    });
                })
                .with(new Signature("setitem").required("a", "b", "c"), (run, a) -> {
                    Items.put(a[0], a[1], a[2]);
                    return None.NONE;
                })
                .with(new Signature("delitem").required("a", "b"), (run, a) -> {
                    Items.delete(a[0], a[1]);
                    return None.NONE;
                });
    }

    private static Map<String, Object> asNamed(PyDict arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        arguments.forEach((key, value) -> named.put(key.toString(), value));
        return named;
    }

    /** The operators on bits, for which templates have no signs. */
    private static void bits(Module module) {
        bits(module, "or_", "|", "union", BigInteger::or);
        bits(module, "and_", "&", "intersection", BigInteger::and);
        bits(module, "xor", "^", "symmetric_difference", BigInteger::xor);
        binary(module, "lshift", (run, a, b) -> shift(run, "<<", a, b));
        binary(module, "rshift", (run, a, b) -> shift(run, ">>", a, b));
    }

    private static void bits(
            Module module, String name, String sign, String ofSets, BinaryOperator<BigInteger> ofNumbers) {
        binary(module, name, (run, a, b) -> {
            if (a instanceof Boolean && b instanceof Boolean) {
                return ofNumbers.apply(Ints.big(a), Ints.big(b)).signum() != 0;
            }
            if (Types.isInt(a) && Types.isInt(b)) {
                return Ints.of(ofNumbers.apply(Ints.big(a), Ints.big(b)));
            }
            Native method = a instanceof PySet && b instanceof PySet ? Attributes.method(a, ofSets) : null;
            if (method == null) {
                throw unsupported(sign, a, b);
            }
            return method.call(run, Arguments.of(a, b));
        });
    }

    private static Object shift(Run run, String sign, Object a, Object b) {
        if (!Types.isInt(a) || !Types.isInt(b)) {
            throw unsupported(sign, a, b);
        }
        if (Ints.big(b).signum() < 0) {
            throw PythonError.value("negative shift count");
        }
        if (sign.equals(">>")) {
            return Ints.of(Ints.big(a).shiftRight(Ints.clamped(b)));
        }
        run.number((long) Ints.big(a).bitLength() + Ints.clamped(b));
        return Ints.of(Ints.big(a).shiftLeft(Ints.clamped(b)));
    }

    private static PythonError unsupported(String sign, Object a, Object b) {
        return PythonError.type(
                "unsupported operand type(s) for " + sign + ": '" + Types.name(a) + "' and '" + Types.name(b) + "'");
    }

    @FunctionalInterface
    private interface Binary {
        Object apply(Run run, Object a, Object b);
    }

    private static void binary(Module module, String name, Binary function) {
        module.with(new Signature(name).required("a", "b"), (run, a) -> function.apply(run, a[0], a[1]));
    }

    private static Native getter(Object[] keys, boolean attributes) {
        PyList all = PyList.of(keys[0]);
        all.addAll((PyTuple) keys[1]);
        return new Native(new Signature("getter").required("obj"), (run, a) -> {
            List<Object> found = all.stream()
                    .map(key -> attributes ? new AttributePath(key).of(a[0]) : Items.item(a[0], key))
                    .toList();
            return found.size() == 1 ? found.get(0) : PyTuple.copyOf(found);
        });
    }
}
