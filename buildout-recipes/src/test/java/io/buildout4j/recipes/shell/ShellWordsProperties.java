package io.buildout4j.recipes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ShellWordsProperties {

    @Property(tries = 300, seed = "1")
    void quotedWordsAreReadBackAsTheyWere(@ForAll List<String> words) {
        String line = words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
        assertThat(ShellWords.split(line)).isEqualTo(words);
    }
}
