package io.buildout4j.recipes.template.python;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/** The methods of bytes. */
final class BytesMethods {

    static final Map<String, Native> TABLE = table();

    private BytesMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static String text(Object value) {
        if (value instanceof PyBytes bytes) {
            return new String(bytes.array(), StandardCharsets.ISO_8859_1);
        }
        throw PythonError.type("a bytes-like object is required, not '" + Types.name(value) + "'");
    }

    private static PyBytes bytes(String text) {
        return new PyBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(
                self("decode").optional("encoding", "utf-8").optional("errors", "strict"),
                (run, a) -> Encodings.decode((PyBytes) a[0], Text.str(a[1]), Text.str(a[2])));
        table.add(self("hex"), (run, a) -> HexFormat.of().formatHex(((PyBytes) a[0]).array()));
        table.add(self("strip"), (run, a) -> bytes(Strings.strip(text(a[0]), true, true)));
        table.add(self("lstrip"), (run, a) -> bytes(Strings.strip(text(a[0]), true, false)));
        table.add(self("rstrip"), (run, a) -> bytes(Strings.strip(text(a[0]), false, true)));
        table.add(self("startswith").required("prefix"), (run, a) -> text(a[0]).startsWith(text(a[1])));
        table.add(self("endswith").required("suffix"), (run, a) -> text(a[0]).endsWith(text(a[1])));
        table.add(self("find").required("sub"), (run, a) -> (long) text(a[0]).indexOf(text(a[1])));
        table.add(
                self("replace").required("old", "new").optional("count", -1L),
                (run, a) -> bytes(StrMethods.replace(run, text(a[0]), text(a[1]), text(a[2]), Ints.clamped(a[3]))));
        table.add(self("split").optional("sep", None.NONE).optional("maxsplit", -1L), (run, a) -> {
            Object separator = a[1] == None.NONE ? a[1] : text(a[1]);
            PyList parts = new PyList();
            StrMethods.split(text(a[0]), separator, Ints.clamped(a[2]), false)
                    .forEach(part -> parts.add(bytes(part.toString())));
            return parts;
        });
        table.add(self("join").required("iterable"), (run, a) -> {
            PyList parts = new PyList();
            Iteration.over(a[1]).forEachRemaining(part -> parts.add(text(part)));
            return bytes(StrMethods.join(run, text(a[0]), parts));
        });
        return table.functions();
    }
}
