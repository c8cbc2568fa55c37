/**
 * The proc-macro server protocol of rust-analyzer and the IntelliJ Rust plugin: one JSON object a
 * line, versions 0 to 6. {@link dev.pithos.tools.server.analyzer.AnalyzerServer} is the server;
 * what the bytes of a tree mean is in {@link dev.pithos.tools.server.analyzer.TreeDecoder} and
 * {@link dev.pithos.tools.server.analyzer.TreeEncoder}.
 */
package dev.pithos.tools.server.analyzer;
