import type { RouteName } from './routes.ts'

/** One request to the panel, as far as it has progressed. Never contains a password or a secret. */
export interface RequestEntry {
  readonly number: number
  readonly at: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly route: RouteName
  readonly username: string | null
  /** JSON as sent, with passwords replaced by "[redacted]". Null without a body, or if it did not parse. */
  readonly body: unknown
  keyId: number | null
  /** The status of the panel's work. Null if it was not done (yet). */
  performed: number | null
  /** The status that the client got. Null if none. */
  status: number | null
  fault: string | null
  /** The cause of the fault. */
  faultFrom: 'header' | 'rule' | 'username' | 'chaos' | null
  outcome: 'pending' | 'answered' | 'dropped' | 'client-gone'
}

export interface RequestLog {
  begin(request: Pick<RequestEntry, 'method' | 'path' | 'route' | 'username' | 'body'>): RequestEntry
  /** Newest first. */
  recent(limit: number): RequestEntry[]
  reset(): void
}

const kept = 1000

/**
 * @param lastNumber numbering continues after it, so that the ledger's request numbers are unique over
 * restarts
 */
export function createRequestLog(lastNumber: number, now: () => number): RequestLog {
  let number = lastNumber
  let entries: RequestEntry[] = []
  return {
    begin(request) {
      number += 1
      const entry: RequestEntry = {
        number,
        at: new Date(now()).toISOString(),
        ...request,
        keyId: null,
        performed: null,
        status: null,
        fault: null,
        faultFrom: null,
        outcome: 'pending',
      }
      entries = [entry, ...entries.slice(0, kept - 1)]
      return entry
    },
    recent: (limit) => entries.slice(0, limit),
    reset() {
      number = 0
      entries = []
    },
  }
}

/** Any field whose name contains password, at any depth. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      /password|secret/i.test(name) ? '[redacted]' : redact(inner),
    ]),
  )
}
