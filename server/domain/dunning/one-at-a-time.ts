type Run = Promise<unknown>

interface Running {
  readonly byKey: Map<string, Run>
  last: Run
}

const running = new WeakMap<object, Running>()

/**
 * Runs computations on one database one after the other. A call with the key of one that has not ended gets its result. So
 * any number of requests that read every customer who owes cost one read at a time.
 */
export function oneAtATime<Result>(
  database: object,
  key: string,
  compute: () => Promise<Result>,
): Promise<Result> {
  const own = running.get(database) ?? { byKey: new Map<string, Run>(), last: Promise.resolve() }
  running.set(database, own)
  const known = own.byKey.get(key)
  if (known !== undefined) return known as Promise<Result>
  const result = own.last.then(compute)
  own.byKey.set(key, result)
  own.last = result.then(
    () => own.byKey.delete(key),
    () => own.byKey.delete(key),
  )
  return result
}
