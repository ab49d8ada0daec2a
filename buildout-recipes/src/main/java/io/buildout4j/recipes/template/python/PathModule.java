package io.buildout4j.recipes.template.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Python's os and os.path, without anything that looks at the machine. */
final class PathModule {

    private PathModule() {}

    static Module os() {
        return new Module("os")
                .with("path", path())
                .with("sep", "/")
                .with("pathsep", ":")
                .with("linesep", "\n")
                .with("curdir", ".")
                .with("pardir", "..")
                .with("extsep", ".")
                .with("devnull", "/dev/null")
                .with("name", "posix")
                .with(new Signature("fspath").required("path"), (run, a) -> text(a[0]));
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
                .with(new Signature("normpath").required("path"), (run, a) -> normal(text(a[0])))
                .with(new Signature("commonprefix").required("m"), (run, a) -> {
                    List<String> texts = texts(a[0]);
                    return texts.stream().reduce(PathModule::commonPrefix).orElse("");
                })
                .with(new Signature("commonpath").required("paths"), (run, a) -> commonPath(texts(a[0])))
                .with(
                        new Signature("relpath").required("path", "start"),
                        (run, a) -> relative(normal(text(a[0])), normal(text(a[1]))));
    }

    private static List<String> texts(Object values) {
        List<String> texts = new ArrayList<>();
        Iteration.over(values).forEachRemaining(value -> texts.add(text(value)));
        return texts;
    }

    private static String commonPrefix(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return a.substring(0, at);
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private static int shared(List<String> a, List<String> b) {
        int at = 0;
        while (at < a.size() && at < b.size() && a.get(at).equals(b.get(at))) {
            at++;
        }
        return at;
    }

    private static String commonPath(List<String> paths) {
        if (paths.isEmpty()) {
            throw PythonError.value("commonpath() arg is an empty sequence");
        }
        boolean absolute = paths.get(0).startsWith("/");
        List<String> common = names(paths.get(0));
        for (String path : paths) {
            if (path.startsWith("/") != absolute) {
                throw PythonError.value("Can't mix absolute and relative paths");
            }
            common = common.subList(0, shared(common, names(path)));
        }
        return (absolute ? "/" : "") + String.join("/", common);
    }

    private static String relative(String path, String start) {
        if (path.startsWith("/") != start.startsWith("/")) {
            throw PythonError.value("templates do not know the current directory that a relative path begins in");
        }
        List<String> to = names(path);
        List<String> from = names(start);
        int shared = shared(to, from);
        List<String> steps = new ArrayList<>(Collections.nCopies(from.size() - shared, ".."));
        steps.addAll(to.subList(shared, to.size()));
        return steps.isEmpty() ? "." : String.join("/", steps);
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
