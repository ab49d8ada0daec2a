package io.buildout4j.recipes.template.python;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a regular expression found. */
final class Match implements HasAttributes, Items.WithItems {

    private final MatchResult result;
    private final Matcher matcher;

    Match(Matcher matcher) {
        this.matcher = matcher;
        this.result = matcher.toMatchResult();
    }

    static @Nullable String group(Matcher matcher, Object key) {
        try {
            return key instanceof String name
                    ? matcher.group(RegexModule.javaName(name))
                    : matcher.group(Ints.clamped(key));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw PythonError.index("no such group");
        }
    }

    private Object group(Object key) {
        String found;
        if (key instanceof String name) {
            found = group(matcher, name);
        } else {
            int index = Ints.clamped(key);
            if (index < 0 || index > result.groupCount()) {
                throw PythonError.index("no such group");
            }
            found = result.group(index);
        }
        return found == null ? None.NONE : found;
    }

    @Override
    public Object item(Object key) {
        return group(key);
    }

    @Override
    public Optional<Object> attribute(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name)).map(function -> new BoundMethod(this, function));
    }

    private static final Pattern NAME = Pattern.compile("\\(\\?<([A-Za-z]\\w*)>");

    private static final Map<String, Native> FUNCTIONS = new Signature.Table()
            .add(new Signature("group").required("self").rest(), (run, a) -> {
                Match match = (Match) a[0];
                PyTuple keys = (PyTuple) a[1];
                return keys.isEmpty()
                        ? match.group(0L)
                        : keys.size() == 1
                                ? match.group(keys.get(0))
                                : PyTuple.copyOf(keys.stream().map(match::group).toList());
            })
            .add(new Signature("groups").required("self").optional("default", None.NONE), (run, a) -> {
                Match match = (Match) a[0];
                PyList groups = new PyList();
                for (long i = 1; i <= match.result.groupCount(); i++) {
                    Object group = match.group(i);
                    groups.add(group == None.NONE ? a[1] : group);
                }
                return PyTuple.copyOf(groups);
            })
            .add(new Signature("groupdict").required("self").optional("default", None.NONE), (run, a) -> {
                Match match = (Match) a[0];
                PyDict groups = new PyDict();
                Matcher names = NAME.matcher(match.matcher.pattern().pattern());
                while (names.find()) {
                    Object group = match.group(RegexModule.pythonName(names.group(1)));
                    groups.put(RegexModule.pythonName(names.group(1)), group == None.NONE ? a[1] : group);
                }
                return groups;
            })
            .add(new Signature("start").required("self").optional("group", 0L), (run, a) ->
                    (long) ((Match) a[0]).result.start(Ints.clamped(a[1])))
            .add(new Signature("end").required("self").optional("group", 0L), (run, a) ->
                    (long) ((Match) a[0]).result.end(Ints.clamped(a[1])))
            .add(
                    new Signature("span").required("self").optional("group", 0L),
                    (run, a) -> PyTuple.of((long) ((Match) a[0]).result.start(Ints.clamped(a[1])), (long)
                            ((Match) a[0]).result.end(Ints.clamped(a[1]))))
            .functions();

    @Override
    public String typeName() {
        return "Match";
    }

    @Override
    public String toString() {
        return "<re.Match object; span=(" + result.start() + ", " + result.end() + "), match="
                + Text.repr(result.group()) + ">";
    }
}
