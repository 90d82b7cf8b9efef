import type { TimelineEntry } from '#contracts/operations/schemas.ts'
import { classNames } from '../../ui/class-names.ts'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Exchanges, splitDetail } from './exchanges.tsx'
import { groupTimeline, type TimelineGroup } from './timeline-groups.ts'

const text = words.operations

/** The result first, then one line per attempt. Its steps can be opened below it. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="px-4 py-3">
      {groupTimeline(entries).map((group) => (
        <li key={group.key} className="gap-x-4 sm:grid sm:grid-cols-[9.5rem_minmax(0,1fr)]">
          <Time
            iso={group.at}
            as="step"
            className="hidden pt-px text-right text-sm text-muted tabular-nums sm:block"
          />
          <div className="relative min-w-0 border-l border-line pb-3.5 pl-4 in-[li:last-child]:pb-1">
            <span
              aria-hidden
              className={classNames(
                'absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-surface',
                dotOf(group),
              )}
            />
            <Time iso={group.at} as="step" className="block text-sm text-muted tabular-nums sm:hidden" />
            <Group group={group} />
          </div>
        </li>
      ))}
    </ol>
  )
}

// Decorative: the sentence beside it has the same information.
const dots: Record<string, string> = {
  'operation.succeeded': 'bg-good',
  'operation.failed': 'bg-bad',
  'operation.needs-person': 'bg-bad',
  'operation.waiting': 'bg-warn',
  'operation.held': 'bg-warn',
}
const dotOf = ({ entries }: TimelineGroup) => dots[entries.at(-1)?.event ?? ''] ?? 'bg-line-strong'

function Group({ group }: { group: TimelineGroup }) {
  const { entries, times, at, underWay } = group
  const line = (
    <span className="wrap-anywhere">
      <UserText>{group.text}</UserText>
      {times > 1 && (
        <span className="ml-2 text-sm text-muted">
          {words.timeline.repeated(times)} <Time iso={at} />
        </span>
      )}
    </span>
  )
  const [only] = entries
  if (entries.length === 1 && only)
    return (
      <>
        <p>{line}</p>
        <Detail detail={only.detail} />
      </>
    )
  return (
    <details open={underWay}>
      <summary className="rounded marker:text-muted">{line}</summary>
      <ol className="mt-1 space-y-1.5">
        {entries.map((entry, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended
          <li key={position} className="text-sm">
            <p className="wrap-anywhere">
              <Time iso={entry.at} as="clock" className="mr-2 text-muted tabular-nums" />
              <UserText>{entry.message}</UserText>
            </p>
            <Detail detail={entry.detail} />
          </li>
        ))}
      </ol>
    </details>
  )
}

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
