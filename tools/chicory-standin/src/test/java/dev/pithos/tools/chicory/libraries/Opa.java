package dev.pithos.tools.chicory.libraries;

import com.styra.opa.wasm.OpaPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;

/** opa-java-wasm decides about requests by the policy that is in its jar. */
public final class Opa implements Callable<String> {
  private final OpaPolicy policy;

  public Opa() throws IOException {
    try (InputStream wasm = OpaPolicy.class.getResourceAsStream("/demo-policy.wasm")) {
      policy = OpaPolicy.builder().withPolicy(wasm).build();
    }
    policy.data("{\"role\": {\"alice\": \"admin\", \"bob\": \"user\"}}");
  }

  @Override
  public String call() {
    StringBuilder decisions = new StringBuilder();
    for (String user : List.of("alice", "bob", "carol")) {
      decisions.append(policy.evaluate(request(user))).append('\n');
    }
    return decisions.toString();
  }

  /** A request with a list beside what the policy looks at, all of which the guest parses. */
  private static String request(String user) {
    StringBuilder items = new StringBuilder("0");
    for (int i = 1; i < 200; i++) {
      items.append(", {\"item\": ").append(i).append(", \"price\": ").append(i * 0.25).append('}');
    }
    return "{\"user\": \"" + user + "\", \"items\": [" + items + "]}";
  }
}
