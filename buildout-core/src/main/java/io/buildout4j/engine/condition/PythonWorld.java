package io.buildout4j.engine.condition;

import static io.buildout4j.engine.condition.PythonMethods.textAt;

import io.buildout4j.World;
import io.buildout4j.engine.condition.Python.Callable;
import io.buildout4j.engine.condition.Python.Thing;
import io.buildout4j.engine.condition.Python.Tuple;
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
    private final World.Machine machine;
    private final List<String> version;

    PythonWorld(World world) {
        this.world = world;
        this.machine = world.machine();
        this.version = List.of((world.python().version() + ".0.0").split("\\."));
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
            case "open" -> (Callable) arguments -> open(textAt(arguments, 0));
            default -> {
                Object flag = flags().get(name);
                Object known = flag == null ? pythonVersion(name) : flag;
                yield known == null ? PythonFunctions.find(name) : known;
            }
        };
    }

    /** {@code python24} to {@code python315}: each is there, one of them at most is true. */
    private @Nullable Object pythonVersion(String name) {
        return name.matches("python(2[4-7]|3[0-9]|31[0-5])")
                ? name.equals("python" + version.get(0) + version.get(1))
                : null;
    }

    private Map<String, Object> flags() {
        String platform = machine.sysPlatform().toLowerCase(Locale.ROOT);
        String implementation = world.python().implementation().toLowerCase(Locale.ROOT);
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
        flags.put("posix", machine.osName().toLowerCase(Locale.ROOT).contains("posix"));
        flags.put("bits32", machine.bits() == 32);
        flags.put("bits64", machine.bits() == 64);
        flags.put("little_endian", machine.littleEndian());
        flags.put("big_endian", !machine.littleEndian());
        return flags;
    }

    private Object open(String path) {
        String text = world.files()
                .read(path)
                .orElseThrow(() -> new ConditionException("the file " + path + " cannot be read"));
        List<Object> lines = List.of((Object[]) text.split("(?<=\n)"));
        return thing(
                "file",
                Map.of(
                        "read",
                        giving(text),
                        "readlines",
                        giving(text.isEmpty() ? List.of() : lines),
                        "readline",
                        giving(lines.get(0))));
    }

    private Object sys() {
        List<Object> info = new ArrayList<>();
        version.subList(0, 3).forEach(part -> info.add(PythonFunctions.number(part.replaceAll("[^0-9].*", ""))));
        info.add("final");
        info.add(0L);
        return thing(
                "sys",
                Map.of(
                        "version_info",
                        new Tuple(info, Map.of("major", 0, "minor", 1, "micro", 2, "releaselevel", 3, "serial", 4)),
                        "version",
                        world.python().version() + " (" + world.python().implementation() + ")",
                        "platform",
                        machine.sysPlatform(),
                        "maxsize",
                        machine.bits() == 32 ? (long) Integer.MAX_VALUE : Long.MAX_VALUE,
                        "byteorder",
                        machine.littleEndian() ? "little" : "big",
                        "executable",
                        world.python().executable(),
                        "implementation",
                        thing(
                                "sys.implementation",
                                Map.of("name", world.python().implementation().toLowerCase(Locale.ROOT)))));
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
                        machine.osName(),
                        "sep",
                        machine.osName().equals("nt") ? "\\" : "/",
                        "environ",
                        world.environment(),
                        "getenv",
                        getenv,
                        "uname",
                        (Callable) arguments -> uname("sysname", "nodename"),
                        "access",
                        access,
                        "R_OK",
                        4L,
                        "F_OK",
                        0L,
                        "path",
                        thing(
                                "os.path",
                                Map.of(
                                        "exists",
                                        exists,
                                        "isdir",
                                        isDirectory,
                                        "isfile",
                                        isFile,
                                        "join",
                                        (Callable) PythonWorld::joined,
                                        "basename",
                                        (Callable) arguments -> parted(arguments, 1),
                                        "dirname",
                                        (Callable) arguments -> parted(arguments, 0)))));
    }

    private static Object joined(List<Object> names) {
        StringBuilder path = new StringBuilder(textAt(names, 0));
        for (int i = 1; i < names.size(); i++) {
            String name = textAt(names, i);
            if (name.startsWith("/")) {
                path.setLength(0);
            } else if (path.length() > 0 && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(name);
        }
        return path.toString();
    }

    /** The directory of a path, or its last name. */
    private static Object parted(List<Object> arguments, int which) {
        String path = textAt(arguments, 0);
        int slash = path.lastIndexOf('/') + 1;
        if (which == 1) {
            return path.substring(slash);
        }
        String directory = path.substring(0, slash);
        String shorter = directory.replaceFirst("/+$", "");
        return shorter.isEmpty() ? directory : shorter;
    }

    private Object platform() {
        Map<String, Object> answers = new HashMap<>();
        answers.put("machine", machine.processor());
        answers.put("system", machine.system());
        answers.put("release", machine.release());
        answers.put("version", machine.version());
        answers.put("node", machine.node());
        answers.put("uname", uname("system", "node"));
        answers.put("architecture", new Tuple(List.of(machine.bits() + "bit", "ELF")));
        answers.put("python_version", world.python().version());
        answers.put("python_version_tuple", new Tuple(List.copyOf(version.subList(0, 3))));
        answers.put("python_implementation", world.python().implementation());
        answers.put("freedesktop_os_release", world.osRelease());
        answers.replaceAll((name, answer) -> giving(answer));
        return thing("platform", answers);
    }

    private static Callable giving(Object answer) {
        return arguments -> answer;
    }

    /** The machine as {@code os} and {@code platform} describe it, which name the first two otherwise. */
    private Object uname(String system, String node) {
        return new Tuple(
                List.of(machine.system(), machine.node(), machine.release(), machine.version(), machine.processor()),
                Map.of(system, 0, node, 1, "release", 2, "version", 3, "machine", 4));
    }

    private static Thing thing(String name, Map<String, Object> attributes) {
        Map<String, Supplier<Object>> suppliers = new HashMap<>();
        attributes.forEach((attribute, value) -> suppliers.put(attribute, () -> value));
        return new Thing(name, suppliers);
    }
}
