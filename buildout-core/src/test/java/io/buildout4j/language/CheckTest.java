package io.buildout4j.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.buildout4j.Buildout;
import io.buildout4j.Diagnostic;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                .containsExactly("root.cfg:2:1: no section [nope] (mend the name, or write the section)");
    }

    @Test
    void aLoopOfReferencesIsReportedOnce() {
        assertThat(check("[a]\nx = ${b:y}\n[b]\ny = ${c:z}\n[c]\nz = ${a:x}\n[d]\nx = ${b:y}\n"))
                .containsExactly(
                        "root.cfg:6:1: options refer to each other: a:x -> b:y -> c:z -> a:x (give one of them a value without its reference)");
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
                .containsExactly("root.cfg:2:1: no option 'host' in section [a] (mend the name, or set the option)");
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
                .containsExactly("root.cfg:3:1: no section [nope] (mend the name, or write the section)");
    }

    @Test
    void aBrokenBuildoutSectionDoesNotHideOtherProblems() {
        assertThat(check("[buildout]\nparts = ${nope:x}\n[a]\nx = ${no:y}\n"))
                .containsExactly(
                        "root.cfg:2:1: no section [nope] (mend the name, or write the section)",
                        "root.cfg:4:1: no section [no] (mend the name, or write the section)");
    }

    @Test
    void anUnknownOptionOfBuildoutIsAWarningWithASuggestion() {
        assertThat(check("[buildout]\nprats = web\nmine = 1\nused = 1\n[web]\nrecipe = r ${buildout:used}\n"))
                .containsExactly(
                        "root.cfg:2:1: nothing reads option 'prats' of [buildout] (did you mean 'parts'?)",
                        "root.cfg:3:1: nothing reads option 'mine' of [buildout] (mend its name, or take it out)");
    }

    @Test
    void optionsOfBuildoutMayBeForItsExtensions() {
        assertThat(check("[buildout]\nextensions = slapos.rebootstrap\nmine = 1\n"))
                .isEmpty();
    }

    @Test
    void macrosAndAdditionsThatMeanNothingInBuildoutAreWarnings() {
        assertThat(check("[base]\nx = 1\n[buildout]\n<= base\nextends += other.cfg\n"))
                .containsExactly(
                        "root.cfg:4:1: [buildout] inherits from no section, '<=' is an option like others there (take it out)",
                        "root.cfg:5:1: 'extends' with an operator extends nothing (write 'extends =')");
    }

    @Test
    void aSectionNothingUsesIsAWarning() {
        assertThat(check("[buildout]\nparts = web\n[web]\nrecipe = r\nport = ${port:value}\n[port]\nvalue = 80\n"
                        + "[prot]\nvalue = 81\n"))
                .containsExactly(
                        "root.cfg:9:1: nothing uses section [prot]: it is no part, no base, and nothing refers to"
                                + " it (unless a file that extends this one does)");
    }

    @Test
    void anOptionNothingReadsIsAWarning() {
        assertThat(check("[buildout]\nparts = web\n[web]\nrecipe = r\nport = ${port:value}\n[port]\nvalue = 80\n"
                        + "vaule = 81\n"))
                .containsExactly(
                        "root.cfg:8:1: nothing reads option 'vaule' of section [port] (mend its name, or take it out)");
    }

    @Test
    void whatARecipeABaseOrANameMayReadIsNoWarning() {
        assertThat(
                        check(
                                "[buildout]\nparts = web\n[web]\nrecipe = r\ncontext = section parameters\n<= base\n"
                                        + "own = 1\n[base]\nport = 80\n[parameters]\nname = 1\n[spare]\nrecipe = r\n[versions]\negg = 1\n"))
                .isEmpty();
    }

    @Test
    void aReferenceThatNothingClosesIsAWarning() {
        assertThat(check("[a]\nx = ${b:y\nescaped = $${b\n[b]\ny = 1\n"))
                .containsExactly("root.cfg:2:1: nothing closes the ${ in option 'x' of section [a]"
                        + " (a reference ends with }; $${ is plain text)");
    }

    @Test
    void aFileWithoutPartsIsForOthersToUse() {
        assertThat(check("[settings]\nport = 80\n")).isEmpty();
    }

    @Test
    void anOptionOneSlipFromTheOneBelowIsAWarning() {
        new Profiles(directory).file("base.cfg", "[web]\nrecipe = r\naddress = 1\nport1 = 1\noption = 1\n");
        assertThat(check("[buildout]\nextends = base.cfg\n[web]\nadress = 2\nport2 = 2\noptions = 2\naddress+=3\n"))
                .isEmpty();
        assertThat(check("[buildout]\nextends = base.cfg\n[web]\nadress = 2\nport2 = 2\noptions = 2\n"))
                .containsExactly("root.cfg:4:1: option 'adress' is new in section [web], which has an option 'address'"
                        + " (did you mean 'address'?)");
    }

    @Test
    void anOptionOneSlipFromTheOneOfABaseIsAWarning() {
        assertThat(check("[base]\nrecipe = r\naddress = 1\n[web]\n<= base\nadress = 2\n"))
                .containsExactly("root.cfg:6:1: option 'adress' is new in section [web], which has an option 'address'"
                        + " (did you mean 'address'?)");
    }

    @Test
    void whatATemplateMayReadIsNoWarning() {
        assertThat(check("[buildout]\nparts = web\n[web]\nrecipe = slapos.recipe.template\nurl = x.in\n"
                        + "[port]\nvalue = 80\n"))
                .isEmpty();
    }

    @Test
    void anOptionThatARecipeDoesNotDeclareIsAWarning() throws IOException {
        Path file = Files.writeString(directory.resolve("root.cfg"), """
                [buildout]
                parts = web other
                [base]
                x = 1
                [web]
                <= base
                recipe = declaring:default
                port = 80
                prot = 81
                host += a
                extra-x = 1
                names = :mine
                mine = 1
                depends = ${other:location}
                foo = 1
                [other]
                recipe = not-declaring
                foo = ${web:told} 1
                """);
        RecipeProvider provider = new RecipeProvider() {
            @Override
            public Map<String, RecipeFactory> recipes() {
                return Map.of();
            }

            @Override
            public Map<String, Set<String>> options() {
                return Map.of("declaring", Set.of("port", "host", "extra-*", "names", "told"));
            }
        };

        assertThat(Buildout.builder()
                        .withoutUserDefaults()
                        .recipes(provider)
                        .build()
                        .load(file)
                        .check())
                .extracting(Diagnostic::line)
                .containsExactly(
                        "root.cfg:9:1: nothing reads option 'prot' of section [web], whose recipe is"
                                + " declaring:default (did you mean 'port'?)",
                        "root.cfg:15:1: nothing reads option 'foo' of section [web], whose recipe is"
                                + " declaring:default (mend its name, or take it out)");
    }

    @Test
    void problemsOfEveryKindAreReportedAtOnce() {
        new Profiles(directory).file("base.cfg", "[web]\nlines =\n  one\naddress = 1\n");
        assertThat(new Profiles(directory).load("""
                                [buildout]
                                extends = base.cfg
                                parts = web gone bare
                                prats = 1
                                [web]
                                <= bsae
                                [plain]
                                a = ${web}
                                b = ${a:b:c}
                                c = ${we/b:x}
                                d = ${web:a/b}
                                e = ${wbe:x}
                                f = ${:adress}
                                g = ${:g}
                                [bare]
                                x = 1
                                [user]
                                recipe = r
                                all = ${plain:a}${plain:b}${plain:c}${plain:d}${plain:e}${plain:f}
                                [loop]
                                <= loop
                                [nobody]
                                y = 2
                                """).check())
                .extracting(problem -> problem.origin().orElseThrow().place() + " "
                        + problem.kind().word())
                .containsExactly(
                        "root.cfg:3:1 missing-section",
                        "root.cfg:4:1 unused-option",
                        "root.cfg:6:1 no-such-base-section",
                        "root.cfg:8:1 substitution-no-colon",
                        "root.cfg:9:1 substitution-too-many-colons",
                        "root.cfg:10:1 substitution-bad-section",
                        "root.cfg:11:1 substitution-bad-option",
                        "root.cfg:12:1 missing-section",
                        "root.cfg:13:1 missing-option",
                        "root.cfg:14:1 circular-reference",
                        "root.cfg:16:1 missing-recipe",
                        "root.cfg:21:1 infinite-extend-loop",
                        "root.cfg:23:1 unused-section");
    }

    @Test
    void aRemovalOfWhatIsNotThereIsAWarning() {
        new Profiles(directory).file("base.cfg", "[web]\nrecipe = r\nmodules =\n  alpha\n  beta\n");
        assertThat(check("[buildout]\nextends = base.cfg\n[web]\nmodules -= alhpa\n"))
                .containsExactly("root.cfg:4:1: '-=' removes nothing: option 'modules' of section [web] has no line"
                        + " 'alhpa' (did you mean 'alpha'?)");
    }

    @Test
    void problemsAreToldInTheOrderInWhichFilesAreApplied() {
        new Profiles(directory).file("z.cfg", "[a]\nx = ${nope1:x}\n").file("b.cfg", "[b]\nx = ${nope2:x}\n");
        assertThat(check("[buildout]\nextends = z.cfg b.cfg\n[c]\nx = ${nope3:x}\n"))
                .containsExactly(
                        "z.cfg:2:1: no section [nope1] (mend the name, or write the section)",
                        "b.cfg:2:1: no section [nope2] (mend the name, or write the section)",
                        "root.cfg:4:1: no section [nope3] (mend the name, or write the section)");
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
