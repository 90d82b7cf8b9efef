import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export type { Gauge }

/** All metrics of this process. A label has a small fixed set of values, or is the id of a server. */
export const metrics = new Registry()

interface Described<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labelNames?: readonly Label[]
}

const prefix = 'nextpanel_'

const named = <Label extends string>({ name, help, labelNames = [] }: Described<Label>) => ({
  name: `${prefix}${name}`,
  help,
  labelNames: [...labelNames],
  registers: [metrics],
})

export const counter = <Label extends string>(described: Described<Label>): Counter<Label> =>
  new Counter<Label>(named(described))

export const gauge = <Label extends string>(described: Described<Label>): Gauge<Label> =>
  new Gauge<Label>(named(described))

/** Prometheus counts time in seconds since 1970. */
export const secondsOf = (at: Date): number => at.getTime() / 1000

/** @param described.buckets upper limits in seconds */
export const histogram = <Label extends string>(
  described: Described<Label> & { readonly buckets: readonly number[] },
): Histogram<Label> => new Histogram<Label>({ ...named(described), buckets: [...described.buckets] })
