//# attr test_case(-2, -4 ; "when both operands are negative")
#[test_case(2, 4 => 6 ; "positive")]
#[test_case(1, 2 => matches Some(x) if x > 1)]
fn multiplication(x: i8, y: i8) -> i8 { x * y }

//# attr test_case("a b-c_D é" => "X".to_string())
/// Documented
#[should_panic]
pub async fn text<T: AsRef<str>>(x: T) -> String { x.as_ref().into() }

//# attr test_case(1 => panics "message")
#[test_case(2 => with |r: u8| assert!(r > 1))]
#[test_case(3 => using check::<u8>)]
#[test_case(4 => it is less_than 5 and greater_than 3)]
#[test_case(5 => inconclusive 6 ; "ignored_one")]
#[test_case(6 => ignore["reason"] 7)]
fn results(r#x: u8) -> u8 { x }

//# attr test_case(vec![1, 2], &[3] as &[u8], Foo { a: 1 }, |x| x + 1, 'c' ; "")
fn shapes(a: Vec<u8>, b: &[u8], c: Foo, d: fn(u8) -> u8, e: char) {}

//# attr test_case(1 => it contains_in_order [1, 2])
#[test_case(2 => it matches_regex "x.*" or has_length 3)]
#[test_case(3 => is (not empty and (equal_to 3 or almost_equal_to 3.0 precision 0.1)))]
fn complex(a: u8) -> u8 { a }

//# attr test_matrix(["one", "two"], [1, 2 + 3], 1..3 ; "matrix")
fn matrix(a: &str, b: u8, c: u8) {}

//# attr test_matrix(1..=3, (true, false))
fn ranges(a: u8, b: bool) -> u8 { a }

//# attr test_case(1 =>)
fn broken(a: u8) {}

//# attr test_case(1 => it frobnicates 3)
fn broken(a: u8) {}

//# attr test_matrix(5..1)
fn broken(a: u8) {}

//# attr test_case(1 ; 2)
fn broken(a: u8) {}

//# attr test_case
fn none() {}

//# each functions attr test_case(1, "x" => 3 ; "name")
//# each functions attr test_matrix([1, 2])
