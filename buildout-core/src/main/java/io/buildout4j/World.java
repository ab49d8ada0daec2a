package io.buildout4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What conditions in section headers see of the machine, in the words of Python, in which they are written. A host that
 * prepares profiles for another machine describes that one.
 *
 * @param python the Python that profiles mean by {@code sys.executable} and <code>${buildout:executable}</code>
 * @param machine the computer and its operating system
 * @param environment the environment variables
 * @param osRelease what {@code /etc/os-release} says, by key
 * @param files what conditions see of the file system
 */
public record World(
        Python python,
        Machine machine,
        Map<String, String> environment,
        Map<String, String> osRelease,
        FileView files) {

    private static final String ASSUMED_PYTHON = "3.11.2";

    /**
     * A Python.
     *
     * @param executable its path
     * @param version such as {@code 3.11.2}
     * @param implementation such as {@code CPython}
     */
    public record Python(String executable, String version, String implementation) {

        /**
         * The tag of its binary interface, such as {@code cp311}: what {@code buildout:abi-tag-eggs} puts behind
         * {@code eggs-directory}.
         */
        public String abiTag() {
            int dot = version.indexOf('.');
            int second = version.indexOf('.', dot + 1);
            String release = version.substring(0, dot >= 0 && second >= 0 ? second : version.length())
                    .replace(".", "");
            if (!implementation.equals("CPython")) {
                return implementation.toLowerCase(Locale.ROOT) + release;
            }
            // PEP 3149: until 3.7 it told of the allocator, in Python 2 of the width of characters too, alike in
            // practice.
            return "cp" + release + (release.startsWith("2") ? "mu" : isBefore38(release) ? "m" : "");
        }

        private static boolean isBefore38(String release) {
            return release.length() == 2 && release.charAt(0) == '3' && release.charAt(1) < '8';
        }
    }

    /**
     * A computer and its operating system.
     *
     * @param sysPlatform {@code sys.platform}, such as {@code linux}
     * @param osName {@code os.name}, such as {@code posix}
     * @param system {@code platform.system()}, such as {@code Linux}
     * @param processor {@code platform.machine()}, such as {@code x86_64}
     * @param bits how many bits a pointer has
     * @param littleEndian whether numbers in memory begin with their lowest byte
     * @param release the release of the kernel
     * @param version the version of the kernel
     * @param node the name of the host
     */
    public record Machine(
            String sysPlatform,
            String osName,
            String system,
            String processor,
            int bits,
            boolean littleEndian,
            String release,
            String version,
            String node) {}

    /** What conditions may ask of the file system. */
    public interface FileView {

        /** Whether there is a directory of that name. */
        boolean isDirectory(String path);

        /** Whether there is something of that name. */
        boolean exists(String path);

        /** The text of a file, at most its first megabyte; empty if it cannot be read. */
        Optional<String> read(String path);
    }

    public World {
        environment = Map.copyOf(environment);
        osRelease = Map.copyOf(osRelease);
    }

    /**
     * This machine. Its Python is the one that {@code /usr/bin/python3} names; where there is none, a Python 3.11 is
     * assumed.
     */
    public static World here() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean mac = os.contains("mac");
        boolean windows = os.contains("windows");
        Path python = Path.of("/usr/bin/python3");
        FileView files = MachineFiles.INSTANCE;
        return new World(
                new Python(python.toString(), pythonVersion(python), "CPython"),
                new Machine(
                        mac ? "darwin" : windows ? "win32" : os.replace(" ", ""),
                        windows ? "nt" : "posix",
                        mac ? "Darwin" : System.getProperty("os.name", ""),
                        processor(System.getProperty("os.arch", ""), mac),
                        "32".equals(System.getProperty("sun.arch.data.model")) ? 32 : 64,
                        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
                        System.getProperty("os.version", ""),
                        files.read("/proc/sys/kernel/version").orElse("").strip(),
                        files.read("/proc/sys/kernel/hostname")
                                .orElse("localhost")
                                .strip()),
                System.getenv(),
                osRelease(files),
                files);
    }

    /** This with another Python. */
    public World withPython(Python other) {
        return new World(other, machine, environment, osRelease, files);
    }

    /** This with another version of Python, such as {@code 3.9.2}. */
    public World withPythonVersion(String version) {
        return withPython(new Python(python.executable, version, python.implementation));
    }

    /** This with another computer or operating system. */
    public World withMachine(Machine other) {
        return new World(python, other, environment, osRelease, files);
    }

    /** This with another operating system, such as {@code darwin}, {@code posix} and {@code Darwin}. */
    public World withSystem(String sysPlatform, String osName, String system) {
        return withMachine(new Machine(
                sysPlatform,
                osName,
                system,
                machine.processor,
                machine.bits,
                machine.littleEndian,
                machine.release,
                machine.version,
                machine.node));
    }

    /** This with other environment variables. */
    public World withEnvironment(Map<String, String> other) {
        return new World(python, machine, other, osRelease, files);
    }

    private static String pythonVersion(Path python) {
        try {
            String target = String.valueOf(python.toRealPath().getFileName());
            return target.startsWith("python3.") && isNumber(target.substring("python3.".length()))
                    ? target.substring("python".length()) + ".0"
                    : ASSUMED_PYTHON;
        } catch (IOException e) {
            return ASSUMED_PYTHON;
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String processor(String arch, boolean mac) {
        return switch (arch) {
            case "amd64" -> "x86_64";
            case "aarch64" -> mac ? "arm64" : "aarch64";
            case "x86" -> "i686";
            default -> arch;
        };
    }

    private static Map<String, String> osRelease(FileView files) {
        Map<String, String> result = new LinkedHashMap<>();
        Optional<String> usual = files.read("/etc/os-release");
        String text = usual.isPresent()
                ? usual.get()
                : files.read("/usr/lib/os-release").orElse("");
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end);
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String value = line.substring(equals + 1).strip();
                boolean quoted = value.length() >= 2 && (value.startsWith("\"") || value.startsWith("'"));
                result.put(line.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return result;
    }

    /** The files of this machine. Only the beginning of a file is read, as devices may have no end. */
    private enum MachineFiles implements FileView {
        INSTANCE;

        private static final int LIMIT = 1 << 20;

        @Override
        public boolean isDirectory(String path) {
            return exists(path) && Files.isDirectory(Path.of(path));
        }

        @Override
        public boolean exists(String path) {
            try {
                return Files.exists(Path.of(path));
            } catch (InvalidPathException e) {
                return false;
            }
        }

        @Override
        public Optional<String> read(String path) {
            if (!exists(path) || !Files.isRegularFile(Path.of(path))) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(Path.of(path))) {
                return Optional.of(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
