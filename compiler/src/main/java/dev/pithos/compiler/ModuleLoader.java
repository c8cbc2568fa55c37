package dev.pithos.compiler;

import dev.pithos.runtime.WasmModule;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Classes from memory. */
final class ModuleLoader extends ClassLoader {
  private final Map<String, byte[]> files;

  ModuleLoader(Map<String, byte[]> files, ClassLoader parent) {
    super("pithos", parent);
    this.files = files;
  }

  /** Calls the static method {@code module()} of the instance's class. */
  WasmModule module(String className) {
    try {
      return (WasmModule)
          MethodHandles.publicLookup()
              .findStatic(loadClass(className), "module", MethodType.methodType(WasmModule.class))
              .invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the generated class " + className + " does not load", e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
