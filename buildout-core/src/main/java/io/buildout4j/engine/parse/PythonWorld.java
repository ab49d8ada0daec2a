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

    PythonWorld(World world) {
        this.world = world;
        this.version = List.of((world.pythonVersion() + ".0.0").split("\\."));
    }

    /** What a name means, or null. */
    @Nullable
    Object find(String name) {
        return switch (name) {
            case "sys" -> sys();
            case "os" -> os();
            case "platform" -> platform();
            case "re" -> PythonPatterns.module();
            case "None" -> Python.NONE;
            case "int", "str", "bool", "len", "list", "tuple", "any", "all", "open" ->
                (Callable) arguments -> call(name, arguments);
            default -> {
                Object flag = flags().get(name);
                yield flag == null ? pythonVersion(name) : flag;
            }
        };
    }

    /** {@code python24}, {@code python311} and the like: each is there, one of them is true. */
    private @Nullable Object pythonVersion(String name) {
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

    private Object call(String function, List<Object> arguments) {
        Object first = argument(arguments, 0);
        return switch (function) {
            case "int" -> number(first);
            case "str" -> String.valueOf(first);
            case "bool" -> Python.isTrue(first);
            case "len" -> (long) Python.elements(first).size();
            case "list" -> Python.elements(first);
            case "tuple" -> new Tuple(Python.elements(first));
            case "any" -> Python.elements(first).stream().anyMatch(Python::isTrue);
            case "all" -> Python.elements(first).stream().allMatch(Python::isTrue);
            default -> open(textAt(arguments, 0));
        };
    }

    private Object open(String path) {
        String text = world.files()
                .read(path)
                .orElseThrow(() -> new ConditionException("the file " + path + " cannot be read"));
        return thing("file", Map.of("read", (Callable) none -> text));
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
        return thing(
                "platform",
                Map.of(
                        "machine",
                        giving(world.machine()),
                        "system",
                        giving(world.system()),
                        "release",
                        giving(world.release()),
                        "version",
                        giving(world.version()),
                        "node",
                        giving(world.node()),
                        "architecture",
                        giving(new Tuple(List.of(world.bits() + "bit", "ELF"))),
                        "python_version",
                        giving(world.pythonVersion()),
                        "python_version_tuple",
                        giving(new Tuple(List.copyOf(version.subList(0, 3)))),
                        "python_implementation",
                        giving(world.implementation()),
                        "freedesktop_os_release",
                        giving(world.osRelease())));
    }

    private static Callable giving(Object answer) {
        return arguments -> answer;
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
