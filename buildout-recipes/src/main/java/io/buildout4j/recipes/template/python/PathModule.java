package io.buildout4j.recipes.template.python;

import java.util.ArrayDeque;

/** Python's os and os.path, without anything that looks at the machine. */
final class PathModule {

    private PathModule() {}

    static Module os() {
        return new Module("os")
                .with("path", path())
                .with("sep", "/")
                .with("pathsep", ":")
                .with("linesep", "\n");
    }

    static Module path() {
        return new Module("os.path")
                .with("sep", "/")
                .with("pathsep", ":")
                .with(new Signature("join").required("a").rest(), (run, a) -> {
                    String joined = text(a[0]);
                    for (Object part : (PyTuple) a[1]) {
                        String next = text(part);
                        joined = next.startsWith("/")
                                ? next
                                : joined.isEmpty() || joined.endsWith("/") ? joined + next : joined + "/" + next;
                    }
                    return joined;
                })
                .with(
                        new Signature("basename").required("p"),
                        (run, a) -> text(a[0]).substring(text(a[0]).lastIndexOf('/') + 1))
                .with(new Signature("dirname").required("p"), (run, a) -> directory(text(a[0])))
                .with(
                        new Signature("split").required("p"),
                        (run, a) -> PyTuple.of(
                                directory(text(a[0])),
                                text(a[0]).substring(text(a[0]).lastIndexOf('/') + 1)))
                .with(new Signature("splitext").required("p"), (run, a) -> extension(text(a[0])))
                .with(
                        new Signature("isabs").required("s"),
                        (run, a) -> text(a[0]).startsWith("/"))
                .with(new Signature("normpath").required("path"), (run, a) -> normal(text(a[0])));
    }

    private static String text(Object value) {
        if (Types.isText(value)) {
            return value.toString();
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("expected str, bytes or os.PathLike object, not " + Types.name(value));
    }

    private static String directory(String path) {
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        String bare = head.replaceFirst("/+$", "");
        return bare.isEmpty() ? head : bare;
    }

    private static PyTuple extension(String path) {
        int dot = path.lastIndexOf('.');
        int name = path.lastIndexOf('/') + 1;
        int first = name;
        while (first < path.length() && path.charAt(first) == '.') {
            first++;
        }
        return dot <= first - 1 || dot < name
                ? PyTuple.of(path, "")
                : PyTuple.of(path.substring(0, dot), path.substring(dot));
    }

    private static String normal(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        String root = path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
        ArrayDeque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")
                    && (!root.isEmpty() || (!parts.isEmpty() && !parts.getLast().equals("..")))) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String joined = root + String.join("/", parts);
        return joined.isEmpty() ? "." : joined;
    }
}
