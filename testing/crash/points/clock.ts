/** The clock of the process: the real time and a number of milliseconds ahead of it. */
const ahead = { ms: 0 }

/** Replaces Date, which is all that the clock of the server reads. Timers keep the real time. */
export function installClock(aheadMs: number): void {
  ahead.ms = aheadMs
  const real = Date
  globalThis.Date = new Proxy(real, {
    construct: (target, given, shape) =>
      Reflect.construct(target, given.length === 0 ? [real.now() + ahead.ms] : given, shape),
    get: (target, name) => (name === 'now' ? () => real.now() + ahead.ms : Reflect.get(target, name)),
  })
}

export function setClock(aheadMs: number): void {
  ahead.ms = aheadMs
}

/** Shortens the timers of one length: a test does not wait a minute for a sweep of the server. */
export function shortenTimers(from: readonly number[], toMs: number): void {
  const real = globalThis.setTimeout
  globalThis.setTimeout = new Proxy(real, {
    apply: (target, self, [work, ms, ...rest]) =>
      Reflect.apply(target, self, [work, from.includes(ms) ? toMs : ms, ...rest]),
  })
}
