struct Types<'a, T: ?Sized + 'a> {
    function: unsafe extern "C" fn(i32, ...) -> !,
    pointer: *const T,
    mutable: &'a mut [T; 1 + 2],
    object: Box<dyn FnMut(&T) -> Result<(), !> + Send + 'a>,
    tuple: (u8, (), (i16,)),
    path: <Vec<T> as IntoIterator>::IntoIter,
    macro_type: my_type!(a, b => c),
    never: fn(&dyn for<'x> Fn(&'x str)) -> impl_free<{ N as usize }>,
}
