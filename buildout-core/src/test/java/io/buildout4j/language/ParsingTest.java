package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How one file is read, statement by statement. */
class ParsingTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void theLanguageReadsFilesLikeTheOriginal(String statement, String text, Object expected) {
        assertThat(new Profiles(directory).section("a", text)).as(statement).isEqualTo(expected);
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                of("a comment line is dropped wherever it stands", "[a]\nx = 1\n# c\n  2\n; d\n  3\n", "1\n2\n3"),
                of("an indented comment is part of the value", "[a]\nx = 1\n  # 2\n", "1\n# 2"),
                of("a comment sign after a value is part of it", "[a]\nx = 1 # 2 ; 3\n", "1 # 2 ; 3"),
                of("continuations are stripped and blank ones dropped", "[a]\nx = 1\n    2\n\n  3  \n", "1\n2\n3"),
                of("a block loses its common indentation", "[a]\nx =\n  1\n    2\n\n  3  \n\n", "1\n  2\n\n3"),
                of("blank lines at the start of a block go", "[a]\nx =\n\n\n  1\n", "1"),
                of("tabs and spaces share no indentation", "[a]\nx =\n\t1\n  2\n", "\t1\n  2"),
                of("a shared tab goes", "[a]\nx =\n\t1\n\t  2\n", "1\n  2"),
                of("a comment inside a block leaves no trace", "[a]\nx =\n  1\n#\n  2\n", "1\n2"),
                of("only the first equals sign divides", "[a]\nx = 1 = 2\n", "1 = 2"),
                of("an option may have no value", "[a]\nx =\n", ""),
                of("a section may be opened again", "[a]\nx = 1\n[b]\n[a]\nx = 2\n", "2"),
                of("of an option given twice the last is used", "[a]\nx = 1\nx = 2\n", "2"),
                of("blanks around a section name are ignored", "[ a ] # c\nx = 1\n", "1"),
                of("line ends of other systems read alike", "[a]\r\nx = 1\r\n  2\r\n", "1\n2"),
                of("a byte order mark is no text", "\ufeff[a]\nx = 1", "1"),
                of("the last line needs no end", "[a]\nx = 1", "1"),
                of("any character stays", "[a]\nx = é \ud83d\ude00\n", "é \ud83d\ude00"),
                of("two additions in one file both add", "[a]\nx += 1\nx += 2\n", "1\n2"),
                of("two added blocks both add", "[a]\nx +=\n  1\nx +=\n  2\n", "1\n2"),
                of("a block after an addition keeps its indentation", "[a]\nx += 1\nx +=\n   2\n", "1\n   2"),
                of("an assignment forgets an addition before it", "[a]\nx += 1\nx = 2\n", "2"),
                of("an assignment and an addition both count", "[a]\nx = 1\nx += 2\n", "1\n2"),
                Arguments.of("names may hold odd signs", "[a]\nx.@/%<#- y=1\n", "parse-error 2"),
                Arguments.of("a name cannot end in a sign", "[a]\nc = 0\nc++ = 1\n", Map.of("c", "0\n1")),
                Arguments.of("dependencies have a short form", "[a]\n=> b\n[b]\n", Map.of("<part-dependencies>", "b")),
                Arguments.of("an option before any header", "\n\nx = 1\n", "missing-section-header 3"),
                Arguments.of("text after a header", "[a] x\n", "missing-section-header 1"),
                Arguments.of("an indented line after a header", "[a]\n  x = 1\n", "parse-error 2"),
                Arguments.of("all malformed lines at once", "[a]\nx: 1\ny z = 1\n{} = 1\n", "parse-error 2 3 4"),
                Arguments.of("a header alone is an empty section", "[a]\n", Map.of()),
                Arguments.of("a true condition", "[a:python3]\nx = 1\n", Map.of("x", "1")),
                Arguments.of("a false condition", "[b]\n[a:python2]\nx = 1\n", "missing-section a"),
                Arguments.of("a marker", "[a:python_version > \"3\"]\nx = 1\n", Map.of("x", "1")),
                Arguments.of("brackets in a condition", "[a:[1, 2][1] == 2]\nx = 1\n", Map.of("x", "1")),
                Arguments.of(
                        "an escaped sign in a condition", "[a:'\\x23' == '#'.strip()]\n", "missing-section-header 1"),
                Arguments.of("a malformed line in a skipped section", "[a]\n[b:not True]\nrubbish\n", "parse-error 3"),
                Arguments.of("the first header is skipped", "[b:not True]\nx = 1\n[a]\n", "missing-section-header 2"),
                Arguments.of("an unknown name in a condition", "[a:exec]\n", "condition-error exec"),
                Arguments.of("no way out of a condition", "[a:''.__class__]\n", "condition-error ''.__class__"));
    }

    private static Arguments of(String statement, String text, String expected) {
        return Arguments.of(statement, text, Map.of("x", expected));
    }
}
