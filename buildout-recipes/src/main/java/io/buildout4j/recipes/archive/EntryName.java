package io.buildout4j.recipes.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The name of an entry, divided into what becomes directories and a file: never out of the tree, never too long. */
final class EntryName {

    private static final int LONGEST_ELEMENT = 255;
    private static final int LONGEST_NAME = 3000;
    private static final int DEEPEST = 256;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*", Pattern.DOTALL);

    private EntryName() {}

    /**
     * The elements of a name; empty for the root of the archive itself.
     *
     * @throws ArchiveException if the name leads anywhere but into the tree
     */
    static List<String> elements(String name) throws ArchiveException {
        if (name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).matches()) {
            throw refused(name, "has an absolute name");
        }
        if (name.indexOf('\0') >= 0) {
            throw refused(name, "has a name with a NUL");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw refused(name, "has too long a name");
        }
        List<String> elements = new ArrayList<>();
        for (String element : name.split("/")) {
            if (element.equals("..") || element.startsWith("..\\") || element.contains("\\..")) {
                throw refused(name, "leads out of the archive");
            }
            if (element.getBytes(StandardCharsets.UTF_8).length > LONGEST_ELEMENT) {
                throw refused(name, "has too long a name");
            }
            if (!element.isEmpty() && !element.equals(".")) {
                elements.add(element);
            }
        }
        if (elements.size() > DEEPEST) {
            throw refused(name, "is nested too deep");
        }
        return elements;
    }

    /** Whether a link's target, seen from the link's directory, stays in the tree. */
    static boolean staysInside(List<String> directory, String target) {
        if (target.startsWith("/") || target.indexOf('\0') >= 0) {
            return false;
        }
        int depth = directory.size();
        for (String element : target.split("/")) {
            if (element.equals("..")) {
                depth--;
            } else if (!element.isEmpty() && !element.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    static ArchiveException refused(String name, String why) {
        return new ArchiveException("entry '" + shown(name) + "' " + why);
    }

    /** A name fit for a message. */
    static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 120 ? clean.substring(0, 120) + "…" : clean;
    }
}
