type Method = (...args: unknown[]) => unknown

/** Replaces a method that every instance shares with `around`. */
export function wrap(
  prototype: object,
  name: string,
  around: (call: { self: object; args: unknown[]; go: Method }) => unknown,
): void {
  const original: unknown = Reflect.get(prototype, name)
  if (typeof original !== 'function') throw new TypeError(`The method ${name} does not exist.`)
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: object, ...args: unknown[]): unknown {
      return around({ self: this, args, go: (...given) => Reflect.apply(original, this, given) })
    },
  })
}
