//! What the entry points call that rustc generates for a `proc-macro` crate.

/// The side of the macro crate.
pub mod client {
    use crate::TokenStream;

    /// One macro's declaration. A host reads these from the module's data, so the layout is fixed:
    /// README.md describes it, and `pithos_expand_v1` carries its version.
    #[repr(C)]
    pub struct ProcMacro {
        kind: Kind,
        name: &'static str,
        helpers: &'static [&'static str],
        function: Function,
    }

    #[derive(Copy, Clone)]
    #[repr(u32)]
    enum Kind {
        Derive = 0,
        Attr = 1,
        Bang = 2,
    }

    /// Which of the two it is, the record's kind says.
    #[derive(Copy, Clone)]
    union Function {
        item: fn(TokenStream) -> TokenStream,
        args_and_item: fn(TokenStream, TokenStream) -> TokenStream,
    }

    impl ProcMacro {
        /// A `#[derive]` macro and its helper attributes.
        pub const fn custom_derive(
            trait_name: &'static str,
            attributes: &'static [&'static str],
            expand: fn(TokenStream) -> TokenStream,
        ) -> ProcMacro {
            let function = Function { item: expand };
            ProcMacro { kind: Kind::Derive, name: trait_name, helpers: attributes, function }
        }

        /// An attribute macro.
        pub const fn attr(
            name: &'static str,
            expand: fn(TokenStream, TokenStream) -> TokenStream,
        ) -> ProcMacro {
            let function = Function { args_and_item: expand };
            ProcMacro { kind: Kind::Attr, name, helpers: &[], function }
        }

        /// A function-like macro.
        pub const fn bang(name: &'static str, expand: fn(TokenStream) -> TokenStream) -> ProcMacro {
            let function = Function { item: expand };
            ProcMacro { kind: Kind::Bang, name, helpers: &[], function }
        }

        /// Runs the macro; `args` is used by attribute macros only.
        pub(crate) fn expand(&self, args: TokenStream, item: TokenStream) -> TokenStream {
            // SAFETY: the constructors set the field that belongs to the kind.
            unsafe {
                match self.kind {
                    Kind::Attr => (self.function.args_and_item)(args, item),
                    Kind::Derive | Kind::Bang => (self.function.item)(item),
                }
            }
        }
    }
}
