package dev.pithos.tools.chicory.libraries;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import io.roastedroot.proxywasm.LogLevel;
import io.roastedroot.proxywasm.internal.Action;
import io.roastedroot.proxywasm.internal.ArrayProxyMap;
import io.roastedroot.proxywasm.internal.Handler;
import io.roastedroot.proxywasm.internal.HttpContext;
import io.roastedroot.proxywasm.internal.ProxyMap;
import io.roastedroot.proxywasm.internal.ProxyWasm;
import java.io.InputStream;
import java.util.concurrent.Callable;

/** proxy-wasm-java-host sends requests through a filter. */
public final class ProxyFilter implements Callable<String> {
  private final ProxyWasm proxy;
  private final StringBuilder log = new StringBuilder();

  public ProxyFilter() throws Exception {
    try (InputStream wasm = ProxyFilter.class.getResourceAsStream("/filter.wasm")) {
      WasmModule module = Parser.parse(wasm);
      proxy =
          ProxyWasm.builder()
              .withMachineFactory(MachineFactoryCompiler.compile(module))
              .withPluginHandler(new Handler() {})
              .build(module);
    }
  }

  @Override
  public String call() {
    log.setLength(0);
    for (String path : new String[] {"/", "/jars/large?sealed=true"}) {
      try (HttpContext request = proxy.createHttpContext(new Request(path, log))) {
        Action action = request.callOnRequestHeaders(true);
        log.append(' ').append(action).append('\n');
      }
    }
    return log.toString();
  }

  private static final class Request implements Handler {
    private final ProxyMap headers = new ArrayProxyMap();
    private final StringBuilder log;

    Request(String path, StringBuilder log) {
      headers.add(":path", path);
      this.log = log;
    }

    @Override
    public ProxyMap getHttpRequestHeaders() {
      return headers;
    }

    @Override
    public void log(LogLevel level, String message) {
      log.append(message);
    }
  }
}
