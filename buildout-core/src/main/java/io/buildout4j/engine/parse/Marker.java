package io.buildout4j.engine.parse;

import io.buildout4j.World;
import io.buildout4j.engine.parse.Tokens.Kind;
import io.buildout4j.engine.parse.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An environment marker after PEP 508, such as {@code python_version >= "3.9" and sys_platform == "linux"}. */
final class Marker {

    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private final Map<String, String> variables;
    private int at;
    private int depth;

    private Marker(List<Token> tokens, Map<String, String> variables) {
        this.tokens = tokens;
        this.variables = variables;
    }

    /** Whether the marker holds; null if the expression is no marker. */
    static @Nullable Boolean evaluate(String expression, World world) {
        try {
            Marker marker = new Marker(Tokens.of(expression), variables(world));
            boolean holds = marker.or();
            return marker.tokens.get(marker.at).kind() == Kind.END ? holds : null;
        } catch (NoMarkerException | ConditionException e) {
            return null;
        }
    }

    private static Map<String, String> variables(World world) {
        String full = world.pythonVersion();
        int minor = full.indexOf('.', full.indexOf('.') + 1);
        String shortVersion = minor < 0 ? full : full.substring(0, minor);
        String implementation = world.implementation();
        return Map.ofEntries(
                Map.entry("python_version", shortVersion),
                Map.entry("python_full_version", full),
                Map.entry("os_name", world.osName()),
                Map.entry("os.name", world.osName()),
                Map.entry("sys_platform", world.sysPlatform()),
                Map.entry("sys.platform", world.sysPlatform()),
                Map.entry("platform_release", world.release()),
                Map.entry("platform_system", world.system()),
                Map.entry("platform_version", world.version()),
                Map.entry("platform.version", world.version()),
                Map.entry("platform_machine", world.machine()),
                Map.entry("platform.machine", world.machine()),
                Map.entry("platform_python_implementation", implementation),
                Map.entry("platform.python_implementation", implementation),
                Map.entry("python_implementation", implementation),
                Map.entry("implementation_name", implementation.toLowerCase(java.util.Locale.ROOT)),
                Map.entry("implementation_version", full),
                Map.entry("extra", ""));
    }

    private boolean or() {
        boolean result = and();
        while (accept("or")) {
            boolean next = and();
            result = result || next;
        }
        return result;
    }

    private boolean and() {
        boolean result = comparison();
        while (accept("and")) {
            boolean next = comparison();
            result = result && next;
        }
        return result;
    }

    private boolean comparison() {
        if (accept("(")) {
            if (++depth > DEEPEST) {
                throw new NoMarkerException();
            }
            boolean result = or();
            depth--;
            if (!accept(")")) {
                throw new NoMarkerException();
            }
            return result;
        }
        Operand left = operand();
        String operator = operator();
        Operand right = operand();
        if (!left.variable && !right.variable) {
            throw new NoMarkerException();
        }
        return compare(left.value, operator, right.value);
    }

    private Operand operand() {
        Token token = tokens.get(at++);
        if (token.kind() == Kind.TEXT) {
            return new Operand(token.text(), false);
        }
        if (token.kind() == Kind.NAME) {
            String name = token.text();
            if (tokens.get(at).is(".") && tokens.get(at + 1).kind() == Kind.NAME) {
                name = name + "." + tokens.get(at + 1).text();
                at += 2;
            }
            String value = variables.get(name);
            if (value != null) {
                return new Operand(value, true);
            }
        }
        throw new NoMarkerException();
    }

    private String operator() {
        Token token = tokens.get(at++);
        if (token.is("not") && tokens.get(at).is("in")) {
            at++;
            return "not in";
        }
        return switch (token.text()) {
            case "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in" -> token.text();
            default -> throw new NoMarkerException();
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

    private boolean accept(String text) {
        if (tokens.get(at).is(text)) {
            at++;
            return true;
        }
        return false;
    }

    private record Operand(String value, boolean variable) {}

    /** A version as far as markers compare them. */
    private record Version(List<Integer> release) {

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
            String plain = text.strip();
            if (!plain.matches("v?[0-9]{1,9}(\\.[0-9]{1,9})*")) {
                return null;
            }
            List<Integer> parts = new ArrayList<>();
            for (String part : (plain.startsWith("v") ? plain.substring(1) : plain).split("\\.")) {
                parts.add(Integer.valueOf(part));
            }
            return new Version(parts);
        }

        private int compareTo(Version other) {
            for (int i = 0; i < Math.max(release.size(), other.release.size()); i++) {
                int order = Integer.compare(part(i), other.part(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
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

    /** The expression is something else. */
    private static final class NoMarkerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoMarkerException() {
            super(null, null, false, false);
        }
    }
}
