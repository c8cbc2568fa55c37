package dev.pithos.tools.maven;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.codehaus.plexus.build.BuildContext;

/**
 * Compiles WebAssembly modules to classes, before the project's Java sources are compiled. A module
 * that has not changed since the last build is not compiled again.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class CompileMojo extends AbstractMojo {
  /** The folder of the modules. A project without it has nothing to compile. */
  @Parameter(
      property = "pithos.sourceDirectory",
      defaultValue = "${project.basedir}/src/main/wasm",
      required = true)
  private File sourceDirectory;

  /**
   * Which files of the folder are modules, as patterns of their paths: <code>*</code> stands for
   * any part of a name, <code>**&#47;</code> for any folders. All <code>.wasm</code> files unless
   * given.
   */
  @Parameter private List<String> includes = List.of("**/*.wasm");

  /** The Java package of the classes. */
  @Parameter(property = "pithos.packageName", defaultValue = "pithos.module", required = true)
  private String packageName;

  /** The name of the module's class, for a single module; the module's file name unless given. */
  @Parameter(property = "pithos.className")
  private String className;

  /**
   * <code>chicory</code> or <code>endive</code>: each class also has what their build-time
   * compilers make, <code>load()</code> and <code>create(Instance)</code>, and needs <code>
   * pithos-chicory</code> or <code>pithos-endive</code>.
   */
  @Parameter(property = "pithos.hostApi")
  private String hostApi;

  /** The folder of the classes, unless they go to jars. */
  @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
  private File outputDirectory;

  /** Where set, a jar for each module goes to this folder, and no classes to the project's. */
  @Parameter(property = "pithos.jarDirectory")
  private File jarDirectory;

  /** Whether the jars become artifacts of the project, to be installed and deployed with it. */
  @Parameter(property = "pithos.attach", defaultValue = "true")
  private boolean attach;

  /** The classifier of the jar, for a single module; the module's file name unless given. */
  @Parameter(property = "pithos.classifier")
  private String classifier;

  /** Where builds keep what the next build uses again. */
  @Parameter(defaultValue = "${project.build.directory}/pithos", required = true)
  private File workDirectory;

  /** Tells what this execution compiled from what others did. */
  @Parameter(defaultValue = "${mojoExecution.executionId}", readonly = true, required = true)
  private String executionId;

  /** Leaves everything as it is. */
  @Parameter(property = "pithos.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  private final MavenProjectHelper projects;

  /** Passes files and errors on to an IDE, where the build runs in one. */
  private final BuildContext context;

  /** Made by Maven, which sets the parameters. */
  @Inject
  public CompileMojo(MavenProjectHelper projects, BuildContext context) {
    this.projects = projects;
    this.context = context;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("pithos.skip is set: no module is compiled");
      return;
    }
    try {
      compile();
    } catch (InputException e) {
      e.file()
          .ifPresent(
              file ->
                  context.addMessage(
                      file.toFile(), 0, 0, e.problem(), BuildContext.SEVERITY_ERROR, null));
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException("packageName or className: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read or write: " + e, e);
    }
  }

  private void compile() throws IOException {
    CompilerOptions options =
        CompilerOptions.defaults().withPackageName(packageName).withHostApi(hostApi());
    List<SourceModule> modules =
        SourceModule.find(sourceDirectory.toPath(), includes, options, className);
    if (modules.isEmpty()) {
      getLog()
          .info(
              sourceDirectory.isDirectory()
                  ? "No modules in " + sourceDirectory + ": it has no file like " + includes
                  : "No modules: there is no folder " + sourceDirectory);
    }
    if (classifier != null && modules.size() > 1) {
      throw new InputException(
          "classifier "
              + classifier
              + ": there are several modules; leave it out, or give each an execution of its own"
              + " with includes");
    }
    modules.forEach(module -> context.removeMessages(module.file().toFile()));
    Path jars = jarDirectory == null ? null : jarDirectory.toPath();
    IncrementalBuild build =
        new IncrementalBuild(
            executionId, workDirectory.toPath(), outputDirectory.toPath(), jars, listener());
    build.run(modules);
    if (jars != null && attach) {
      AttachedJars attached = new AttachedJars(project, projects);
      for (SourceModule module : modules) {
        Path file = module.file();
        attached.attach(
            file,
            classifier == null ? AttachedJars.classifierOf(file) : classifier,
            build.jar(module));
      }
    }
  }

  private HostApi hostApi() {
    if (hostApi == null) {
      return HostApi.PITHOS;
    }
    return switch (hostApi) {
      case "chicory" -> HostApi.CHICORY;
      case "endive" -> HostApi.ENDIVE;
      default -> throw new InputException("hostApi " + hostApi + ": neither chicory nor endive");
    };
  }

  private BuildListener listener() {
    return new BuildListener() {
      @Override
      public void tell(String message) {
        getLog().info(message);
      }

      @Override
      public void changed(Path file) {
        context.refresh(file.toFile());
      }
    };
  }
}
