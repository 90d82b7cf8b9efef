import { Link } from '@tanstack/react-router'
import type { AuditEntry } from '#contracts/audit/schemas.ts'
import { formatDateTime } from '../../lib/format.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { changesOf, type FieldChange } from './audit-changes.ts'

const text = words.audit

const isTime = (value: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
const statuses: Record<string, string> = { ...words.status.operation, ...words.status.account }
const reasons: Record<string, string> = words.status.suspendReason

/** An entry says only that they were set. */
const secrets: readonly string[] = ['password', 'apiKey']

/** Names of servers by their ids. */
export type ServerNames = ReadonlyMap<string, string>

function shown(name: string, value: unknown, servers: ServerNames): string {
  if (secrets.includes(name) && value === true) return text.secretSet
  if (typeof value === 'boolean') return value ? text.yes : text.no
  if (value === null || value === undefined || value === '') return text.nothing
  if (Array.isArray(value)) return value.map((item) => shown(name, item, servers)).join(', ') || text.nothing
  if (typeof value === 'object') return JSON.stringify(value)
  const plain = String(value)
  if (name === 'serverId') return servers.get(plain) ?? plain
  if (name === 'status') return statuses[plain] ?? plain
  if (name === 'reason' || name === 'suspendReasons') return reasons[plain] ?? plain
  return isTime(plain) ? formatDateTime(plain) : plain
}

function ActorName({ actor: { kind, name } }: { actor: AuditEntry['actor'] }) {
  const known = oneOf(['staff', 'customer', 'system'] as const, kind)
  return (
    <>
      <UserText>{name}</UserText>
      {known && ` (${text.by[known]})`}
    </>
  )
}

export function AuditRow({ entry, servers }: { entry: AuditEntry; servers: ServerNames }) {
  const changes = changesOf(entry)
  const bulkActionId = bulkActionOf(entry)
  return (
    <li className="gap-x-6 px-4 py-3 sm:grid sm:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="text-sm text-muted">
        <Time iso={entry.at} as="moment" className="tabular-nums" />
        <p className="wrap-anywhere">
          <ActorName actor={entry.actor} />
        </p>
      </div>
      <div className="min-w-0">
        <p className="font-medium">{text.action(entry.action)}</p>
        {entry.subject.name && (
          <p className="text-sm text-muted wrap-anywhere">
            <Sentence text={(name) => text.of(entry.subject.kind, name)} values={[entry.subject.name]} />
          </p>
        )}
        {changes.length > 0 && (
          <dl className="mt-1 space-y-0.5 text-sm">
            {changes.map((change) => (
              <Change key={change.name} change={change} servers={servers} />
            ))}
          </dl>
        )}
        {bulkActionId && (
          <p className="text-sm">
            <Link to="/bulk-actions/$bulkActionId" params={{ bulkActionId }} className="underline">
              {text.ofBulkAction}
            </Link>
          </p>
        )}
        {entry.address && (
          <p className="text-sm text-muted wrap-anywhere">
            <Sentence text={text.from} values={[entry.address]} />
          </p>
        )}
        {entry.requestId && (
          <details className="mt-1 text-sm text-muted">
            <summary>{text.technical}</summary>
            <p className="font-mono text-xs wrap-anywhere">
              {entry.action} · {text.request} {entry.requestId}
            </p>
          </details>
        )}
      </div>
    </li>
  )
}

/** The rows of a bulk action have its id as their request. */
const bulkActionOf = ({ subject, requestId }: AuditEntry): string | undefined =>
  subject.kind === 'bulk-action' ? subject.id : /^bulk-action:(.+)$/.exec(requestId ?? '')?.[1]

interface ChangeProps {
  change: FieldChange
  servers: ServerNames
}

function Change({ change: { name, before, after }, servers }: ChangeProps) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-muted">{text.field(name)}</dt>
      <dd className="min-w-0 wrap-anywhere">
        {before !== undefined && (
          <>
            <del className="text-muted">
              <UserText>{shown(name, before, servers)}</UserText>
            </del>
            {after !== undefined && <span aria-hidden> → </span>}
            <span className="sr-only"> {text.changedTo} </span>
          </>
        )}
        {after !== undefined && <UserText>{shown(name, after, servers)}</UserText>}
      </dd>
    </div>
  )
}
