# Prints the macros that a macro crate's sources declare, one a line: kind, name, function.
#
#   perl list-macros.pl FILE...          prints them
#   perl list-macros.pl --strip FILE...  takes the attributes that declare them off the files instead
use strict;
use warnings;

my $strip = @ARGV && $ARGV[0] eq '--strip';
shift if $strip;

# #[proc_macro], #[proc_macro_attribute], #[proc_macro_derive(NAME, ...)]; also where a macro of the
# crate's own writes the attribute.
my $attribute = qr/
    \#\[\s* (?<condition> cfg_attr \s*\( [^,\]]+ , \s* )? proc_macro (?<kind>_derive|_attribute)? \s*
    (?<list> \( (?<inside> (?: [^()]++ | (?&list) )* ) \) )? (?(<condition>) \s* \) ) \s* \]/x;

for my $file (@ARGV) {
    open my $in, '<', $file or die "$file: $!";
    my $text = do { local $/; <$in> };
    close $in;
    if ($strip) {
        next unless $text =~ s/^\s*\K$attribute//mg;
        open my $out, '>', $file or die "$file: $!";
        print $out $text;
        close $out;
        next;
    }
    while ($text =~ /^\s*$attribute(?=.*?\bpub\s+fn\s+(?<function>\w+))/msg) {
        my ($kind, $arguments, $function) = ($+{kind} // '', $+{inside} // '', $+{function});
        my ($name) = $arguments =~ /^\s*(\w+)/;
        next if $kind eq '_derive' and not defined $name;
        print $kind eq '_derive' ? "derive $name" : $kind eq '' ? "bang $function" : "attr $function";
        print " $function\n";
    }
}
