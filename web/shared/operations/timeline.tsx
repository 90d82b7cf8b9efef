import type { TimelineEntry } from '#contracts/operations/schemas.ts'
import { formatClock, formatDateTime } from '../../lib/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Exchanges, splitDetail } from './exchanges.tsx'

const text = words.operations

/** Oldest first, as it happened. The panel's own words are among the technical details, already redacted. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="px-4 py-3">
      {entries.map((entry, position) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended
          key={position}
          className="relative grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 sm:grid-cols-[5.5rem_minmax(0,1fr)] sm:gap-x-4"
        >
          <time
            dateTime={entry.at}
            title={formatDateTime(entry.at)}
            className="text-right text-sm text-muted tabular-nums"
          >
            {formatClock(entry.at)}
          </time>
          <div className="relative min-w-0 border-l border-line pb-4 pl-4 in-[li:last-child]:pb-1">
            <span
              aria-hidden
              className={classNames(
                'absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-surface',
                dotOf(entry.event),
              )}
            />
            <p className="wrap-anywhere">
              <UserText>{entry.message}</UserText>
            </p>
            <Detail detail={entry.detail} />
          </div>
        </li>
      ))}
    </ol>
  )
}

// Only a hint for the eye: the sentence beside it says the same.
const dots: Record<string, string> = {
  'operation.succeeded': 'bg-good',
  'operation.failed': 'bg-bad',
  'operation.needs-person': 'bg-bad',
  'operation.waiting': 'bg-warn',
  'operation.held': 'bg-warn',
}
const dotOf = (event: string) => dots[event] ?? 'bg-line-strong'

function Detail({ detail }: { detail: TimelineEntry['detail'] }) {
  const { exchanges, others } = splitDetail(detail ?? {})
  if (exchanges.length === 0 && others.length === 0) return null
  return (
    <details className="mt-0.5 text-sm">
      <summary className="text-muted">
        {exchanges.length > 0 ? `${text.details}: ${text.exchanges(exchanges.length)}` : text.details}
      </summary>
      <div className="mt-1 space-y-2">
        <Exchanges exchanges={exchanges} />
        {others.length > 0 && (
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 rounded-md bg-sunken p-2.5 font-mono text-xs">
            {others.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="whitespace-pre-wrap wrap-anywhere">
                  <UserText>
                    {typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)}
                  </UserText>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </details>
  )
}
