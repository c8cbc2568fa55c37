// crate: enum-as-inner
//# derive EnumAsInner
#[derive(Debug)]
enum Value { Number(u32), Pair(String, i64), Named { on: bool }, Nothing }
//# end
fn main() {
    println!("{:?} {:?}", Value::Number(5).as_number(), Value::Nothing.as_number());
    println!("{:?}", Value::Pair("a".into(), -1).into_pair());
    println!("{} {}", Value::Named { on: true }.is_named(), Value::Nothing.is_nothing());
}
//> Some(5) None
//> Ok(("a", -1))
//> true true
