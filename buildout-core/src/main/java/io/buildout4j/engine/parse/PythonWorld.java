package io.buildout4j.engine.parse;

import static io.buildout4j.engine.parse.PythonMethods.argument;
import static io.buildout4j.engine.parse.PythonMethods.textAt;

import io.buildout4j.World;
import io.buildout4j.engine.parse.Python.Callable;
import io.buildout4j.engine.parse.Python.Thing;
import io.buildout4j.engine.parse.Python.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The names that conditions may use: a safe part of {@code sys}, {@code os}, {@code platform} and the built-ins. */
final class PythonWorld {

    private final World world;
    private final List<String> version;
    private final Map<String, Supplier<Object>> names = new HashMap<>();

    PythonWorld(World world) {
        this.world = world;
        this.version = List.of((world.pythonVersion() + ".0.0").split("\\."));
        names.put("sys", this::sys);
        names.put("os", this::os);
        names.put("platform", this::platform);
        names.put("re", PythonPatterns::module);
        names.put("None", () -> Python.NONE);
        flags().forEach((name, value) -> names.put(name, () -> value));
        functions().forEach((name, function) -> names.put(name, () -> function));
    }

    /** What a name means, or null. */
    @Nullable
    Object find(String name) {
        Supplier<Object> value = names.get(name);
        if (value != null) {
            return value.get();
        }
        // python24, python311 and the like: each is there, one of them is true.
        return name.matches("python[23][0-9]{1,2}") ? name.equals("python" + version.get(0) + version.get(1)) : null;
    }

    private Map<String, Object> flags() {
        String platform = world.sysPlatform().toLowerCase(Locale.ROOT);
        String implementation = world.implementation().toLowerCase(Locale.ROOT);
        Map<String, Object> flags = new HashMap<>();
        flags.put("True", true);
        flags.put("False", false);
        flags.put("python2", version.get(0).equals("2"));
        flags.put("python3", version.get(0).equals("3"));
        flags.put("cpython", implementation.equals("cpython"));
        flags.put("pypy", implementation.equals("pypy"));
        flags.put("jython", implementation.equals("jython"));
        flags.put("ironpython", implementation.equals("ironpython"));
        flags.put("linux", platform.contains("linux"));
        flags.put("windows", platform.contains("win32"));
        flags.put("cygwin", platform.contains("cygwin"));
        flags.put("solaris", platform.contains("sunos"));
        flags.put("macosx", platform.contains("darwin"));
        flags.put("posix", world.osName().toLowerCase(Locale.ROOT).contains("posix"));
        flags.put("bits32", world.bits() == 32);
        flags.put("bits64", world.bits() == 64);
        flags.put("little_endian", world.littleEndian());
        flags.put("big_endian", !world.littleEndian());
        return flags;
    }

    private Map<String, Callable> functions() {
        Map<String, Callable> functions = new HashMap<>();
        functions.put("int", arguments -> number(argument(arguments, 0)));
        functions.put("str", arguments -> String.valueOf(argument(arguments, 0)));
        functions.put("bool", arguments -> Python.isTrue(argument(arguments, 0)));
        functions.put("len", arguments ->
                (long) Python.elements(argument(arguments, 0)).size());
        functions.put("list", arguments -> Python.elements(argument(arguments, 0)));
        functions.put("tuple", arguments -> new Tuple(Python.elements(argument(arguments, 0))));
        functions.put(
                "any",
                arguments -> Python.elements(argument(arguments, 0)).stream().anyMatch(Python::isTrue));
        functions.put(
                "all",
                arguments -> Python.elements(argument(arguments, 0)).stream().allMatch(Python::isTrue));
        functions.put("open", arguments -> {
            String path = textAt(arguments, 0);
            String text = world.files()
                    .read(path)
                    .orElseThrow(() -> new ConditionException("the file " + path + " cannot be read"));
            return thing("file", Map.of("read", (Callable) none -> text));
        });
        return functions;
    }

    private static long number(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        String text = value instanceof String s ? s.strip() : "";
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw new ConditionException("'" + value + "' is not a whole number");
        }
        return Long.parseLong(text);
    }

    private Object sys() {
        List<Object> info = new ArrayList<>();
        version.subList(0, 3).forEach(part -> info.add(number(part.replaceAll("[^0-9].*", ""))));
        info.add("final");
        info.add(0L);
        return thing(
                "sys",
                Map.of(
                        "version_info",
                        new Tuple(info, Map.of("major", 0, "minor", 1, "micro", 2, "releaselevel", 3, "serial", 4)),
                        "version",
                        world.pythonVersion() + " (" + world.implementation() + ")",
                        "platform",
                        world.sysPlatform(),
                        "maxsize",
                        world.bits() == 32 ? (long) Integer.MAX_VALUE : Long.MAX_VALUE,
                        "byteorder",
                        world.littleEndian() ? "little" : "big",
                        "executable",
                        world.executable(),
                        "implementation",
                        thing(
                                "sys.implementation",
                                Map.of("name", world.implementation().toLowerCase(Locale.ROOT)))));
    }

    private Object os() {
        Callable getenv = arguments -> {
            String value = world.environment().get(textAt(arguments, 0));
            return value != null ? value : arguments.size() > 1 ? arguments.get(1) : Python.NONE;
        };
        Callable exists = arguments -> world.files().exists(textAt(arguments, 0));
        Callable isDirectory = arguments -> world.files().isDirectory(textAt(arguments, 0));
        Callable isFile = arguments ->
                world.files().exists(textAt(arguments, 0)) && !world.files().isDirectory(textAt(arguments, 0));
        Callable access = arguments -> world.files().exists(textAt(arguments, 0))
                && (world.files().isDirectory(textAt(arguments, 0))
                        || world.files().read(textAt(arguments, 0)).isPresent());
        return thing(
                "os",
                Map.of(
                        "name",
                        world.osName(),
                        "sep",
                        world.osName().equals("nt") ? "\\" : "/",
                        "environ",
                        world.environment(),
                        "getenv",
                        getenv,
                        "uname",
                        (Callable) arguments -> uname(),
                        "access",
                        access,
                        "R_OK",
                        4L,
                        "F_OK",
                        0L,
                        "path",
                        thing("os.path", Map.of("exists", exists, "isdir", isDirectory, "isfile", isFile))));
    }

    private Object platform() {
        String bits = world.bits() + "bit";
        return thing(
                "platform",
                Map.of(
                        "machine",
                        (Callable) arguments -> world.machine(),
                        "system",
                        (Callable) arguments -> world.system(),
                        "release",
                        (Callable) arguments -> world.release(),
                        "version",
                        (Callable) arguments -> world.version(),
                        "node",
                        (Callable) arguments -> world.node(),
                        "architecture",
                        (Callable) arguments -> new Tuple(List.of(bits, "ELF")),
                        "python_version",
                        (Callable) arguments -> world.pythonVersion(),
                        "python_version_tuple",
                        (Callable) arguments -> new Tuple(List.copyOf(version.subList(0, 3))),
                        "python_implementation",
                        (Callable) arguments -> world.implementation(),
                        "freedesktop_os_release",
                        (Callable) arguments -> world.osRelease()));
    }

    private Object uname() {
        return new Tuple(
                List.of(world.system(), world.node(), world.release(), world.version(), world.machine()),
                Map.of("sysname", 0, "nodename", 1, "release", 2, "version", 3, "machine", 4));
    }

    private static Thing thing(String name, Map<String, Object> attributes) {
        Map<String, Supplier<Object>> suppliers = new HashMap<>();
        attributes.forEach((attribute, value) -> suppliers.put(attribute, () -> value));
        return new Thing(name, suppliers);
    }
}
