package dev.pithos.tools.maven;

import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

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

  /** Where builds keep what the next build uses again. */
  @Parameter(defaultValue = "${project.build.directory}/pithos", required = true)
  private File workDirectory;

  /** Tells what this execution compiled from what others did. */
  @Parameter(defaultValue = "${mojoExecution.executionId}", readonly = true, required = true)
  private String executionId;

  /** Leaves everything as it is. */
  @Parameter(property = "pithos.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("pithos.skip is set: no module is compiled");
      return;
    }
    try {
      List<SourceModule> modules =
          SourceModule.find(
              sourceDirectory.toPath(),
              includes,
              CompilerOptions.defaults().withPackageName(packageName).withHostApi(hostApi()),
              className);
      if (modules.isEmpty()) {
        getLog().info("No modules in " + sourceDirectory);
      }
      Path jars = jarDirectory == null ? null : jarDirectory.toPath();
      new IncrementalBuild(
              executionId, workDirectory.toPath(), outputDirectory.toPath(), jars, this::tell)
          .run(modules);
    } catch (InputException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException("packageName or className: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read or write: " + e, e);
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

  private void tell(String message) {
    getLog().info(message);
  }
}
