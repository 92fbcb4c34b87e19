/** Objects that can be called: functions that are instances of a class. */

/**
 * A function whose prototype is that of a class, so that `instanceof` and its methods work on it.
 * @param call  what calling it does
 */
export function callable<T extends object>(
  prototype: object,
  call: (self: T, args: readonly unknown[]) => unknown,
): T {
  const fn = (...args: readonly unknown[]): unknown => call(self, args);
  /* They belong to functions and would hide what the class says. */
  Reflect.deleteProperty(fn, "name");
  Reflect.deleteProperty(fn, "length");
  Object.setPrototypeOf(fn, prototype);
  /* TypeScript does not know that the prototype of a function can be set. */
  const self = fn as unknown as T;
  return self;
}
