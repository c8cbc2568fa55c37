package dev.pithos.tools.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes jars artifacts of the project, which are installed and deployed with it and which other
 * projects depend on by their classifiers.
 */
final class AttachedJars {
  private static final String TYPE = "jar";

  private final MavenProject project;
  private final MavenProjectHelper helper;

  AttachedJars(MavenProject project, MavenProjectHelper helper) {
    this.project = project;
    this.helper = helper;
  }

  /** The classifier of a module's jar unless the user gives one: the file's name, without .wasm. */
  static String classifierOf(Path module) {
    String name = module.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Attaches a jar. A second run of the goal in one build finds it attached and leaves it so.
   *
   * @throws InputException when another jar has the classifier
   */
  void attach(Path module, String classifier, Path jar) {
    for (Artifact other : project.getAttachedArtifacts()) {
      if (TYPE.equals(other.getType()) && classifier.equals(other.getClassifier())) {
        File file = other.getFile();
        if (jar.toFile().equals(file)) {
          return;
        }
        throw new InputException(
            module,
            "its jar cannot have the classifier "
                + classifier
                + ", which "
                + file
                + " has already; set classifier, or attach to false",
            null);
      }
    }
    helper.attachArtifact(project, TYPE, classifier, jar.toFile());
  }
}
