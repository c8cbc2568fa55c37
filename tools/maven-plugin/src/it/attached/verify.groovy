def jar = new File(basedir, 'macros/target/macros/com.example.macros.Demo.jar')
assert jar.isFile()

def runtime = []
new File(localRepositoryPath, 'dev/pithos/pithos-runtime-support').eachFileRecurse {
  if (it.name.endsWith('.jar')) runtime << it
}
assert runtime
def path = [new File(basedir, 'program/target/program-1.jar'), jar] + runtime
def java = System.getProperty('java.home') + '/bin/java'
def expansion = [java, '-cp', path.join(File.pathSeparator), 'Expand'].execute().text
assert expansion.contains('Point')

// The program was compiled and packaged with the macros as a dependency, not as classes of its own.
assert new File(basedir, 'program/target/classes').list() as List == ['Expand.class']
assert !new File(basedir, 'macros/target/classes').exists()
def log = new File(basedir, 'build.log').text
assert !log.contains('[WARNING]')
