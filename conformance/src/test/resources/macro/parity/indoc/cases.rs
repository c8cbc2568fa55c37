//# bang indoc
"
    def hello():
        print('Hello, world!')

    hello()
"

//# bang indoc
r#"
  "quoted" \n
    deeper
  "#

//# bang indoc
b"
    bytes \x00
      more
"

//# bang formatdoc, printdoc, eprintdoc, panicdoc
"
    GET {url}
    Accept: {mime:?}\ttab {}
    ", 1 + 1, mime = x.y(),

//# bang writedoc
out.stream(), "
    {}
      {x}
    ", f(1, 2), x = 3

//# bang concatdoc
"
    a
    ", 1, 'c', "
      b", true, -5, env!("X")

//# bang indoc
"one line"

//# bang indoc
"first
    second
  third"

//# bang indoc
""

//# bang indoc
"\
    escaped newline
    \u{1F600} tab\t
"

//# bang indoc
5

//# bang indoc
"a", "b"

//# bang indoc

//# bang indoc
c"
   c string
"

//# bang formatdoc
b"bytes"

//# bang writedoc
"only text"

//# bang formatdoc
concat!("a", "b")
