package io.buildout4j.recipes.template.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Python's os and pwd for hosts that let templates look at the machine: to read it, never to change it. */
public final class MachineModules {

    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final Path PROCESS = Path.of("/proc/self");
    private static final List<String> ACCOUNT =
            List.of("pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell");

    private MachineModules() {}

    /**
     * The modules by their names: {@code os} with environ, getenv, listdir, getuid and getgid, {@code os.path} with
     * exists, isfile, isdir, islink and getsize, {@code pwd} with getpwuid and getpwnam.
     *
     * @param environment what {@code os.environ} holds
     */
    public static Map<String, Supplier<Module>> reading(Map<String, String> environment) {
        Map<String, Supplier<Module>> modules = new TreeMap<>();
        modules.put("os", () -> os(environment));
        modules.put("os.path", MachineModules::path);
        modules.put("posixpath", MachineModules::path);
        modules.put("pwd", MachineModules::pwd);
        return modules;
    }

    private static Module os(Map<String, String> environment) {
        PyDict variables = new PyDict();
        new TreeMap<>(environment).forEach(variables::put);
        return PathModule.os()
                .with("path", path())
                .with("environ", variables)
                .with(
                        new Signature("getenv").required("key").optional("default", None.NONE),
                        (run, a) -> variables.find(a[0]).orElse(a[1]))
                .with(new Signature("getuid"), (run, a) -> number("unix:uid"))
                .with(new Signature("getgid"), (run, a) -> number("unix:gid"))
                .with(new Signature("listdir").required("path"), (run, a) -> {
                    try (Stream<Path> files = Files.list(Path.of(Text.str(a[0])))) {
                        PyList names = new PyList();
                        files.map(file -> String.valueOf(file.getFileName()))
                                .sorted()
                                .forEach(names::add);
                        run.keep(names.size());
                        return names;
                    } catch (IOException | InvalidPathException e) {
                        throw missing(a[0]);
                    }
                });
    }

    private static Module path() {
        Module module = PathModule.path();
        question(module, "exists", path -> Files.exists(path));
        question(module, "lexists", path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        question(module, "isfile", path -> Files.isRegularFile(path));
        question(module, "isdir", path -> Files.isDirectory(path));
        question(module, "islink", Files::isSymbolicLink);
        return module.with(new Signature("getsize").required("path"), (run, a) -> {
            try {
                return Files.size(Path.of(Text.str(a[0])));
            } catch (IOException | InvalidPathException e) {
                throw missing(a[0]);
            }
        });
    }

    private static void question(Module module, String name, Predicate<Path> question) {
        module.with(new Signature(name).required("path"), (run, a) -> {
            String path = Text.str(a[0]);
            try {
                return !path.isEmpty() && question.test(Path.of(path));
            } catch (InvalidPathException e) {
                return false;
            }
        });
    }

    private static PythonError missing(Object path) {
        return new PythonError(
                "FileNotFoundError", "[Errno 2] No such file or directory: " + Text.repr(Text.str(path)));
    }

    private static Object number(String attribute) {
        try {
            return ((Number) Files.getAttribute(PROCESS, attribute)).longValue();
        } catch (IOException | UnsupportedOperationException e) {
            throw new PythonError("OSError", "this system does not tell " + attribute);
        }
    }

    private static Module pwd() {
        return new Module("pwd")
                .with(
                        new Signature("getpwuid").required("uid"),
                        (run, a) -> account(2, Long.toString(Ints.index(a[0])))
                                .orElseThrow(() -> new PythonError(
                                        "KeyError", "'getpwuid(): uid not found: " + Ints.index(a[0]) + "'")))
                .with(
                        new Signature("getpwnam").required("name"),
                        (run, a) -> account(0, Text.str(a[0]))
                                .orElseThrow(() -> new PythonError(
                                        "KeyError", "\"getpwnam(): name not found: " + Text.repr(a[0]) + "\"")));
    }

    private static Optional<Object> account(int field, String value) {
        try (Stream<String> lines = Files.lines(ACCOUNTS)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == ACCOUNT.size() && fields[field].equals(value))
                    .findFirst()
                    .map(fields -> PyTuple.named(
                            "pwd.struct_passwd",
                            ACCOUNT,
                            fields[0],
                            fields[1],
                            Long.valueOf(fields[2]),
                            Long.valueOf(fields[3]),
                            fields[4],
                            fields[5],
                            fields[6]));
        } catch (IOException e) {
            throw new PythonError("OSError", "this system has no readable " + ACCOUNTS);
        }
    }
}
