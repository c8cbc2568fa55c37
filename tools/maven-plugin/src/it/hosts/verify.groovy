// What the class needs at run time; the compiler is not in it.
def needed = ['dev/pithos/pithos-chicory', 'dev/pithos/pithos-runtime-support',
  'com/dylibso/chicory/runtime', 'com/dylibso/chicory/wasm']
def path = [new File(basedir, 'target/classes')]
needed.each { folder ->
  def jars = []
  new File(localRepositoryPath, folder).eachFileRecurse { if (it.name.endsWith('.jar')) jars << it }
  assert jars : folder
  path += jars
}
def java = System.getProperty('java.home') + '/bin/java'
assert [java, '-cp', path.join(File.pathSeparator), 'Host'].execute().text.trim() == '42'
