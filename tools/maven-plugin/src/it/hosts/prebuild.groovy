def modules = new File(basedir, 'src/main/wasm')
modules.mkdirs()
new File(modules, 'endless.wasm').bytes = new File(tools, 'chicory/src/test/resources/endless.wasm').bytes
true
