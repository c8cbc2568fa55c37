#[repr(i16)]
#[derive(Clone, Copy)]
enum Level {
    Low = -10,
    Middle = 0x1f,
    High = 1 << 4,
    Default,
}
