package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Python's re. */
final class RegexModule {

    private static final Map<String, Long> FLAGS = Map.of(
            "IGNORECASE", 2L, "I", 2L, "MULTILINE", 8L, "M", 8L, "DOTALL", 16L, "S", 16L, "VERBOSE", 64L, "X", 64L);

    private static final Pattern NAMED = Pattern.compile("\\(\\?P<(\\w+)>|\\(\\?P=(\\w+)\\)");

    private RegexModule() {}

    /** The name that a group has in Java, which knows no low lines in names. */
    static String javaName(String python) {
        return "n" + python.replace("Z", "Zz").replace("_", "Zu");
    }

    /** The reverse of {@link #javaName}. */
    static String pythonName(String java) {
        return java.substring(1).replace("Zu", "_").replace("Zz", "Z");
    }

    static Module module() {
        Module module = new Module("re");
        FLAGS.forEach(module::with);
        Signature.Table functions = new Signature.Table();
        functions.add(
                new Signature("compile").required("pattern").optional("flags", 0L), (run, a) -> compiled(a[0], a[1]));
        functions.add(new Signature("escape").required("pattern"), (run, a) -> escape(Text.str(a[0])));
        for (String name : new String[] {"match", "fullmatch", "search", "findall", "finditer"}) {
            functions.add(
                    new Signature(name).required("pattern", "string").optional("flags", 0L),
                    (run, a) -> compiled(a[0], a[2]).apply(run, name, Text.str(a[1])));
        }
        functions.add(
                new Signature("split")
                        .required("pattern", "string")
                        .optional("maxsplit", 0L)
                        .optional("flags", 0L),
                (run, a) -> compiled(a[0], a[3]).split(run, Text.str(a[1]), Ints.clamped(a[2])));
        functions.add(
                new Signature("sub")
                        .required("pattern", "repl", "string")
                        .optional("count", 0L)
                        .optional("flags", 0L),
                (run, a) -> compiled(a[0], a[4]).substitute(run, a[1], Text.str(a[2]), Ints.clamped(a[3])));
        functions.add(
                new Signature("subn")
                        .required("pattern", "repl", "string")
                        .optional("count", 0L)
                        .optional("flags", 0L),
                (run, a) -> compiled(a[0], a[4]).counted(run, a[1], Text.str(a[2]), Ints.clamped(a[3])));
        functions.functions().forEach(module::with);
        return module;
    }

    private static Regex compiled(Object pattern, Object flags) {
        if (pattern instanceof Regex regex) {
            return regex;
        }
        if (!Types.isText(pattern)) {
            throw PythonError.type("first argument must be string or compiled pattern");
        }
        long bits = Ints.index(flags);
        int java = ((bits & 2) != 0 ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                | ((bits & 8) != 0 ? Pattern.MULTILINE : 0)
                | ((bits & 16) != 0 ? Pattern.DOTALL : 0)
                | ((bits & 64) != 0 ? Pattern.COMMENTS : 0)
                | Pattern.UNICODE_CHARACTER_CLASS
                | Pattern.UNIX_LINES;
        try {
            String translated = NAMED.matcher(pattern.toString())
                    .replaceAll(name -> name.group(1) != null
                            ? "(?<" + javaName(name.group(1)) + ">"
                            : "\\\\k<" + javaName(name.group(2)) + ">");
            return new Regex(pattern.toString(), Pattern.compile(translated, java));
        } catch (PatternSyntaxException e) {
            throw new PythonError("error", e.getDescription() + " at position " + e.getIndex());
        }
    }

    private static String escape(String text) {
        return text.replaceAll("[\\Q()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f\\E]", "\\\\$0");
    }

    /** Gives up a search that goes on for ever, by counting the characters it looks at. */
    private record Counted(Run run, String text) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            run.spend(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private record Regex(String source, Pattern pattern) implements HasAttributes {

        Matcher matcher(Run run, String text) {
            return pattern.matcher(new Counted(run, text));
        }

        Object apply(Run run, String function, String text) {
            Matcher matcher = matcher(run, text);
            switch (function) {
                case "match" -> {
                    return matcher.lookingAt() ? new Match(matcher) : None.NONE;
                }
                case "fullmatch" -> {
                    return matcher.matches() ? new Match(matcher) : None.NONE;
                }
                case "search" -> {
                    return matcher.find() ? new Match(matcher) : None.NONE;
                }
                default -> {}
            }
            PyList found = new PyList();
            int from = 0;
            while (from <= text.length() && matcher.find(from)) {
                found.add(function.equals("findall") ? groups(matcher) : new Match(matcher));
                from = matcher.end() == matcher.start() ? matcher.end() + 1 : matcher.end();
                matcher = matcher(run, text);
            }
            return function.equals("findall") ? found : new PyIterator("callable_iterator", found.iterator());
        }

        private static Object groups(Matcher matcher) {
            if (matcher.groupCount() == 0) {
                return matcher.group();
            }
            Object[] groups = new Object[matcher.groupCount()];
            for (int i = 0; i < groups.length; i++) {
                String group = matcher.group(i + 1);
                groups[i] = group == null ? "" : group;
            }
            return groups.length == 1 ? groups[0] : PyTuple.of(groups);
        }

        PyList split(Run run, String text, int limit) {
            PyList parts = new PyList();
            Matcher matcher = matcher(run, text);
            int from = 0;
            while ((limit == 0 || parts.size() < limit) && matcher.find()) {
                parts.add(text.substring(from, matcher.start()));
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    String group = matcher.group(i);
                    parts.add(group == null ? None.NONE : group);
                }
                from = matcher.end();
            }
            parts.add(text.substring(from));
            return parts;
        }

        Object substitute(Run run, Object replacement, String text, int limit) {
            return counted(run, replacement, text, limit).get(0);
        }

        PyTuple counted(Run run, Object replacement, String text, int limit) {
            StringBuilder result = new StringBuilder();
            Matcher matcher = matcher(run, text);
            int from = 0;
            long count = 0;
            for (; (limit == 0 || count < limit) && matcher.find(); count++) {
                result.append(text, from, matcher.start());
                result.append(
                        replacement instanceof PyCallable
                                ? Text.str(Sorting.call(run, replacement, new Match(matcher)))
                                : expand(Text.str(replacement), matcher));
                from = matcher.end();
            }
            return PyTuple.of(result.append(text, from, text.length()).toString(), count);
        }

        private static String expand(String template, Matcher matcher) {
            Matcher escape = Pattern.compile("\\\\(?:g<(\\w+)>|(\\d{1,2})|(.))", Pattern.DOTALL)
                    .matcher(template);
            StringBuilder result = new StringBuilder();
            int from = 0;
            while (escape.find()) {
                result.append(template, from, escape.start());
                from = escape.end();
                String name = escape.group(1) != null ? escape.group(1) : escape.group(2);
                if (name != null) {
                    String group = Match.group(matcher, name.matches("\\d+") ? (Object) Long.valueOf(name) : name);
                    result.append(group == null ? "" : group);
                } else {
                    result.append(
                            switch (escape.group(3)) {
                                case "n" -> "\n";
                                case "t" -> "\t";
                                case "r" -> "\r";
                                case "\\" -> "\\";
                                default -> escape.group();
                            });
                }
            }
            return result.append(template.substring(from)).toString();
        }

        @Override
        public Optional<Object> attribute(String name) {
            return switch (name) {
                case "pattern" -> Optional.of(source);
                case "match", "fullmatch", "search", "findall", "finditer" ->
                    Optional.of(new Native(
                            new Signature(name).required("string"), (run, a) -> apply(run, name, Text.str(a[0]))));
                case "split" ->
                    Optional.of(new Native(
                            new Signature(name).required("string").optional("maxsplit", 0L),
                            (run, a) -> split(run, Text.str(a[0]), Ints.clamped(a[1]))));
                case "sub" ->
                    Optional.of(new Native(
                            new Signature(name).required("repl", "string").optional("count", 0L),
                            (run, a) -> substitute(run, a[0], Text.str(a[1]), Ints.clamped(a[2]))));
                case "subn" ->
                    Optional.of(new Native(
                            new Signature(name).required("repl", "string").optional("count", 0L),
                            (run, a) -> counted(run, a[0], Text.str(a[1]), Ints.clamped(a[2]))));
                default -> Optional.empty();
            };
        }

        @Override
        public String typeName() {
            return "Pattern";
        }

        @Override
        public String toString() {
            return "re.compile(" + Text.repr(source) + ")";
        }
    }
}
