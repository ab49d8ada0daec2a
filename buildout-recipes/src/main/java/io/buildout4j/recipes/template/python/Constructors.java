package io.buildout4j.recipes.template.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types that templates can name and call. */
final class Constructors {

    private Constructors() {}

    static Map<String, PyType> types() {
        Map<String, PyType> types = new LinkedHashMap<>();
        for (PyType type : List.of(
                str(),
                integer(),
                floating(),
                bool(),
                list(),
                tuple(),
                dict(),
                set(),
                frozenSet(),
                bytes(),
                range(),
                complex())) {
            types.put(type.name(), type);
        }
        return types;
    }

    static PyType str() {
        Signature signature = new Signature("str")
                .optional("object", "")
                .optional("encoding", None.NONE)
                .optional("errors", "strict");
        return new PyType("str", Types::isText, signature, (run, a) -> {
                    if (a[1] == None.NONE) {
                        return Text.str(a[0]);
                    }
                    if (a[0] instanceof PyBytes bytes) {
                        return Encodings.decode(bytes, Text.str(a[1]), Text.str(a[2]));
                    }
                    throw PythonError.type("decoding to str: need a bytes-like object, " + Types.name(a[0]) + " found");
                })
                .with(
                        new Signature("maketrans")
                                .required("x")
                                .optional("y", None.NONE)
                                .optional("z", ""),
                        (run, a) -> StrMethods.translation(a[0], a[1], Text.str(a[2])))
                .withMethods(StrMethods.TABLE);
    }

    private static PyType integer() {
        return new PyType(
                "int",
                Types::isInt,
                new Signature("int").optional("x", 0L).optional("base", None.NONE),
                (run, a) -> Numbers.toInt(a[0], a[1]));
    }

    private static PyType floating() {
        return new PyType(
                "float",
                value -> value instanceof Double,
                new Signature("float").optional("x", 0.0),
                (run, a) -> Numbers.toFloat(a[0]));
    }

    private static PyType bool() {
        return new PyType(
                "bool",
                value -> value instanceof Boolean,
                new Signature("bool").optional("x", false),
                (run, a) -> Truth.of(a[0]));
    }

    private static PyType list() {
        return new PyType(
                        "list",
                        value -> value instanceof PyList,
                        new Signature("list").optional("iterable", PyTuple.EMPTY),
                        (run, a) -> Iteration.list(run, a[0]))
                .withMethods(ListMethods.TABLE);
    }

    private static PyType tuple() {
        return new PyType(
                "tuple",
                value -> value instanceof PyTuple,
                new Signature("tuple").optional("iterable", PyTuple.EMPTY),
                (run, a) -> a[0] instanceof PyTuple ? a[0] : PyTuple.copyOf(Iteration.list(run, a[0])));
    }

    private static PyType dict() {
        return new PyType(
                        "dict",
                        value -> value instanceof PyDict,
                        new Signature("dict").rest().keywords(),
                        (run, a) -> {
                            PyDict dict = new PyDict();
                            PyTuple sources = (PyTuple) a[0];
                            if (sources.size() > 1) {
                                throw PythonError.type("dict expected at most 1 argument, got " + sources.size());
                            }
                            for (Object source : sources) {
                                DictMethods.fill(run, dict, source);
                            }
                            dict.putAll((PyDict) a[1]);
                            return dict;
                        })
                .with(
                        new Signature("fromkeys").required("iterable").optional("value", None.NONE),
                        (run, a) -> DictMethods.fromKeys(run, a[0], a[1]))
                .withMethods(DictMethods.TABLE);
    }

    private static PyType set() {
        return new PyType(
                "set",
                value -> value instanceof PySet set && !set.frozen(),
                new Signature("set").optional("iterable", PyTuple.EMPTY),
                (run, a) -> new PySet(Iteration.list(run, a[0]), false));
    }

    private static PyType frozenSet() {
        return new PyType(
                "frozenset",
                value -> value instanceof PySet set && set.frozen(),
                new Signature("frozenset").optional("iterable", PyTuple.EMPTY),
                (run, a) -> new PySet(Iteration.list(run, a[0]), true));
    }

    private static PyType bytes() {
        Signature signature = new Signature("bytes")
                .optional("source", PyTuple.EMPTY)
                .optional("encoding", None.NONE)
                .optional("errors", "strict");
        return new PyType("bytes", value -> value instanceof PyBytes, signature, (run, a) -> {
            if (a[0] instanceof PyBytes) {
                return a[0];
            } else if (Types.isText(a[0])) {
                if (a[1] == None.NONE) {
                    throw PythonError.type("string argument without an encoding");
                }
                return Encodings.encode(a[0].toString(), Text.str(a[1]), Text.str(a[2]));
            } else if (a[1] != None.NONE) {
                throw PythonError.type("encoding without a string argument");
            } else if (Types.isInt(a[0])) {
                int size = Ints.clamped(a[0]);
                if (size < 0) {
                    throw PythonError.value("negative count");
                }
                run.text(size);
                return new PyBytes(new byte[size]);
            }
            PyList numbers = Iteration.list(run, a[0]);
            byte[] bytes = new byte[numbers.size()];
            for (int i = 0; i < bytes.length; i++) {
                int number = Ints.clamped(numbers.get(i));
                if (number < 0 || number > 255) {
                    throw PythonError.value("bytes must be in range(0, 256)");
                }
                bytes[i] = (byte) number;
            }
            return new PyBytes(bytes);
        });
    }

    private static PyType range() {
        Signature signature = new Signature("range")
                .required("start")
                .optional("stop", None.NONE)
                .optional("step", 1L);
        return new PyType(
                "range",
                value -> value instanceof PyRange,
                signature,
                (run, a) -> a[1] == None.NONE
                        ? new PyRange(0, Ints.index(a[0]), 1)
                        : new PyRange(Ints.index(a[0]), Ints.index(a[1]), Ints.index(a[2])));
    }

    private static PyType complex() {
        return new PyType(
                "complex",
                value -> value instanceof Complex,
                new Signature("complex").optional("real", 0L).optional("imag", 0L),
                (run, a) -> new Complex(Numbers.toFloat(a[0]), Numbers.toFloat(a[1])));
    }
}
