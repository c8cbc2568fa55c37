package dev.pithos.compiler;

/** Whose API the classes of a module have beside Pithos's own. */
public enum HostApi {
  /** Pithos's alone. */
  PITHOS(null, null),

  /** As Chicory's build-time compiler makes them; the classes need pithos-chicory. */
  CHICORY("com/dylibso/chicory", "dev/pithos/tools/chicory"),

  /** As Endive's build-time compiler makes them; the classes need pithos-endive. */
  ENDIVE("run/endive", "dev/pithos/tools/endive");

  private final String api;
  private final String adapter;

  HostApi(String api, String adapter) {
    this.api = api;
    this.adapter = adapter;
  }

  /** A class of the API. */
  String type(String name) {
    return api + "/" + name;
  }

  /** The adapter's class that the methods call. */
  String adapter() {
    return adapter + "/PithosModule";
  }
}
