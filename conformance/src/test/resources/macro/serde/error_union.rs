union Bits {
    float: f32,
    integer: u32,
}
