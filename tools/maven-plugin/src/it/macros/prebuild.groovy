def modules = new File(basedir, 'src/main/wasm')
modules.mkdirs()
new File(modules, 'demo.wasm').bytes = new File(tools, 'examples/demo.wasm').bytes
true
