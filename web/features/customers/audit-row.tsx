import type { AuditEntry } from '#contracts/audit.ts'
import { formatDateTime } from '../../lib/format.ts'
import { oneOf } from '../../lib/one-of.ts'
import { words } from '../../words/index.ts'
import { changesOf, type FieldChange } from './audit-changes.ts'

const said = words.audit

function shown(name: string, value: unknown): string {
  if (name === 'password' && value === true) return said.secretSet
  if (typeof value === 'boolean') return value ? said.yes : said.no
  if (value === null || value === undefined || value === '') return said.nothing
  if (Array.isArray(value)) return value.map((item) => shown(name, item)).join(', ') || said.nothing
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function actorOf({ kind, name }: AuditEntry['actor']): string {
  const known = oneOf(['staff', 'customer', 'system'] as const, kind)
  return known ? `${name} (${said.by[known]})` : name
}

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry)
  return (
    <li className="gap-x-6 px-4 py-3 sm:grid sm:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="text-sm text-muted">
        <time dateTime={entry.at} className="tabular-nums">
          {formatDateTime(entry.at)}
        </time>
        <p className="wrap-anywhere" dir="auto">
          {actorOf(entry.actor)}
        </p>
      </div>
      <div className="min-w-0">
        <p className="font-medium">{said.action(entry.action)}</p>
        {entry.subject.name && (
          <p className="text-sm text-muted wrap-anywhere">{said.of(entry.subject.name)}</p>
        )}
        {changes.length > 0 && (
          <dl className="mt-1 space-y-0.5 text-sm">
            {changes.map((change) => (
              <Change key={change.name} change={change} />
            ))}
          </dl>
        )}
        {entry.requestId && (
          <details className="mt-1 text-sm text-muted">
            <summary>{said.technical}</summary>
            <p className="font-mono text-xs wrap-anywhere">
              {entry.action} · {said.request} {entry.requestId}
            </p>
          </details>
        )}
      </div>
    </li>
  )
}

function Change({ change: { name, before, after } }: { change: FieldChange }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-muted">{said.field(name)}</dt>
      <dd className="min-w-0 wrap-anywhere" dir="auto">
        {before !== undefined && (
          <>
            <del className="text-muted">{shown(name, before)}</del>
            {after !== undefined && <span aria-hidden> → </span>}
            <span className="sr-only"> {said.wasThen} </span>
          </>
        )}
        {after !== undefined && shown(name, after)}
      </dd>
    </div>
  )
}
