def log = new File(basedir, 'build.log').text
assert log.contains('Compiled demo.wasm to com.example.macros.Demo')
assert log.contains('demo.wasm is up to date')

def runtime = new File(localRepositoryPath, 'dev/pithos/pithos-runtime-support')
def jars = []
runtime.eachFileRecurse { if (it.name.endsWith('.jar')) jars << it.toURI().toURL() }
assert jars
def urls = [new File(basedir, 'target/classes').toURI().toURL()] + jars
def loader = new URLClassLoader(urls as URL[], ClassLoader.platformClassLoader)
def expansion = loader.loadClass('Expand').getMethod('run').invoke(null)
assert expansion.contains('Point')
loader.close()
