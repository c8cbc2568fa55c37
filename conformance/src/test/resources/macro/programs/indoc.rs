// crate: indoc
fn main() {
    let name = "world";
    let text =
//# bang formatdoc
"
    hello {name}
      indented {}
    end", 1 + 1
//# end
    ;
    println!("{}", text);
    println!("{}",
//# bang indoc
r#"
        a "quoted"
          b\n"#
//# end
    );
}
//> hello world
//>   indented 2
//> end
//> a "quoted"
//>   b\n
