def log = new File(basedir, 'build.log').text
assert log.contains('Compiled demo.wasm to com.example.macros.Demo')
assert log.contains('demo.wasm is up to date')

def runtime = []
new File(localRepositoryPath, 'dev/pithos/pithos-runtime-support').eachFileRecurse {
  if (it.name.endsWith('.jar')) runtime << it
}
assert runtime
def path = [new File(basedir, 'target/classes')] + runtime
def java = System.getProperty('java.home') + '/bin/java'
def expansion = [java, '-cp', path.join(File.pathSeparator), 'Expand'].execute().text
assert expansion.contains('Point')

// The guide shows these very files.
def guide = new File(tools, '../docs/build-tools.md').text
assert guide.contains('```xml\n' + new File(basedir, 'pom.xml').text + '```\n')
assert guide.contains('```java\n' + new File(basedir, 'src/main/java/Expand.java').text + '```\n')
