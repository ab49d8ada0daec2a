package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of a profile says. */
class CheckTest {

    @TempDir
    Path directory;

    private List<String> check(String text) {
        return new Profiles(directory)
                .load(text).check().stream().map(Diagnostic::line).toList();
    }

    @Test
    void aSoundProfileHasNoProblem() {
        assertThat(check("[buildout]\nparts = web\n[web]\nrecipe = r\nport = 80\nurl = ${:port}${web:location}\n"))
                .isEmpty();
    }

    @Test
    void everyProblemOfASectionIsReportedInTheOrderOfTheLines() {
        assertThat(check("[web]\nport = 80\n[top]\nz = ${wbe:port}\na = ${web:prot}\nb = ${x}\n"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("root.cfg:4:1: no section [wbe] (did you mean 'web'?)"),
                        line -> assertThat(line)
                                .isEqualTo("root.cfg:5:1: no option 'prot' in section [web] (did you mean 'port'?)"),
                        line -> assertThat(line).startsWith("root.cfg:6:1: the reference ${x} has no colon"));
    }

    @Test
    void aSectionThatFailsBecauseOfAnotherIsNotReported() {
        assertThat(check("[a]\nx = ${nope:x}\n[b]\nx = ${a:x}\n[c]\nx = ${b:x}\n"))
                .containsExactly("root.cfg:2:1: no section [nope]");
    }

    @Test
    void aLoopOfReferencesIsReportedOnce() {
        assertThat(check("[a]\nx = ${b:y}\n[b]\ny = ${c:z}\n[c]\nz = ${a:x}\n[d]\nx = ${b:y}\n"))
                .containsExactly("root.cfg:6:1: options refer to each other: a:x -> b:y -> c:z -> a:x");
    }

    @Test
    void aLoopOfSectionsIsReportedOnce() {
        assertThat(check("[a]\n<= b\n[b]\n<= a\n[c]\n<= a\n[d]\nx = ${c:y}\n")).hasSize(1);
    }

    @Test
    void anUnknownBaseIsReportedOnce() {
        assertThat(check("[base]\nx = 1\n[a]\n<= bsae\n[b]\n<= a\n[c]\nx = ${b:x}\n"))
                .containsExactly("root.cfg:4:1: no section [bsae] for [a] to inherit (did you mean 'base'?)");
    }

    @Test
    void aBaseMayLeaveOptionsToItsHeirs() {
        assertThat(check("[base]\nurl = ${:host}\n[a]\n<= base\nhost = h\n")).isEmpty();
    }

    @Test
    void anHeirThatLacksAnOptionOfItsBaseIsReported() {
        assertThat(check("[base]\nurl = ${:host}\n[a]\n<= base\n"))
                .containsExactly("root.cfg:2:1: no option 'host' in section [a]");
    }

    @Test
    void partsWithoutSectionOrRecipeAreReported() {
        assertThat(check("[buildout]\nparts = wbe plain\n[web]\nrecipe = r\n[plain]\nx = 1\n"))
                .containsExactly(
                        "root.cfg:2:1: no section [wbe] for the part of that name (did you mean 'web'?)",
                        "root.cfg:6:1: part [plain] has no recipe (set its option 'recipe', or take it from the parts)");
    }

    @Test
    void aReferencePutTogetherFromOthersIsReportedToo() {
        assertThat(check("[a]\nopen = ${\ntext = ${:open}nope:x}\n[b]\nx = ${a:text}\n"))
                .containsExactly("root.cfg:3:1: no section [nope]");
    }

    @Test
    void aBrokenBuildoutSectionDoesNotHideOtherProblems() {
        assertThat(check("[buildout]\nparts = ${nope:x}\n[a]\nx = ${no:y}\n"))
                .containsExactly("root.cfg:2:1: no section [nope]", "root.cfg:4:1: no section [no]");
    }

    @Test
    void aLongChainOfReferencesIsChecked() {
        StringBuilder text = new StringBuilder("[s0]\nx = end\n");
        for (int i = 1; i <= 10_000; i++) {
            text.append("[s%d]\nx = ${s%d:x}\n".formatted(i, i - 1));
        }
        assertThat(check(text.toString())).isEmpty();
    }
}
