package io.buildout4j.recipes.template.python;

/** Python's json. */
final class JsonModule {

    private JsonModule() {}

    static Module module() {
        return new Module("json")
                .with(new Signature("loads").required("s").keywords(), (run, a) -> {
                    if (a[0] instanceof PyBytes bytes) {
                        return JsonReader.read(Encodings.decode(bytes, "utf-8", "strict"));
                    }
                    if (!Types.isText(a[0])) {
                        if (a[0] instanceof Undefined undefined) {
                            throw undefined.error();
                        }
                        throw PythonError.type(
                                "the JSON object must be str, bytes or bytearray, not " + Types.name(a[0]));
                    }
                    return JsonReader.read(a[0].toString());
                })
                .with(
                        new Signature("dumps")
                                .required("obj")
                                .optional("skipkeys", false)
                                .optional("ensure_ascii", true)
                                .optional("check_circular", true)
                                .optional("allow_nan", true)
                                .optional("cls", None.NONE)
                                .optional("indent", None.NONE)
                                .optional("separators", None.NONE)
                                .optional("default", None.NONE)
                                .optional("sort_keys", false),
                        JsonModule::dumps);
    }

    private static Object dumps(Run run, Object[] a) {
        JsonWriter writer = new JsonWriter(a[6], Truth.of(a[9])).ascii(Truth.of(a[2]));
        if (a[7] != None.NONE) {
            PyList separators = Iteration.list(run, a[7]);
            writer.separators(Text.str(separators.get(0)), Text.str(separators.get(1)));
        }
        String text = writer.write(a[0]);
        run.spend(text.length());
        return text;
    }
}
