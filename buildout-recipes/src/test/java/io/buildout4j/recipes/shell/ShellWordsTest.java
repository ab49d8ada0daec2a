package io.buildout4j.recipes.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordsTest {

    @Test
    void wordsAreDividedAtBlanksAndLineEnds() {
        assertThat(ShellWords.split(" a  b\tc\nd\r\n")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void quotesHoldWordsTogetherAndMayBeEmpty() {
        assertThat(ShellWords.split("sh -c \"echo $FOO\" '' a'b c'd"))
                .containsExactly("sh", "-c", "echo $FOO", "", "ab cd");
    }

    @Test
    void aBackslashTakesTheNextCharacterButInDoubleQuotesOnlyBeforeQuoteAndBackslash() {
        assertThat(ShellWords.split("a\\ b \"c\\\"d\\n\\\\\" 'e\\f'")).containsExactly("a b", "c\"d\\n\\", "e\\f");
    }

    @Test
    void commentsAreOrdinaryText() {
        assertThat(ShellWords.split("a #b")).containsExactly("a", "#b");
    }

    @Test
    void aQuotationWithoutEndIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("a 'b")).hasMessage("has no closing quotation mark '");
        assertThatThrownBy(() -> ShellWords.split("a \"b")).hasMessage("has no closing quotation mark \"");
    }

    @Test
    void aBackslashAtTheEndIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("a\\")).hasMessage("ends with a backslash that escapes nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/usr/bin/a_b@%+=:,.-1|/usr/bin/a_b@%+=:,.-1",
                "a b|'a b'",
                "$PE|'$PE'",
                "it's|'it'\"'\"'s'",
                "``|''",
                "é|'é'",
                "~|'~'"
            })
    void onlyWordsOfHarmlessCharactersStayBare(String word, String quoted) {
        assertThat(ShellWords.quote(word)).isEqualTo(quoted);
    }
}
