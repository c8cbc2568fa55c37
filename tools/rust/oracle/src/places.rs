//! Says of a span what another host of the same macro can say, too; README.md has the words. Nothing
//! else of a span is comparable: the compiler numbers files and expansions as it meets them.

use proc_macro::Span;
use std::ops::Range;

/// What rustc shows of a span: the number of its hygiene, and a range of bytes in all of its files.
#[derive(PartialEq)]
struct Place {
    hygiene: u32,
    range: Range<usize>,
}

/// What a case's spans can point to.
pub struct Places {
    call: Place,
    mixed: Place,
    item: Range<usize>,
    arguments: Range<usize>,
}

impl Places {
    /// The places of a case: what stands between the delimiters that these spans are of.
    pub fn of(item: (Span, Span), arguments: (Span, Span)) -> Places {
        let between = |(open, close)| place(open).range.end..place(close).range.start;
        Places {
            call: place(Span::call_site()),
            mixed: place(Span::mixed_site()),
            item: between(item),
            arguments: between(arguments),
        }
    }

    /// A span in words: a place, and where names resolve if the place does not say it.
    pub fn words(&self, span: Span) -> String {
        let place = place(span);
        if place == self.call {
            return "call".to_string();
        }
        if place == self.mixed {
            return "mixed".to_string();
        }
        let range = self.range(&place.range);
        let input = range == "call" && place.hygiene == 0;
        format!("{}{}", range, if input { "@input" } else { self.hygiene(place.hygiene) })
    }

    fn range(&self, range: &Range<usize>) -> String {
        let inside = |whole: &Range<usize>| whole.start <= range.start && range.end <= whole.end;
        if inside(&self.item) {
            format!("{}..{}", range.start - self.item.start, range.end - self.item.start)
        } else if inside(&self.arguments) {
            let start = self.arguments.start;
            format!("args:{}..{}", range.start - start, range.end - start)
        } else if *range == self.call.range {
            "call".to_string()
        } else {
            "elsewhere".to_string()
        }
    }

    /// The input's tokens are of no expansion, which is number 0.
    fn hygiene(&self, number: u32) -> &'static str {
        match number {
            0 => "",
            number if number == self.call.hygiene => "@call",
            number if number == self.mixed.hygiene => "@mixed",
            _ => "@other",
        }
    }
}

/// Reads `#7 bytes(12..30)`.
fn place(span: Span) -> Place {
    let text = format!("{:?}", span);
    let numbers: Vec<usize> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    match numbers[..] {
        [hygiene, start, end] => Place { hygiene: hygiene as u32, range: start..end },
        _ => panic!("no span as rustc shows it: {}", text),
    }
}
