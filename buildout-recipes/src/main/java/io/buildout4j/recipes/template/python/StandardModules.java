package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The modules that templates may import without asking: those that compute and reach nothing outside. */
public final class StandardModules {

    private static final Map<String, Supplier<Module>> MODULES = modules();

    private StandardModules() {}

    private static Map<String, Supplier<Module>> modules() {
        Map<String, Supplier<Module>> modules = new TreeMap<>();
        modules.put("json", JsonModule::module);
        modules.put("six", StandardModules::six);
        modules.put("re", RegexModule::module);
        modules.put("itertools", ItertoolsModule::module);
        modules.put("functools", FunctionModules::functools);
        modules.put("operator", FunctionModules::operator);
        modules.put("hashlib", BytesModules::hashlib);
        modules.put("base64", BytesModules::base64);
        modules.put("os", PathModule::os);
        modules.put("os.path", PathModule::path);
        modules.put("posixpath", PathModule::path);
        modules.put("netaddr", NetaddrModule::module);
        modules.put("six.moves", StandardModules::moves);
        for (String name : new String[] {"urllib.parse", "six.moves.urllib.parse", "urlparse"}) {
            modules.put(name, () -> UrlModule.module(name));
        }
        for (String name : new String[] {"urllib", "six.moves.urllib"}) {
            modules.put(name, () -> new Module(name).with("parse", UrlModule.module(name + ".parse")));
        }
        return modules;
    }

    /** All of them by their dotted names, made when they are asked for. */
    public static Map<String, Supplier<Module>> all() {
        return MODULES;
    }

    /** What is left of the bridge between Python 2 and 3. */
    static Module six() {
        Map<String, PyType> types = Constructors.types();
        Module six = new Module("six");
        six.with("moves", moves());
        six.with("PY2", false).with("PY3", true);
        for (String type : new String[] {"text", "binary"}) {
            six.with(type + "_type", types.getOrDefault(type.equals("text") ? "str" : "bytes", Constructors.str()));
        }
        six.with("string_types", PyTuple.of(types.getOrDefault("str", Constructors.str())));
        six.with("integer_types", PyTuple.of(types.getOrDefault("int", Constructors.str())));
        view(six, "iteritems", DictView.Kind.ITEMS);
        view(six, "iterkeys", DictView.Kind.KEYS);
        view(six, "itervalues", DictView.Kind.VALUES);
        six.with(
                new Signature("ensure_str").required("s").optional("encoding", "utf-8"),
                (run, a) -> a[0] instanceof PyBytes bytes
                        ? Encodings.decode(bytes, Text.str(a[1]), "strict")
                        : Text.str(a[0]));
        six.with(
                new Signature("ensure_text").required("s").optional("encoding", "utf-8"),
                (run, a) -> a[0] instanceof PyBytes bytes
                        ? Encodings.decode(bytes, Text.str(a[1]), "strict")
                        : Text.str(a[0]));
        six.with(
                new Signature("ensure_binary").required("s").optional("encoding", "utf-8"),
                (run, a) ->
                        a[0] instanceof PyBytes ? a[0] : Encodings.encode(Text.str(a[0]), Text.str(a[1]), "strict"));
        return six;
    }

    private static Module moves() {
        Module urllib = new Module("six.moves.urllib").with("parse", UrlModule.module("six.moves.urllib.parse"));
        return new Module("six.moves").with("urllib", urllib);
    }

    private static void view(Module six, String name, DictView.Kind kind) {
        six.with(new Signature(name).required("d"), (run, a) -> {
            if (!(a[0] instanceof PyDict dict)) {
                if (a[0] instanceof Undefined undefined) {
                    throw undefined.error();
                }
                throw PythonError.attribute("'" + Types.name(a[0]) + "' object has no attribute");
            }
            return new PyIterator("dict_" + name + "iterator", new DictView(kind, dict).iterator());
        });
    }
}
