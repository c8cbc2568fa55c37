struct Rgb(u8, u8, pub u8);
