import type { SystemStatus } from '#contracts/system/schemas.ts'
import { formatBytes, formatDuration, formatNumber } from '../../lib/format.ts'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { StatusPart } from './status-part.tsx'

const text = words.systemStatus

/** The process that answered, and the others. */
export function ProgramPart({ status: { program, database } }: { status: SystemStatus }) {
  return (
    <StatusPart
      title={text.program}
      facts={[
        [
          text.version,
          <span key="version" className="flex flex-wrap gap-x-3">
            {program.version}
            <a href="/help/project/changelog.html" className="text-accent-text underline">
              {text.releaseNotes}
            </a>
          </span>,
        ],
        [text.started, <Time key="started" iso={program.startedAt} as="moment" />],
        [text.uptime, formatDuration(program.uptimeSeconds * 1000)],
        [text.role, text.roles[program.role]],
        ...(database
          ? [[text.processes, <Processes key="processes" found={database.processes} />] as const]
          : []),
      ]}
    />
  )
}

function Processes({ found }: { found: NonNullable<SystemStatus['database']>['processes'] }) {
  if (found.length === 0) return text.noProcesses
  return (
    <ul>
      {found.map(({ role, count }) => (
        <li key={role}>{text.processCount(text.roles[role], formatNumber(count))}</li>
      ))}
    </ul>
  )
}

export function DatabasePart({ status: { database, migrations } }: { status: SystemStatus }) {
  return (
    <StatusPart
      title={text.database}
      facts={
        database && [
          [text.kind, text.kinds[database.kind](database.version)],
          [text.size, formatBytes(database.bytes)],
          [text.migrations, migrations ? migrationText(migrations) : text.unreadable],
        ]
      }
    />
  )
}

function migrationText({ applied, missing, unknown }: NonNullable<SystemStatus['migrations']>): string {
  if (unknown > 0) return text.unknown(unknown)
  return missing > 0 ? text.pending(missing) : text.applied(applied)
}
