def log = new File(basedir, 'build.log').text
assert log.contains('text.wasm: not a WebAssembly module')
assert log.contains('leave it out with includes')
