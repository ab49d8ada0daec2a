package io.buildout4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What conditions in section headers see of the machine, in the words of Python, in which they are written. A host that
 * prepares profiles for another machine describes that one.
 *
 * @param executable the Python that profiles mean by {@code sys.executable} and <code>${buildout:executable}</code>
 * @param pythonVersion its version, such as {@code 3.11.2}
 * @param implementation its implementation, such as {@code CPython}
 * @param sysPlatform {@code sys.platform}, such as {@code linux}
 * @param osName {@code os.name}, such as {@code posix}
 * @param system {@code platform.system()}, such as {@code Linux}
 * @param machine {@code platform.machine()}, such as {@code x86_64}
 * @param release the release of the kernel
 * @param version the version of the kernel
 * @param node the name of the host
 * @param bits how many bits a pointer has
 * @param littleEndian whether the machine is little-endian
 * @param environment the environment variables
 * @param osRelease what {@code /etc/os-release} says, by key
 * @param files what conditions see of the file system
 */
public record World(
        String executable,
        String pythonVersion,
        String implementation,
        String sysPlatform,
        String osName,
        String system,
        String machine,
        String release,
        String version,
        String node,
        int bits,
        boolean littleEndian,
        Map<String, String> environment,
        Map<String, String> osRelease,
        FileView files) {

    private static final String ASSUMED_PYTHON = "3.11.2";

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
        return new World(
                python.toString(),
                pythonVersion(python),
                "CPython",
                mac ? "darwin" : windows ? "win32" : os.replace(" ", ""),
                windows ? "nt" : "posix",
                mac ? "Darwin" : System.getProperty("os.name", ""),
                machine(System.getProperty("os.arch", ""), mac),
                System.getProperty("os.version", ""),
                MachineFiles.INSTANCE
                        .read("/proc/sys/kernel/version")
                        .orElse("")
                        .strip(),
                MachineFiles.INSTANCE
                        .read("/proc/sys/kernel/hostname")
                        .orElse("localhost")
                        .strip(),
                "32".equals(System.getProperty("sun.arch.data.model")) ? 32 : 64,
                java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN,
                System.getenv(),
                osRelease(MachineFiles.INSTANCE),
                MachineFiles.INSTANCE);
    }

    /** This with another Python, which profiles mean by {@code sys.executable} and <code>${buildout:executable}</code>. */
    public World withExecutable(String other) {
        return with(draft -> draft.executable = other);
    }

    /** This with another version of Python, such as {@code 3.9.2}. */
    public World withPythonVersion(String other) {
        return with(draft -> draft.pythonVersion = other);
    }

    /** This with another processor, such as {@code aarch64}. */
    public World withMachine(String other, int pointerBits) {
        return with(draft -> {
            draft.machine = other;
            draft.bits = pointerBits;
        });
    }

    /** This with another operating system, such as {@code darwin}, {@code posix} and {@code Darwin}. */
    public World withSystem(String otherPlatform, String otherOsName, String otherSystem) {
        return with(draft -> {
            draft.sysPlatform = otherPlatform;
            draft.osName = otherOsName;
            draft.system = otherSystem;
        });
    }

    /** This with other environment variables. */
    public World withEnvironment(Map<String, String> other) {
        return with(draft -> draft.environment = other);
    }

    /** This with another distribution, by the keys of {@code /etc/os-release}. */
    public World withOsRelease(Map<String, String> other) {
        return with(draft -> draft.osRelease = other);
    }

    /** This with other files. */
    public World withFiles(FileView other) {
        return with(draft -> draft.files = other);
    }

    /**
     * The tag of the Python's binary interface, such as {@code cp311}: what {@code buildout:abi-tag-eggs} puts behind
     * {@code eggs-directory}.
     */
    public String abiTag() {
        int dot = pythonVersion.indexOf('.');
        int second = pythonVersion.indexOf('.', dot + 1);
        String release = pythonVersion
                .substring(0, dot >= 0 && second >= 0 ? second : pythonVersion.length())
                .replace(".", "");
        if (!implementation.equals("CPython")) {
            return implementation.toLowerCase(Locale.ROOT) + release;
        }
        // PEP 3149: until 3.7 it told of the allocator, in Python 2 of the width of characters too, alike in practice.
        return "cp" + release + (release.startsWith("2") ? "mu" : isBefore38(release) ? "m" : "");
    }

    private static boolean isBefore38(String release) {
        return release.length() == 2 && release.charAt(0) == '3' && release.charAt(1) < '8';
    }

    private World with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.world();
    }

    /** What a copy may have otherwise. */
    private static final class Draft {
        private final World original;
        private String executable;
        private String pythonVersion;
        private String sysPlatform;
        private String osName;
        private String system;
        private String machine;
        private int bits;
        private Map<String, String> environment;
        private Map<String, String> osRelease;
        private FileView files;

        Draft(World original) {
            this.original = original;
            this.executable = original.executable;
            this.pythonVersion = original.pythonVersion;
            this.sysPlatform = original.sysPlatform;
            this.osName = original.osName;
            this.system = original.system;
            this.machine = original.machine;
            this.bits = original.bits;
            this.environment = original.environment;
            this.osRelease = original.osRelease;
            this.files = original.files;
        }

        World world() {
            return new World(
                    executable,
                    pythonVersion,
                    original.implementation,
                    sysPlatform,
                    osName,
                    system,
                    machine,
                    original.release,
                    original.version,
                    original.node,
                    bits,
                    original.littleEndian,
                    environment,
                    osRelease,
                    files);
        }
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

    private static String machine(String arch, boolean mac) {
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
