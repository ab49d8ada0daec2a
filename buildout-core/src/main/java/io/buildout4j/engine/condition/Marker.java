package io.buildout4j.engine.condition;

import io.buildout4j.World;
import io.buildout4j.engine.condition.Tokens.Kind;
import io.buildout4j.engine.condition.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An environment marker after PEP 508, such as {@code python_version >= "3.9" and sys_platform == "linux"}. */
final class Marker {

    private static final int DEEPEST = 50;

    private final Cursor tokens;
    private final Map<String, String> variables;

    private Marker(Cursor tokens, Map<String, String> variables) {
        this.tokens = tokens;
        this.variables = variables;
    }

    /** Whether the marker holds; null if the expression is no marker. */
    static @Nullable Boolean evaluate(String expression, World world) {
        try {
            Marker marker = new Marker(new Cursor(expression, DEEPEST), variables(world));
            boolean holds = marker.or();
            return marker.tokens.peek().kind() == Kind.END ? holds : null;
        } catch (ConditionException e) {
            return null;
        }
    }

    private static Map<String, String> variables(World world) {
        World.Machine machine = world.machine();
        String full = world.python().version();
        int minor = full.indexOf('.', full.indexOf('.') + 1);
        String shortVersion = minor < 0 ? full : full.substring(0, minor);
        String implementation = world.python().implementation();
        return Map.ofEntries(
                Map.entry("python_version", shortVersion),
                Map.entry("python_full_version", full),
                Map.entry("os_name", machine.osName()),
                Map.entry("os.name", machine.osName()),
                Map.entry("sys_platform", machine.sysPlatform()),
                Map.entry("sys.platform", machine.sysPlatform()),
                Map.entry("platform_release", machine.release()),
                Map.entry("platform_system", machine.system()),
                Map.entry("platform_version", machine.version()),
                Map.entry("platform.version", machine.version()),
                Map.entry("platform_machine", machine.processor()),
                Map.entry("platform.machine", machine.processor()),
                Map.entry("platform_python_implementation", implementation),
                Map.entry("platform.python_implementation", implementation),
                Map.entry("python_implementation", implementation),
                Map.entry("implementation_name", implementation.toLowerCase(java.util.Locale.ROOT)),
                Map.entry("implementation_version", full),
                Map.entry("extra", ""));
    }

    private boolean or() {
        boolean result = and();
        while (tokens.accept("or")) {
            boolean next = and();
            result = result || next;
        }
        return result;
    }

    private boolean and() {
        boolean result = comparison();
        while (tokens.accept("and")) {
            boolean next = comparison();
            result = result && next;
        }
        return result;
    }

    private boolean comparison() {
        if (tokens.accept("(")) {
            tokens.enter();
            boolean result = or();
            tokens.leave();
            tokens.expect(")");
            return result;
        }
        Operand left = operand();
        String operator = operator();
        Operand right = operand();
        if (!left.variable && !right.variable) {
            throw tokens.unexpected();
        }
        return compare(left.value, operator, right.value);
    }

    private Operand operand() {
        Token token = tokens.next();
        if (token.kind() == Kind.TEXT) {
            return new Operand(token.text(), false);
        }
        String name = tokens.accept(".") ? token.text() + "." + tokens.next().text() : token.text();
        String value = token.kind() == Kind.NAME ? variables.get(name) : null;
        if (value == null) {
            throw tokens.unexpected();
        }
        return new Operand(value, true);
    }

    private String operator() {
        Token token = tokens.next();
        if (token.is("not")) {
            tokens.expect("in");
            return "not in";
        }
        return switch (token.text()) {
            case "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in" -> token.text();
            default -> throw tokens.unexpected();
        };
    }

    private static boolean compare(String left, String operator, String right) {
        Boolean versions = Version.compare(left, operator, right);
        if (versions != null) {
            return versions;
        }
        return switch (operator) {
            case "in" -> right.contains(left);
            case "not in" -> !right.contains(left);
            case "==", "===" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case "<=" -> left.compareTo(right) <= 0;
            case ">" -> left.compareTo(right) > 0;
            case ">=" -> left.compareTo(right) >= 0;
            default -> throw new ConditionException("'" + operator + "' wants versions");
        };
    }

    private record Operand(String value, boolean variable) {}

    /**
     * A version as far as markers compare them.
     *
     * @param stage negative for what comes before the release, positive for what comes after
     */
    private record Version(List<Integer> release, int stage, int number) {

        private static final Pattern FORM = Pattern.compile("v?([0-9]{1,9}(?:\\.[0-9]{1,9})*)"
                + "(?:\\.?(dev|a|alpha|b|beta|c|rc|pre|preview|post)\\.?([0-9]{0,9}))?");

        static @Nullable Boolean compare(String left, String operator, String right) {
            boolean prefix = right.endsWith(".*") && (operator.equals("==") || operator.equals("!="));
            Version a = parse(left);
            Version b = parse(prefix ? right.substring(0, right.length() - 2) : right);
            if (a == null || b == null) {
                return null;
            }
            int order = a.compareTo(b);
            return switch (operator) {
                case "==" -> prefix ? a.startsWith(b.release) : order == 0;
                case "!=" -> prefix ? !a.startsWith(b.release) : order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "~=" ->
                    order >= 0 && b.release.size() > 1 && a.startsWith(b.release.subList(0, b.release.size() - 1));
                default -> null;
            };
        }

        private static @Nullable Version parse(String text) {
            Matcher form = FORM.matcher(text.strip());
            if (!form.matches()) {
                return null;
            }
            List<Integer> parts = new ArrayList<>();
            for (String part : form.group(1).split("\\.")) {
                parts.add(Integer.valueOf(part));
            }
            String stage = form.group(2);
            String number = form.group(3);
            return new Version(
                    parts,
                    stage == null ? 0 : stage(stage),
                    number == null || number.isEmpty() ? 0 : Integer.parseInt(number));
        }

        private static int stage(String name) {
            return switch (name) {
                case "dev" -> -4;
                case "a", "alpha" -> -3;
                case "b", "beta" -> -2;
                case "post" -> 1;
                default -> -1;
            };
        }

        private int compareTo(Version other) {
            for (int i = 0; i < Math.max(release.size(), other.release.size()); i++) {
                int order = Integer.compare(part(i), other.part(i));
                if (order != 0) {
                    return order;
                }
            }
            int order = Integer.compare(stage, other.stage);
            return order == 0 ? Integer.compare(number, other.number) : order;
        }

        private boolean startsWith(List<Integer> parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (part(i) != parts.get(i)) {
                    return false;
                }
            }
            return true;
        }

        private int part(int index) {
            return index < release.size() ? release.get(index) : 0;
        }
    }
}
