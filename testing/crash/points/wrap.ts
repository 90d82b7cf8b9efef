type Method = (...args: unknown[]) => unknown

/** Puts `around` in the place of a method that every instance shares. */
export function wrap(
  prototype: object,
  name: string,
  around: (call: { self: object; args: unknown[]; go: Method }) => unknown,
): void {
  const original: unknown = Reflect.get(prototype, name)
  if (typeof original !== 'function') throw new TypeError(`There is no method ${name} to wrap.`)
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: object, ...args: unknown[]): unknown {
      return around({ self: this, args, go: (...given) => Reflect.apply(original, this, given) })
    },
  })
}
