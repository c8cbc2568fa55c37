//# bang MustBe
"text"

//# bang MustBe
'c'

//# bang MustBe
true

//# bang MustBe
-5

//# bang MustBe
200u8

//# bang MustBe
-129i8

//# bang MustBe
99999999999999999999

//# bang MustBe
1.5

//# bang MustBe
b"x"

//# bang MustBe
"größe \u{1F600} \n \" 'q' { }"

//# bang MustBe
r#"raw"#

//# bang MustBe
'\u{10FFFF}'

//# bang MustBe
0xFFi64

//# bang MustBe
identifier

//# bang MustBe

//# bang MustBe
1, 2

//# bang MustBe
- "x"

//# bang MustBe
18446744073709551615u64

//# bang MustBe
("a")
