package io.buildout4j.engine.check;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a value that may be names of sections or options, for whoever has the value; references aside. */
final class Words {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*\\}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s:;,=/'\"(){}\\[\\]]+");

    private Words() {}

    static List<String> of(String value) {
        String plain = value.contains("${") ? REFERENCE.matcher(value).replaceAll(" ") : value;
        return Arrays.asList(SEPARATORS.split(plain));
    }
}
