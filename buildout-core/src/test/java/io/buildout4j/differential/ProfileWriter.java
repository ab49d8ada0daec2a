package io.buildout4j.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes profiles of several files that use everything the language has, few names, and odd spacing. */
final class ProfileWriter {

    private static final String[] SECTIONS = {"a", "b", "c", "buildout", "d.e"};
    private static final String[] BASES = {"a", "b", "c", "d.e"};
    private static final String[] OPTIONS = {"x", "y", "z", "port", "recipe-x"};
    private static final String[] WORDS = {"one", "two", "three", "80", "a b", "$", "$$", "#x", "é", ";"};

    private final Random random;
    private final int operators;

    /** @param newer whether to use what only the newer tool reads as we do */
    ProfileWriter(long seed, boolean newer) {
        this.random = new Random(seed);
        this.operators = newer ? 30 : chance(25) ? 20 : 0;
    }

    Map<String, String> files() {
        int count = 1 + random.nextInt(5);
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(name(i), file(i, count));
        }
        return files;
    }

    static String name(int index) {
        return index == 0 ? "root.cfg" : index % 2 == 0 ? "f" + index + ".cfg" : "sub/f" + index + ".cfg";
    }

    private String file(int index, int count) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (int later = index + 1; later < count; later++) {
            if (chance(60)) {
                String up = index % 2 == 0 ? "" : later % 2 == 0 ? "../" : "";
                String target = name(later);
                names.add(up + (index % 2 == 1 && later % 2 == 1 ? target.substring(4) : target));
            }
        }
        if (!names.isEmpty()) {
            text.append("[buildout]\nextends = ")
                    .append(String.join(chance(50) ? " " : "\n  ", names))
                    .append('\n');
        }
        int sections = 1 + random.nextInt(4);
        for (int i = 0; i < sections; i++) {
            section(text, names.isEmpty());
        }
        return text.toString();
    }

    private void section(StringBuilder text, boolean first) {
        String name = pick(SECTIONS);
        text.append('[').append(chance(10) ? " " : "").append(name).append(chance(10) ? " " : "");
        if (chance(8) && !(first && text.length() < 5)) {
            text.append(pick("python3", "python2", "not linux", "sys.version_info >= (3, 0)")
                    .indent(0)
                    .strip());
            text.insert(text.lastIndexOf(name) + name.length(), ":");
        }
        text.append(']').append(chance(10) ? " # note" : "").append('\n');
        if (chance(20) && !name.equals("buildout")) {
            text.append("<= ")
                    .append(pick(SECTIONS))
                    .append(chance(30) ? "\n   " + pick(SECTIONS) : "")
                    .append('\n');
        }
        int options = random.nextInt(5);
        for (int i = 0; i < options; i++) {
            option(text);
        }
    }

    private void option(StringBuilder text) {
        String operator = chance(operators) ? pick("+", "-") : "";
        String blank = operator.isEmpty() ? pick("", " ", "  ") : chance(70) ? " " : pick("", "  ");
        text.append(pick(OPTIONS)).append(blank).append(operator).append('=').append(pick("", " ", "  "));
        if (chance(30)) {
            text.append('\n');
            int lines = random.nextInt(4);
            for (int i = 0; i < lines; i++) {
                if (chance(8)) {
                    text.append("# comment\n");
                }
                text.append(pick("  ", "    ", "\t", "  \t"))
                        .append(value())
                        .append(chance(10) ? " " : "")
                        .append('\n');
                if (chance(8)) {
                    text.append('\n');
                }
            }
        } else {
            text.append(value()).append('\n');
            if (chance(15)) {
                text.append("   ").append(value()).append('\n');
            }
        }
        if (chance(3)) {
            text.append(pick("rubbish\n", "x y = 1\n", "[broken\n", "name: 1\n"));
        }
    }

    private String value() {
        StringBuilder value = new StringBuilder(pick(WORDS));
        int parts = random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            value.append(chance(60) ? reference() : pick(WORDS));
        }
        return value.toString();
    }

    private String reference() {
        if (chance(6)) {
            return pick(
                    "${x}",
                    "${a:b:c}",
                    "${",
                    "${a/:x}",
                    "${:x/}",
                    "${a:}",
                    "$${a:x}",
                    "${nope:x}",
                    "${:nope}",
                    "${a: x}");
        }
        if (chance(8)) {
            return "${" + pick(SECTIONS) + ":_buildout_section_name_}";
        }
        return "${" + (chance(40) ? "" : pick(SECTIONS)) + ":" + pick(OPTIONS) + "}";
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
