import type { RouteName } from './routes.ts'

/** One request to the panel, as far as it has come. Never holds a password or a secret. */
export interface RequestEntry {
  readonly number: number
  readonly at: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly route: RouteName
  readonly username: string | null
  /** JSON as sent, passwords replaced by "[redacted]"; null where there was none or it did not parse. */
  readonly body: unknown
  keyId: number | null
  /** What the panel did: the status that its work ended in; null if it was not done (yet). */
  performed: number | null
  /** What the client was told; null if nothing. */
  status: number | null
  fault: string | null
  /** What brought the fault about. */
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

/** @param lastNumber numbering goes on after it, so that the ledger's request numbers stay unique over restarts */
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

/** Any field that is called like a password, at any depth. */
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
