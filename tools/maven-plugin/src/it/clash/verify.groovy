def log = new File(basedir, 'build.log').text
assert log.contains('demo.wasm: its jar cannot have the classifier demo, which ')
assert log.contains('set classifier, or attach to false')
