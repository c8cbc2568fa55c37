fn function<T>(argument: T) -> T {
    argument
}
