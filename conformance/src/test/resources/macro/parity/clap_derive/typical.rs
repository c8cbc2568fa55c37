// Forms of the derive tutorial.

//# derive Parser
/// Simple program to greet a person
///
/// With a second paragraph, and `code`.
#[command(version, about, long_about = None)]
struct Args {
    /// Name of the person to greet
    #[arg(short, long)]
    name: String,

    /// Number of times to greet
    #[arg(short, long, default_value_t = 1)]
    count: u8,
}

//# derive Parser
#[command(name = "git", rename_all = "kebab-case", next_help_heading = "Main")]
struct Git {
    #[command(subcommand)]
    command: Option<Commands>,
    #[command(flatten)]
    verbose: Verbosity<InfoLevel>,
    #[arg(long = "color", value_enum, default_value_t = ColorWhen::Auto, env = "COLOR")]
    color_when: ColorWhen,
    #[arg(value_parser = clap::value_parser!(u16).range(1..), num_args = 1.., value_delimiter = ',')]
    ports: Vec<u16>,
    #[arg(short = 'D', action = clap::ArgAction::Count)]
    debug: u8,
    #[arg(skip = 5)]
    skipped: u32,
    optional: Option<Option<PathBuf>>,
    last: Option<Vec<OsString>>,
    #[arg(from_global)]
    global: bool,
}

//# derive Subcommand
pub enum Commands {
    /// Clones repos
    #[command(arg_required_else_help = true, visible_alias = "cl")]
    Clone { /** The remote */ remote: String },
    Diff(#[arg(value_name = "COMMIT")] DiffArgs),
    #[command(flatten)]
    Other(OtherCommands),
    #[command(external_subcommand)]
    External(Vec<OsString>),
    #[command(skip)]
    Skipped,
}

//# derive Args
#[group(required = true, multiple = false, id = "vers")]
struct Vers {
    #[arg(long, value_name = "VER", conflicts_with_all(["major", "minor"]), help = "set version manually")]
    set_ver: Option<String>,
    #[arg(long, requires_if("x", "y"))]
    major: bool,
    #[arg(id = "minor", default_values_t = vec![1u8, 2], hide = true)]
    r#minor: Vec<u8>,
}

//# derive ValueEnum
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Level {
    /// Goes fast
    Fast,
    #[value(name = "slow", alias = "s", help = "x")]
    VerySlow,
    #[value(skip)]
    Hidden(u8),
    R2D2Unit,
}
