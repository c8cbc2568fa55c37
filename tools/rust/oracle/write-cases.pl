# Writes the Rust source in which rustc lexes a directory's cases: one call of the oracle's macro, in
# it for each case a name, a header, the arguments and the item. So every token has its place in a file.
#
#   perl write-cases.pl INPUTS
#
# README.md describes the cases.
use strict;
use warnings;

my $inputs = shift or die "usage: write-cases.pl INPUTS\n";

sub read_file {
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!";
    local $/;
    return <$in>;
}

sub write_case {
    my ($name, $header, $item) = @_;
    my ($kind, $macros, $arguments) = $header =~ /^(derive|attr|bang) ([\w, ]+?)\s*(?:\((.*)\))?\s*$/
        or die "$inputs, $name: no header of a case: $header\n";
    $arguments //= '';
    # The item follows its brace at once; before the other one there may be a comment.
    print qq("$name" $kind "$macros" ($arguments) {$item\n}\n);
}

print "oracle::expand! {\n";
for my $file (sort glob "$inputs/*.rs") {
    my ($name) = $file =~ m{([^/]+)\.rs$};
    my ($before, @cases) = split /\/\/# /, read_file($file), -1;
    for my $number (1 .. @cases) {
        my ($header, $item) = $cases[$number - 1] =~ /^([^\n]*)\n(.*)\z/s;
        if ($header =~ /^each (\w+) (.*)/) {
            my ($words, $each) = ($2, $1);
            my ($nothing, @items) = split /\/\/#\n/, read_file("$inputs/../$each.rs"), -1;
            write_case("$name.$number-$_", $words, $items[$_ - 1]) for 1 .. @items;
        } else {
            write_case("$name.$number", $header, $item);
        }
    }
}
print "}\n";
