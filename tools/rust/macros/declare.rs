//! Puts the declarations of a Watt-style module into it.

/// One line a macro, `kind:name:export[:helpers]`, as the `.rustc_proc_macro_decls` section.
macro_rules! declare {
    ($lines:literal) => {
        #[used]
        #[link_section = ".rustc_proc_macro_decls"]
        static DECLARATIONS: [u8; $lines.len()] = *$lines;
    };
}
