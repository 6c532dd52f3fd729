/** Makes a value at the first call and keeps it: for what never changes, such as a file that ships. */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
