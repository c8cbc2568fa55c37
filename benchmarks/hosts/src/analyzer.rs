//! A client of rust-analyzer's macro servers, version 6 of the protocol with span tables.

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Client {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Client {
    pub fn start(program: &str) -> Client {
        let mut server = Command::new(program)
            .env("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is unstable")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("{}: {}", program, e));
        let to = server.stdin.take().unwrap();
        let from = BufReader::new(server.stdout.take().unwrap());
        let mut client = Client { server, to, from };
        assert_eq!(client.ask("{\"ApiVersionCheck\":{}}\n"), "{\"ApiVersionCheck\":6}\n");
        client.ask("{\"SetConfig\":{\"span_mode\":\"RustAnalyzer\"}}\n");
        client
    }

    fn ask(&mut self, line: &str) -> String {
        self.to.write_all(line.as_bytes()).unwrap();
        self.to.flush().unwrap();
        let mut answer = String::new();
        self.from.read_line(&mut answer).unwrap();
        answer
    }

    pub fn expand(&mut self, request: &str) {
        let answer = self.ask(request);
        assert!(answer.starts_with("{\"ExpandMacroExtended\":{\"Ok\""), "{}", answer);
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The arrays of a tree, as JSON will have them.
#[derive(Default)]
struct Tree {
    subtree: Vec<u32>,
    literal: Vec<u32>,
    punct: Vec<u32>,
    ident: Vec<u32>,
    token_tree: Vec<u32>,
    text: Vec<String>,
}

/// A derive macro's request. Every token has a span of its own, as in a source file.
pub fn request(library: &str, derive: &str, item: TokenStream) -> String {
    let mut tree = Tree::default();
    let mut spans = 3;
    let mut groups = 1;
    let mut waiting = VecDeque::from([(0, item)]);
    while let Some((kind, stream)) = waiting.pop_front() {
        let low = tree.token_tree.len();
        let mut children = Vec::new();
        for child in stream {
            spans += 1;
            children.push(tree.child(child, spans, &mut groups, &mut waiting));
        }
        let high = low + children.len();
        tree.subtree.extend([spans, spans, kind, low as u32, high as u32]);
        tree.token_tree.extend(children);
    }
    let table: Vec<u32> = (0..=spans).flat_map(|i| [1, 1, i, i + 1, 1]).collect();
    format!(
        "{{\"ExpandMacro\":{{\"lib\":{:?},\"env\":[],\"current_dir\":null,\"macro_body\":{{\
         \"subtree\":{:?},\"literal\":{:?},\"punct\":{:?},\"ident\":{:?},\"token_tree\":{:?},\
         \"text\":{:?}}},\"macro_name\":{:?},\"attributes\":null,\"has_global_spans\":\
         {{\"def_site\":0,\"call_site\":1,\"mixed_site\":2}},\"span_data_table\":{:?}}}}}\n",
        library,
        tree.subtree,
        tree.literal,
        tree.punct,
        tree.ident,
        tree.token_tree,
        tree.text,
        derive,
        table
    )
}

impl Tree {
    fn child(
        &mut self,
        child: TokenTree,
        span: u32,
        groups: &mut u32,
        waiting: &mut VecDeque<(u32, TokenStream)>,
    ) -> u32 {
        match child {
            TokenTree::Group(group) => {
                let kind = match group.delimiter() {
                    Delimiter::None => 0,
                    Delimiter::Parenthesis => 1,
                    Delimiter::Brace => 2,
                    Delimiter::Bracket => 3,
                };
                waiting.push_back((kind, group.stream()));
                *groups += 1;
                (*groups - 1) << 2
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let (kind, text) = match text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
                    Some(inside) => (5, inside.to_string()),
                    None => (3, text),
                };
                let text = self.text(text);
                self.literal.extend([span, text, kind, u32::MAX]);
                (self.literal.len() as u32 / 4 - 1) << 2 | 1
            }
            TokenTree::Punct(punct) => {
                let joint = (punct.spacing() == Spacing::Joint) as u32;
                self.punct.extend([span, punct.as_char() as u32, joint]);
                (self.punct.len() as u32 / 3 - 1) << 2 | 2
            }
            TokenTree::Ident(ident) => {
                let text = ident.to_string();
                let raw = text.starts_with("r#");
                let text = self.text(text.trim_start_matches("r#").to_string());
                self.ident.extend([span, text, raw as u32]);
                (self.ident.len() as u32 / 3 - 1) << 2 | 3
            }
        }
    }

    fn text(&mut self, text: String) -> u32 {
        self.text.push(text);
        self.text.len() as u32 - 1
    }
}
