package io.buildout4j.profile.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.download.Checksum;
import io.buildout4j.profile.Assignment.Operator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileDocumentTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void anEditChangesWhatItIsAboutAndNothingElse(
            String statement, UnaryOperator<ProfileDocument> edit, String before, String after) {
        assertThat(edit.apply(ProfileDocument.parse(before)).text())
                .as(statement)
                .isEqualTo(after);
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                of("spacing stays", d -> d.set("a", "x", "2"), "[a]\nx  =   1\ny=1\n", "[a]\nx  =   2\ny=1\n"),
                of("no spacing stays", d -> d.set("a", "x", "2"), "[a]\nx=1", "[a]\nx=2"),
                of("the operator stays", d -> d.set("a", "x", "2"), "[a]\nx += 1\n", "[a]\nx += 2\n"),
                of("a value goes", d -> d.set("a", "x", ""), "[a]\nx = 1\n  2\ny = 1\n", "[a]\nx =\ny = 1\n"),
                of(
                        "the last place that decides",
                        d -> d.set("a", "x", "3"),
                        "[a]\nx = 1\nx = 2\n",
                        "[a]\nx = 1\nx = 3\n"),
                of(
                        "the last section that decides",
                        d -> d.set("a", "x", "3"),
                        "[a]\nx = 1\n[b]\n[a]\nx = 2\n",
                        "[a]\nx = 1\n[b]\n[a]\nx = 3\n"),
                of(
                        "additions become one",
                        d -> d.set("a", "x", "3"),
                        "[a]\nx += 1\ny = 1\nx += 2\n",
                        "[a]\ny = 1\nx += 3\n"),
                of(
                        "one line of a block",
                        d -> d.set("a", "x", "1\n4\n3"),
                        "[a]\nx =\n   1  \n# c\n   2\n;d\n   3\n",
                        "[a]\nx =\n   1  \n# c\n   4\n;d\n   3\n"),
                of(
                        "a block keeps its form",
                        d -> d.set("a", "x", "1\n  2\n\n3"),
                        "[a]\nx =\n\t1\ny = 2\n",
                        "[a]\nx =\n\t1\n\t  2\n\n\t3\ny = 2\n"),
                of("lines become a block", d -> d.set("a", "x", "1\n2"), "[a]\nx = 3\n", "[a]\nx =\n    1\n    2\n"),
                of(
                        "the indentation of the file",
                        d -> d.set("a", "x", "1\n2"),
                        "[a]\nx = 3\n[b]\ny =\n  1\n",
                        "[a]\nx =\n  1\n  2\n[b]\ny =\n  1\n"),
                of(
                        "a value that its form cannot hold takes the other",
                        d -> d.set("a", "x", "1\n  2"),
                        "[a]\nx = 1\n  2\n",
                        "[a]\nx =\n  1\n    2\n"),
                of(
                        "line ends stay",
                        d -> d.set("a", "x", "1\n2"),
                        "[a]\r\nx = 3\r\n",
                        "[a]\r\nx =\r\n    1\r\n    2\r\n"),
                of("a missing line end stays missing", d -> d.set("a", "y", "1"), "[a]\nx = 1", "[a]\nx = 1\ny = 1"),
                of("a byte order mark stays", d -> d.set("a", "x", "2"), "\ufeff[a]\nx = 1\n", "\ufeff[a]\nx = 2\n"),
                of(
                        "a new option stands before the blank line",
                        d -> d.set("a", "y", "1"),
                        "[a]\nx = 1\n\n[b]\n",
                        "[a]\nx = 1\ny = 1\n\n[b]\n"),
                of(
                        "a new option stands before the comments of the next section",
                        d -> d.set("a", "y", "1"),
                        "[a]\nx = 1\n# own\n\n# of b\n[b]\n",
                        "[a]\nx = 1\n# own\ny = 1\n\n# of b\n[b]\n"),
                of(
                        "comments that lead on to a header belong to it",
                        d -> d.set("a", "y", "1"),
                        "[a]\nx = 1\n# of b\n[b]\n",
                        "[a]\nx = 1\ny = 1\n# of b\n[b]\n"),
                of(
                        "a new section for a new option",
                        d -> d.set("b", "x", "1"),
                        "[a]\nx = 1\n",
                        "[a]\nx = 1\n\n[b]\nx = 1\n"),
                of("an empty file", d -> d.set("b", "x", "1"), "", "[b]\nx = 1\n"),
                of(
                        "a section with a condition by its label",
                        d -> d.set("a:python2", "x", "3"),
                        "[a]\nx = 1\n[a:python2]\nx = 2\n",
                        "[a]\nx = 1\n[a:python2]\nx = 3\n"),
                of(
                        "a section with a condition is another",
                        d -> d.set("a", "x", "3"),
                        "[a]\nx = 1\n[a:python2]\nx = 2\n",
                        "[a]\nx = 3\n[a:python2]\nx = 2\n"),
                of(
                        "the short form of dependencies",
                        d -> d.set("a", "<part-dependencies>", "c"),
                        "[a]\n=> b\n",
                        "[a]\n=> c\n"),
                of("a macro", d -> d.set("a", "<", "c"), "[a]\n<= b\n", "[a]\n<= c\n"),
                of(
                        "a malformed file",
                        d -> d.set("a", "x", "2"),
                        "x\n[a]\ny: 1\nx = 1\nz z\n",
                        "x\n[a]\ny: 1\nx = 2\nz z\n"),
                of(
                        "a malformed line inside a value",
                        d -> d.set("a", "x", "1\n3"),
                        "[a]\nx =\n  1\n?\n  2\n",
                        "[a]\nx =\n  1\n?\n  3\n"),
                of(
                        "an option goes with its lines",
                        d -> d.remove("a", "x"),
                        "[a]\n# c\nx =\n  1\n# d\n  2\n\ny = 1\n",
                        "[a]\n# c\n\ny = 1\n"),
                of(
                        "all places of an option go",
                        d -> d.remove("a", "x"),
                        "[a]\nx = 1\ny = 1\nx += 2\n",
                        "[a]\ny = 1\n"),
                of(
                        "an entry below the last",
                        d -> d.addEntry("buildout", "parts", "c"),
                        "[buildout]\nparts =\n  a\n# not yet\n  b\n\neggs =\n",
                        "[buildout]\nparts =\n  a\n# not yet\n  b\n  c\n\neggs =\n"),
                of(
                        "an entry below a single one",
                        d -> d.addEntry("buildout", "parts", "b"),
                        "[buildout]\nparts = a\n",
                        "[buildout]\nparts = a\n    b\n"),
                of(
                        "an entry that is there",
                        d -> d.addEntry("a", "parts", "c"),
                        "[a]\nparts = b c\n",
                        "[a]\nparts = b c\n"),
                of("a list that is not there", d -> d.addEntry("a", "parts", "b"), "[a]\n", "[a]\nparts += b\n"),
                of("extends knows no addition", d -> d.addEntry("a", "extends", "b"), "[a]\n", "[a]\nextends = b\n"),
                of(
                        "an entry is not added to a removal",
                        d -> d.addEntry("a", "x", "b"),
                        "[a]\nx -= c\n",
                        "[a]\nx -= c\nx += b\n"),
                of(
                        "an entry goes",
                        d -> d.removeEntry("a", "x", "2"),
                        "[a]\nx =\n  1\n  2\n  3\n",
                        "[a]\nx =\n  1\n  3\n"),
                of(
                        "the first entry goes",
                        d -> d.removeEntry("a", "x", "1"),
                        "[a]\nx = 1\n  2\n  3\n",
                        "[a]\nx = 2\n  3\n"),
                of("the last entry goes", d -> d.removeEntry("a", "x", "1"), "[a]\nx =\n  1\n", "[a]\nx =\n"),
                of("a word goes", d -> d.removeEntry("a", "parts", "b"), "[a]\nparts = a b c\n", "[a]\nparts = a c\n"),
                of(
                        "a line is no word",
                        d -> d.removeEntry("a", "eggs", "b"),
                        "[a]\neggs = b >= 1\n",
                        "[a]\neggs = b >= 1\n"),
                of(
                        "a version",
                        d -> d.setVersion("zc.recipe.egg", "2.0.8"),
                        "[versions]\nzc.recipe.egg = 2.0.7\n",
                        "[versions]\nzc.recipe.egg = 2.0.8\n"),
                of(
                        "a version by another spelling",
                        d -> d.setVersion("Zc-Recipe_egg", "2"),
                        "[versions]\nzc.recipe.egg = 1\n",
                        "[versions]\nzc.recipe.egg = 2\n"),
                of(
                        "a version where [buildout] says",
                        d -> d.setVersion("a", "2"),
                        "[buildout]\nversions = pins\n[pins]\n",
                        "[buildout]\nversions = pins\n[pins]\na = 2\n"),
                of(
                        "a checksum",
                        d -> d.setChecksum(
                                "a", new Checksum(Checksum.Algorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e")),
                        "[a]\nurl = u\nmd5sum = 1\n\n[b]\n",
                        "[a]\nurl = u\nmd5sum = d41d8cd98f00b204e9800998ecf8427e\n\n[b]\n"),
                of(
                        "a checksum of another kind",
                        d -> d.setChecksum(
                                "a", new Checksum(Checksum.Algorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e")),
                        "[a]\nsha512sum = 1\nurl = u\n",
                        "[a]\nurl = u\nmd5sum = d41d8cd98f00b204e9800998ecf8427e\n"),
                of("a section at the end", d -> d.addSection("b"), "[a]\nx = 1\n", "[a]\nx = 1\n\n[b]\n"),
                of("a section behind a blank line", d -> d.addSection("b"), "[a]\n\n", "[a]\n\n[b]\n"),
                of("a section that is there", d -> d.addSection("a"), "[a]\n", "[a]\n"),
                of(
                        "a section below another",
                        d -> d.addSectionAfter("a", "b"),
                        "[a]\nx = 1\n\n# about c\n[c]\n",
                        "[a]\nx = 1\n\n[b]\n\n# about c\n[c]\n"),
                of(
                        "a section goes with its comments",
                        d -> d.removeSection("b"),
                        "[a]\nx = 1\n\n# about b\n[b]\ny = 1\n\n# about c\n[c]\n",
                        "[a]\nx = 1\n\n# about c\n[c]\n"),
                of("the last section goes", d -> d.removeSection("b"), "[a]\nx = 1\n\n[b]\ny = 1\n", "[a]\nx = 1\n"),
                of(
                        "what the file begins with stays",
                        d -> d.removeSection("a"),
                        "# licence\n[a]\n[b]\n",
                        "# licence\n[b]\n"),
                of("all places of a section go", d -> d.removeSection("a"), "[a]\n[b]\n[a:python2]\n", "[b]\n"),
                of(
                        "of a label its places go",
                        d -> d.removeSection("a:python2"),
                        "[a]\n[b]\n[a:python2]\n",
                        "[a]\n[b]\n"),
                of(
                        "a section is renamed",
                        d -> d.renameSection("a", "c"),
                        "[ a ] # c\nx = ${a:y}\n[b]\n[a:python2]\n",
                        "[ c ] # c\nx = ${a:y}\n[b]\n[c:python2]\n"));
    }

    private static Arguments of(String statement, UnaryOperator<ProfileDocument> edit, String before, String after) {
        return Arguments.of(statement, edit, before, after);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatWouldBeReadAsSomethingElseIsRefused(
            String statement, UnaryOperator<ProfileDocument> edit, Diagnostic.Kind kind, String detail) {
        ProfileDocument document = ProfileDocument.parse("[a]\nx = 1\n[b]\n[c]\ny = 1\n[c:no]\nz =\n  1\n");
        assertThatExceptionOfType(BuildoutException.Editing.class)
                .as(statement)
                .isThrownBy(() -> edit.apply(document))
                .satisfies(e -> assertThat(e.diagnostic().kind()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.diagnostic().detail()).isEqualTo(detail));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                no("blanks around", d -> d.set("a", "x", " 1"), "a:x"),
                no("blanks behind a line", d -> d.set("a", "x", "1 \n2"), "a:x"),
                no("an indentation of all lines", d -> d.set("a", "x", "  1\n  2"), "a:x"),
                no("an empty line first", d -> d.set("a", "x", "\n1"), "a:x"),
                no("an empty line last", d -> d.set("a", "x", "1\n"), "a:x"),
                no("a carriage return", d -> d.set("a", "x", "1\r2"), "a:x"),
                no("NUL", d -> d.set("a", "x", "\0"), "a:x"),
                no("NUL in an entry", d -> d.addEntry("a", "x", "\0"), "a:x"),
                no("half a character", d -> d.set("a", "x", "\ud83d"), "a:x"),
                no("a blank in a name", d -> d.set("a", "x y", "1"), "a:x y"),
                no("a name that is a comment", d -> d.set("a", "#x", "1"), "a:#x"),
                no("a name that is a header", d -> d.set("a", "[x]", "1"), "a:[x]"),
                no("a name with an operator", d -> d.set("a", "x+", "1"), "a:x+"),
                no("a name with a line", d -> d.set("a", "y = 1\nz", "1"), "a:y = 1\nz"),
                no("an operator of the engine's own", d -> d.set("a", "x", Operator.DIRECTORY, "1"), "a:x"),
                no("an entry of two lines", d -> d.addEntry("a", "x", "1\n2"), "a:x"),
                no("an entry of two words", d -> d.addEntry("a", "parts", "b c"), "a:parts"),
                no("a section with a blank", d -> d.addSection("b c"), "b c"),
                no("a section of two lines", d -> d.addSection("b]\n[c"), "b]\n[c"),
                no("a raw comment sign in a condition", d -> d.set("a:'#'", "x", "1"), "a:'#'"),
                no("a name with a condition", d -> d.renameSection("a", "d:no"), "d:no"),
                no("what a section with a condition relies on", d -> d.remove("c", "y"), "c:no"),
                Arguments.of(
                        "a name in use", edit(d -> d.renameSection("a", "b")), Diagnostic.Kind.SECTION_EXISTS, "b"),
                Arguments.of(
                        "nothing to rename",
                        edit(d -> d.renameSection("d", "e")),
                        Diagnostic.Kind.MISSING_SECTION,
                        "d"),
                Arguments.of(
                        "nothing to follow",
                        edit(d -> d.addSectionAfter("d", "e")),
                        Diagnostic.Kind.MISSING_SECTION,
                        "d"));
    }

    private static Arguments no(String statement, UnaryOperator<ProfileDocument> edit, String detail) {
        return Arguments.of(statement, edit, Diagnostic.Kind.UNWRITABLE, detail);
    }

    private static UnaryOperator<ProfileDocument> edit(UnaryOperator<ProfileDocument> edit) {
        return edit;
    }

    @Test
    void everyPieceOfALineHasItsKindAndPlace() {
        ProfileDocument document =
                ProfileDocument.parse("\ufeff[ a : python2 ] # c\r\nx\t+= 1 2 \n  3\n=> b\n;d\n?\n \n");
        assertThat(document.tokens()
                        .map(token -> token.line() + ":" + token.column() + " " + token.kind() + " "
                                + token.text().replace("\r", "\\r").replace("\n", "\\n"))
                        .filter(token -> !token.contains("BLANK") && !token.contains("LINE_END"))
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        1:0 BYTE_ORDER_MARK \ufeff
                        1:1 OPEN [
                        1:3 SECTION_NAME a
                        1:5 COLON :
                        1:7 CONDITION python2
                        1:15 CLOSE ]
                        1:17 COMMENT # c
                        2:1 OPTION_NAME x\t
                        2:3 OPERATOR +=
                        2:6 VALUE 1 2
                        3:3 VALUE 3
                        4:1 OPERATOR =>
                        4:4 VALUE b
                        5:1 COMMENT ;d
                        6:1 MALFORMED ?""");
        assertThat(document.lines().stream().map(line -> line.getClass().getSimpleName()))
                .containsExactly("Header", "Option", "Continuation", "Option", "Comment", "Malformed", "Blank");
        assertThat(document.sections("a:python2")).hasSize(1);
        assertThat(document.malformed()).extracting(Line::number).containsExactly(6);
    }

    @Test
    void anOptionTellsItsValueAndEntries() {
        ProfileDocument document = ProfileDocument.parse("[a]\nx = 1\nx +=\n   2\n# c\n     3\n\n[a]\ny = 1\n");
        WrittenOption option = document.find("a", "x").orElseThrow();
        assertThat(option.operator()).isEqualTo(Operator.ADD);
        assertThat(option.value()).isEqualTo("2\n  3");
        assertThat(option.entries()).containsExactly("2", "3");
        assertThat(option.lines()).hasSize(4);
        assertThat(document.find("a", "x", Operator.SET))
                .map(WrittenOption::value)
                .contains("1");
        assertThat(document.find("a", "z")).isEmpty();
        assertThat(document.sections("a")).hasSize(2);
        assertThat(document.sections().get(0).find("x")).contains(option);
    }
}
