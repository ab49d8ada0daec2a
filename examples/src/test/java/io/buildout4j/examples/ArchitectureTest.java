package io.buildout4j.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of the house, over the classes of all modules. */
@AnalyzeClasses(packages = "io.buildout4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The stages of the engine, each with the stages whose data it takes; {@code text} is what all of them speak in. */
    private static final Map<String, Set<String>> STAGES = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("read", Set.of("text")),
            Map.entry("condition", Set.of("text")),
            Map.entry("parse", Set.of("text", "condition")),
            Map.entry("merge", Set.of("text", "read", "parse")),
            Map.entry("inherit", Set.of("text", "merge")),
            Map.entry("substitute", Set.of("text", "merge", "inherit")),
            Map.entry("check", Set.of("text", "merge", "substitute")),
            Map.entry("download", Set.of("text")),
            Map.entry("prepare", Set.of("text", "state")),
            Map.entry("state", Set.of("text")),
            Map.entry("plan", Set.of("text", "prepare", "state")),
            Map.entry("install", Set.of("text", "prepare", "plan", "state")));

    /** The packages that are doors: a door knows the rooms behind it, and its words are spoken in them. */
    private static final Set<String> DOORS = Set.of(
            "io.buildout4j",
            "io.buildout4j.profile.edit",
            "io.buildout4j.promise",
            "io.buildout4j.recipes",
            "io.buildout4j.recipes.template");

    @ArchTest
    static final ArchRule packagesBehindTheDoorsFormNoCycles =
            slices().assignedFrom(rooms()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stagesKnowOnlyTheDataOfTheStageBefore =
            classes().that().resideInAPackage("io.buildout4j.engine..").should(keepToTheirStage());

    @ArchTest
    static final ArchRule onlyTheDoorKnowsTheStages = noClasses()
            .that()
            .resideInAnyPackage("io.buildout4j.profile..", "io.buildout4j.install..", "io.buildout4j.download..")
            .and()
            .resideOutsideOfPackage("io.buildout4j.profile.edit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.buildout4j.engine..");

    @ArchTest
    static final ArchRule thePublicApiShowsNothingOfTheEngine = classes()
            .that()
            .resideInAnyPackage(
                    "io.buildout4j",
                    "io.buildout4j.profile",
                    "io.buildout4j.profile.edit",
                    "io.buildout4j.recipe",
                    "io.buildout4j.install",
                    "io.buildout4j.download")
            .and()
            .areTopLevelClasses()
            .and()
            .haveModifier(JavaModifier.PUBLIC)
            .should(showNothingOf("io.buildout4j.engine"));

    @ArchTest
    static final ArchRule promisesKnowNothingOfTheEngine = noClasses()
            .that()
            .resideInAnyPackage("io.buildout4j.promise..", "io.buildout4j.process..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are ours and not of the promise module", ArchitectureTest::isNotPromise));

    @ArchTest
    static final ArchRule onlyTemplatesKnowJinjava = noClasses()
            .that()
            .resideOutsideOfPackage("io.buildout4j.recipes.template.jinja..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hubspot..");

    @ArchTest
    static final ArchRule onlyDownloadsKnowHttp = noClasses()
            .that()
            .resideOutsideOfPackages("io.buildout4j.engine.download..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule librariesLeaveTheStandardStreamsAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.buildout4j.examples..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nothingOpensAFileTheOldWay = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.io.FileReader.class, java.io.FileWriter.class);

    @ArchTest
    static final ArchRule everyPackageSaysThatNothingIsNull = classes()
            .that()
            .resideInAPackage("io.buildout4j..")
            .and()
            .resideOutsideOfPackage("io.buildout4j.examples..jmh_generated..")
            .should(standInANullMarkedPackage());

    private static SliceAssignment rooms() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return DOORS.contains(name) ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
            }

            @Override
            public String getDescription() {
                return "packages that are no doors";
            }
        };
    }

    private static boolean isNotPromise(JavaClass target) {
        String name = target.getPackageName();
        return name.startsWith("io.buildout4j")
                && !name.startsWith("io.buildout4j.promise")
                && !name.startsWith("io.buildout4j.process");
    }

    private static ArchCondition<JavaClass> keepToTheirStage() {
        return new ArchCondition<>("know no stage but those before them") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String stage = stage(item);
                item.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String other = stage(dependency.getTargetClass());
                    if (!other.isEmpty()
                            && !other.equals(stage)
                            && !STAGES.getOrDefault(stage, Set.of()).contains(other)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static String stage(JavaClass type) {
        String prefix = "io.buildout4j.engine.";
        String name = type.getPackageName();
        if (!name.startsWith(prefix)) {
            return "";
        }
        String rest = name.substring(prefix.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private static ArchCondition<JavaClass> showNothingOf(String hidden) {
        return new ArchCondition<>("show no type of " + hidden + " in a public signature") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED))
                        .forEach(unit -> {
                            boolean shows =
                                    unit.getRawReturnType().getPackageName().startsWith(hidden)
                                            || unit.getRawParameterTypes().stream()
                                                    .anyMatch(type -> type.getPackageName()
                                                            .startsWith(hidden));
                            if (shows) {
                                events.add(
                                        SimpleConditionEvent.violated(item, unit.getFullName() + " shows the engine"));
                            }
                        });
            }
        };
    }

    private static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return new ArchCondition<>("stand in a package marked @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " does not"));
                }
            }
        };
    }
}
