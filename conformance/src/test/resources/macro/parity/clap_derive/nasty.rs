//# derive Parser, Args
pub(crate) struct Generic<'a, T: clap::Args + 'a, U, const N: usize>
where
    U: std::str::FromStr<Err = Box<dyn Error + Send + Sync>> + Clone,
{
    #[command(flatten)]
    inner: T,
    #[arg(value_parser = U::from_str)]
    r#type: ::std::option::Option<U>,
    #[arg(long, default_value = concat!("a", "b"))]
    borrowed: std::borrow::Cow<'a, str>,
}

//# derive Parser
struct BadMethod { #[arg(short = "too long", long = 5)] a: u8 }

//# derive Parser
struct UnknownMagic { #[arg(flatten)] a: u8 }

//# derive Parser
struct TwoSub { #[command(subcommand)] a: A, #[command(subcommand)] b: B }

//# derive Parser
struct BadRename { #[command(rename_all = "nonsense")] a: u8 }

//# derive Args
struct DefaultOnOption { #[arg(default_value_t)] a: bool, #[arg(default_value_t = 1, default_value = "2")] b: Option<u8> }

//# derive Subcommand
enum Many { #[command(flatten)] A, #[command(external_subcommand)] B { a: u8 } }

//# each items derive Parser, Subcommand, Args, ValueEnum
