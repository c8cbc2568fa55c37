struct Broken<T {
    field: Vec<T>
}
