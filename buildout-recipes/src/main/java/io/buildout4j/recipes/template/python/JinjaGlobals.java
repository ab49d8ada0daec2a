package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.Optional;

/** The functions Jinja2 itself offers, and {@code assert} and {@code dumps} of the recipe. */
final class JinjaGlobals {

    private JinjaGlobals() {}

    static Map<String, Native> functions() {
        Signature.Table table = new Signature.Table();
        table.add(new Signature("namespace").rest().keywords(), (run, a) -> {
            PyDict attributes = new PyDict();
            for (Object source : (PyTuple) a[0]) {
                DictMethods.fill(run, attributes, source);
            }
            attributes.putAll((PyDict) a[1]);
            Namespace namespace = new Namespace();
            attributes.forEach((name, value) -> namespace.put(Text.str(name), value));
            return namespace;
        });
        table.add(new Signature("cycler").rest(), (run, a) -> {
            PyTuple items = (PyTuple) a[0];
            if (items.isEmpty()) {
                throw new PythonError("RuntimeError", "at least one item has to be provided");
            }
            return new Cycler(items);
        });
        table.add(new Signature("joiner").optional("sep", ", "), (run, a) -> new Joiner(a[0]));
        table.add(new Signature("assert").required("value").optional("message", None.NONE), (run, a) -> {
            if (!Truth.of(a[0])) {
                throw new PythonError("AssertionError", a[1] == None.NONE ? "assertion failed" : Text.str(a[1]));
            }
            return "";
        });
        table.add(new Signature("dumps").required("obj"), (run, a) -> OptionValue.dumps(a[0]));
        return table.functions();
    }

    private static final class Cycler implements HasAttributes {
        private final PyTuple items;
        private int position;

        Cycler(PyTuple items) {
            this.items = items;
        }

        @Override
        public Optional<Object> attribute(String name) {
            return Optional.ofNullable(
                    switch (name) {
                        case "current" -> items.get(position);
                        case "next", "__next__" ->
                            new Native(new Signature("next"), (run, a) -> {
                                Object current = items.get(position);
                                position = (position + 1) % items.size();
                                return current;
                            });
                        case "reset" ->
                            new Native(new Signature("reset"), (run, a) -> {
                                position = 0;
                                return None.NONE;
                            });
                        case "items" -> items;
                        case "pos" -> (long) position;
                        default -> null;
                    });
        }

        @Override
        public String typeName() {
            return "Cycler";
        }
    }

    private static final class Joiner implements PyCallable {
        private final Object separator;
        private boolean used;

        Joiner(Object separator) {
            this.separator = separator;
        }

        @Override
        public Object call(Run run, Arguments arguments) {
            if (used) {
                return separator;
            }
            used = true;
            return "";
        }

        @Override
        public String typeName() {
            return "Joiner";
        }
    }
}
