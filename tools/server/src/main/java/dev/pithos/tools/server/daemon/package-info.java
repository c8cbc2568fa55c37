/**
 * The daemon that expands macros for rustc: the crate {@code tools/rust/watt} in each rustc process
 * hands its expansions over a Unix socket. Frames, all numbers little-endian:
 *
 * <pre>
 * frame  := op:u8 length:u32 payload
 * str    := length:u32 UTF-8
 * tokens := length:u32 tree* 0
 * tree   := 1 delimiter:u8 span tree* 0 | 2 span str | 3 character:u32 joint:u8 span | 4 span str
 * span   := u32: an index of the client's, or 0xffffffff the call site, 0xfffffffe mixed site,
 *           0xfffffffd def site, or 0x80000000 + index of a span in made
 * made   := count:u32 (place:span hygiene:span)*
 *
 * client   1 module bytes                        answered by 16 or 18
 *          2 module:u32 kind:u8 export:str [arguments:tokens] item:tokens    by 17 or 18
 * daemon  16 module:u32
 *         17 made tree* 0
 *         18 why not: UTF-8
 * </pre>
 *
 * Delimiters are 0 parenthesis, 1 brace, 2 bracket, 3 none; kinds 0 derive, 1 attribute (which
 * alone has arguments), 2 function-like. A module's number counts for its connection.
 */
package dev.pithos.tools.server.daemon;
