package io.buildout4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a host gets with each module, as README states it: the dependencies that its POM declares beyond its parent's. */
class FootprintTest {

    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();

    @Test
    void everyModuleBringsTheLoggingDoorAndTheNullnessMarks() throws Exception {
        assertThat(runtime(ROOT.resolve("pom.xml"))).containsExactlyInAnyOrder("jspecify", "slf4j-api");
    }

    @Test
    void promisesBringAJsonLibraryAndNothingElse() throws Exception {
        assertThat(runtime(ROOT.resolve("buildout-promise/pom.xml"))).containsExactly("jackson-core");
    }

    @Test
    void theEngineBringsNoTemplatesNoArchivesAndNoPromises() throws Exception {
        assertThat(runtime(ROOT.resolve("buildout-core/pom.xml")))
                .containsExactlyInAnyOrder("commons-codec", "httpclient5");
    }

    @Test
    void theRecipesBringTemplatesAndArchives() throws Exception {
        assertThat(runtime(ROOT.resolve("buildout-recipes/pom.xml")))
                .contains("buildout-core", "buildout-promise", "jinjava", "commons-compress", "xz")
                .doesNotContain("zstd-jni");
    }

    private static List<String> runtime(Path pom) throws IOException, SAXException, ParserConfigurationException {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        List<String> names = new ArrayList<>();
        NodeList all = document.getElementsByTagName("dependency");
        for (int i = 0; i < all.getLength(); i++) {
            Element dependency = (Element) all.item(i);
            boolean declared = dependency.getParentNode().getParentNode() == document.getDocumentElement();
            String scope = text(dependency, "scope");
            if (declared
                    && (scope.isEmpty() || scope.equals("runtime"))
                    && text(dependency, "optional").isEmpty()) {
                names.add(text(dependency, "artifactId"));
            }
        }
        return names;
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
