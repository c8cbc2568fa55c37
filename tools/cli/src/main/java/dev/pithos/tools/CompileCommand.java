package dev.pithos.tools;

import dev.pithos.compiler.CompiledModule;
import dev.pithos.compiler.CompilerOptions;
import dev.pithos.compiler.HostApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code pithos compile}: a module becomes a jar. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Compiles a WebAssembly module to a jar.",
    description = {
      "",
      "The jar needs pithos-runtime-support beside it and nothing else. The same module and options"
          + " give the same jar, byte for byte."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pithos compile demo.wasm -o demo.jar",
      "  pithos compile demo.wasm -o demo.jar --package com.example.macros --class Demo",
      "  pithos compile parser.wasm -o parser.jar --host chicory"
    })
final class CompileCommand implements Callable<Integer> {
  private final CommandStreams streams;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODULE.wasm", description = "The module.")
  private Path module;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.jar",
      description = "The jar to write.")
  private Path output;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "The Java package of the classes.")
  private String packageName;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The name of the module's class; the module's file name unless given.")
  private String className;

  @Option(
      names = "--host",
      paramLabel = "API",
      converter = HostApiConverter.class,
      description = {
        "chicory or endive: the class also has what their build-time compilers make, load() and"
            + " create(Instance), and the jar needs pithos-chicory or pithos-endive too."
      })
  private HostApi hostApi = HostApi.PITHOS;

  CompileCommand(CommandStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    CompilerOptions options = options();
    InputFile file = InputFile.read(module);
    if (Files.exists(output) && Files.isSameFile(module, output)) {
      throw new InputException(output + ": is the module itself; name another file to write");
    }
    CompiledModule compiled = Compilation.compile(streams, file, options);
    OutputFile.write(output, compiled::writeJar);
    return 0;
  }

  private CompilerOptions options() {
    CompilerOptions options =
        CompilerOptions.defaults()
            .withClassName(
                className == null ? CompilerOptions.classNameOf(module) : identifier(className))
            .withHostApi(hostApi);
    if (packageName == null) {
      return options;
    }
    if (!SourceVersion.isName(packageName)) {
      throw new ParameterException(
          spec.commandLine(), "--package " + packageName + " is no name of a Java package");
    }
    return options.withPackageName(packageName);
  }

  private String identifier(String name) {
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      throw new ParameterException(
          spec.commandLine(), "--class " + name + " is no name of a Java class");
    }
    return name;
  }

  /** The APIs by their names in small letters. */
  static final class HostApiConverter implements ITypeConverter<HostApi> {
    @Override
    public HostApi convert(String name) {
      return switch (name) {
        case "chicory" -> HostApi.CHICORY;
        case "endive" -> HostApi.ENDIVE;
        default -> throw new TypeConversionException(name + " is neither chicory nor endive");
      };
    }
  }
}
