# Has a copy of the standard library's sources feed hashers as on a machine of 64 bits, where rustc runs:
# eight bytes for a usize or an isize. So a macro that goes through a hash map whose hasher has fixed keys
# writes its output in rustc's order: keys that are lists are hashed with their length, keys that are
# enums with their discriminant.
#
#   perl patch-library.pl LIBRARY
#
# Changes core's hash/mod.rs, all of it or nothing: exit status 1, and the reason, when the text is not
# what is known here.
use strict;
use warnings;

my $file = shift . '/core/src/hash/mod.rs';
open my $in, '<', $file or die "$file: $!\n";
my $text = do { local $/; <$in> };
close $in;

sub replace {
    my ($what, $old, $new) = @_;
    my $count = () = $text =~ /\Q$old\E/g;
    die "$what in core/src/hash/mod.rs is not as expected\n" unless $count == 1;
    $text =~ s/\Q$old\E/$new/;
}

replace('Hasher::write_usize', <<'OLD', <<'NEW');
    fn write_usize(&mut self, i: usize) {
        self.write(&i.to_ne_bytes())
OLD
    fn write_usize(&mut self, i: usize) {
        self.write(&(i as u64).to_ne_bytes())
NEW

# Hashers that have a write_usize of their own go on being asked for it where the numbers are the same.
replace('Hasher::write_isize', <<'OLD', <<'NEW');
    fn write_isize(&mut self, i: isize) {
        self.write_usize(i as usize)
OLD
    fn write_isize(&mut self, i: isize) {
        if i < 0 {
            return self.write(&(i as i64).to_ne_bytes());
        }
        self.write_usize(i as usize)
NEW

# For numbers' own slices, which are written as they lie in memory.
my $slices = 'fn hash_slice<H: Hasher>(data: &[$ty], state: &mut H) {' . "\n";
replace('hash_slice of numbers', $slices, $slices . <<'NEW');
                    if matches!(stringify!($ty).as_bytes(), b"usize" | b"isize") {
                        return data.iter().for_each(|number| number.hash(state));
                    }
NEW

open my $out, '>', $file or die "$file: $!\n";
print $out $text;
close $out or die "$file: $!\n";
