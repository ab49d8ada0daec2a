package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.BuildoutException;
import io.buildout4j.World;
import io.buildout4j.engine.parse.Conditions;
import io.buildout4j.engine.parse.ProfileParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of reading. */
class ProfileParserProperties {

    private static final Conditions CONDITIONS = new Conditions(World.here());

    @Property(tries = 2000)
    void noTextMakesTheParserThrowAnythingButItsOwn(@ForAll("texts") String text) {
        try {
            assertThat(ProfileParser.parse(text, "x.cfg", CONDITIONS).sections())
                    .isNotNull();
        } catch (BuildoutException e) {
            assertThat(e.diagnostic().origin()).isPresent();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "[",
                        "]",
                        "a",
                        ":",
                        "=",
                        "+",
                        "-",
                        "\n",
                        "\n[a]\n",
                        "\n[b:",
                        "x = 1\n",
                        " ",
                        "\t",
                        "#",
                        ";",
                        "{",
                        "}",
                        "$",
                        "\r",
                        "\u00a0",
                        "<=",
                        "=>",
                        "'",
                        "(",
                        ")",
                        "not ",
                        "python3",
                        " in ",
                        "1",
                        ",",
                        ".",
                        "sys",
                        "\\x23",
                        "\ud83d\ude00")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
