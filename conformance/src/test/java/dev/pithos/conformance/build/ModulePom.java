package dev.pithos.conformance.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * One module's pom, as far as the module arrows need it: what it is called and what it uses.
 *
 * @param folder the module's folder
 * @param artifact its artifactId
 * @param dependencies what its own {@code <dependencies>} lists, test scope left out
 * @param modules the folders of its child modules
 */
record ModulePom(
    Path folder, String artifact, List<Dependency> dependencies, List<String> modules) {

  /** A dependency of compile or runtime scope. */
  record Dependency(String group, String artifact) {}

  static ModulePom read(Path folder)
      throws IOException, SAXException, ParserConfigurationException {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("pom.xml").toFile())
            .getDocumentElement();
    List<Dependency> dependencies = new ArrayList<>();
    for (Element dependency : grandchildren(project, "dependencies")) {
      if (!text(dependency, "scope").equals("test")) {
        dependencies.add(
            new Dependency(text(dependency, "groupId"), text(dependency, "artifactId")));
      }
    }
    List<String> modules =
        grandchildren(project, "modules").stream().map(m -> m.getTextContent().strip()).toList();
    return new ModulePom(folder, text(project, "artifactId"), List.copyOf(dependencies), modules);
  }

  /** This module and all below it. */
  static List<ModulePom> readTree(Path folder)
      throws IOException, SAXException, ParserConfigurationException {
    List<ModulePom> poms = new ArrayList<>();
    ModulePom pom = read(folder);
    poms.add(pom);
    for (String module : pom.modules()) {
      poms.addAll(readTree(folder.resolve(module)));
    }
    return poms;
  }

  private static List<Element> grandchildren(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Element list : children(parent)) {
      if (list.getTagName().equals(name)) {
        found.addAll(children(list));
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    for (Element child : children(parent)) {
      if (child.getTagName().equals(name)) {
        return child.getTextContent().strip();
      }
    }
    return "";
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
