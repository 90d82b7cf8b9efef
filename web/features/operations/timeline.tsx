import type { TimelineEntry } from '#contracts/operation.ts'
import { formatClock, formatDateTime } from '../../lib/format.ts'

/** Oldest first, as it happened. The panel's own words are among the technical details, already redacted. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="px-4 py-3">
      {entries.map((entry, position) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended
          key={position}
          className="relative grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4"
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
              className="absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-surface bg-line-strong"
            />
            <p className="wrap-anywhere" dir="auto">
              {entry.message}
            </p>
            {entry.detail && Object.keys(entry.detail).length > 0 && (
              <details className="mt-0.5 text-sm">
                <summary className="text-muted">Technical details</summary>
                <pre className="mt-1 rounded-md bg-sunken p-2.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
                  {JSON.stringify(entry.detail, null, 2)}
                </pre>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
