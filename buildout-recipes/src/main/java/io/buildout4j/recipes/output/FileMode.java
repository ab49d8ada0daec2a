package io.buildout4j.recipes.output;

import io.buildout4j.profile.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may do what with a file, as {@code chmod} counts it.
 *
 * @param bits the mode's bits, 0 to 07777
 */
public record FileMode(int bits) {

    /** A file that only its owner reads and writes. */
    public static final FileMode PRIVATE = new FileMode(0600);
    /** A program that only its owner runs. */
    public static final FileMode PRIVATE_EXECUTABLE = new FileMode(0700);

    public FileMode {
        if (bits < 0 || bits > 07777) {
            throw new IllegalArgumentException("no file mode: " + Integer.toOctalString(bits));
        }
    }

    /**
     * The mode an option states in octal digits, such as {@code 0755} or {@code 600}.
     *
     * @throws io.buildout4j.BuildoutException if it is none, at the line that wrote it
     */
    public static FileMode of(Value value) {
        String digits = value.text().strip();
        if (digits.startsWith("0o") || digits.startsWith("0O")) {
            digits = digits.substring(2);
        }
        if (!digits.matches("[0-7]{1,5}") || Integer.parseInt(digits, 8) > 07777) {
            throw value.reject("is not a file mode in octal digits");
        }
        return new FileMode(Integer.parseInt(digits, 8));
    }

    /** What a file with that content has before the umask: a script whose interpreter is there can be run. */
    public static FileMode ofText(String content) {
        return new FileMode(isScript(content) ? 0777 : 0666);
    }

    private static boolean isScript(String content) {
        if (!content.startsWith("#!")) {
            return false;
        }
        String[] words =
                content.substring(2).lines().findFirst().orElse("").strip().split("\\s+", 2);
        try {
            return Files.isExecutable(Path.of(words[0])) && !Files.isDirectory(Path.of(words[0]));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Gives a file exactly this mode, whatever the umask. */
    public void applyTo(Path file) throws IOException {
        if (bits > 0777) {
            Files.setAttribute(file, "unix:mode", bits);
        } else {
            Files.setPosixFilePermissions(file, permissions());
        }
    }

    /** Whether a file has exactly this mode. */
    boolean isOf(Path file) throws IOException {
        return ((int) Files.getAttribute(file, "unix:mode") & 07777) == bits;
    }

    /** The permissions; a set-uid, set-gid or sticky bit is not among them. */
    public Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        // The enumeration runs from the owner's read to the others' execute, as the bits do from the left.
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
