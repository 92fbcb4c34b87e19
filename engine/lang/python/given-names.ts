/**
 * The names that Python itself gives to every cell. Its builtin functions are not among them: a cell
 * above may define an `input` or a `type` of its own, and then a cell below means that one.
 */

export const GIVEN: ReadonlySet<string> = new Set([
  "__name__",
  "__doc__",
  "__file__",
  "__builtins__",
  "__debug__",
  "__import__",
  "__build_class__",
]);
