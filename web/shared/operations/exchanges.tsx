import { formatDuration } from '../../lib/format.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.operations

/** One request to a panel and its response, redacted by the API before it was stored. */
interface Exchange {
  request: string
  status: number | null
  answer: string
  durationMs: number
}

const isExchange = (value: unknown): value is Exchange =>
  typeof value === 'object' &&
  value !== null &&
  'request' in value &&
  typeof value.request === 'string' &&
  'status' in value &&
  (value.status === null || typeof value.status === 'number') &&
  'answer' in value &&
  typeof value.answer === 'string' &&
  'durationMs' in value &&
  typeof value.durationMs === 'number'

/** Splits the detail of a timeline entry into its requests and the remaining values. */
export function splitDetail(detail: Record<string, unknown>) {
  const { exchanges, ...rest } = detail
  const read = Array.isArray(exchanges) ? exchanges.filter(isExchange) : []
  const whole = Array.isArray(exchanges) && read.length === exchanges.length
  const others = Object.entries(whole ? rest : detail).filter(([, value]) => value !== null)
  return { exchanges: read, others }
}

export function Exchanges({ exchanges }: { exchanges: readonly Exchange[] }) {
  return (
    <ol className="space-y-2">
      {exchanges.map(({ request, status, answer, durationMs }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests are never moved or taken away
        <li key={position} className="rounded-md bg-sunken p-2.5 font-mono text-xs">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-0 font-semibold wrap-anywhere">{request}</span>
            <span className={status === null || status >= 400 ? 'text-bad' : 'text-good'}>
              {status ?? text.noResponse}
            </span>
            <span className="text-muted">{formatDuration(durationMs)}</span>
          </p>
          {answer && (
            <p className="mt-1 whitespace-pre-wrap wrap-anywhere">
              <UserText>{answer}</UserText>
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
