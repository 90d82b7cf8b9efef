import type { SystemStatus } from '#contracts/system/schemas.ts'
import { formatBytes } from '../../lib/format.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { StatusPart } from './status-part.tsx'

const text = words.systemStatus
type Backups = NonNullable<SystemStatus['backups']>

/** The newest backup and the next one. */
export function BackupPart({ backups }: { backups: Backups | null }) {
  return <StatusPart title={text.backups} facts={backups && factsOf(backups)} />
}

function factsOf({ last, isRunning, nextAt }: Backups) {
  const next = nextAt === null ? text.noSchedule : <Time key="next" iso={nextAt} as="moment" />
  const following = [[text.next, isRunning ? text.running : next]] as const
  if (last === null) return [[text.last, text.noBackup] as const, ...following]
  return [
    [
      text.last,
      <span key="last">
        <Time iso={last.madeAt} as="moment" /> (<Time iso={last.madeAt} />)
      </span>,
    ],
    ...(last.bytes === null ? [] : [[text.size, formatBytes(last.bytes)] as const]),
    [text.madeBy, last.isScheduled ? text.bySchedule : text.byCommand],
    [text.place, last.place],
    [text.file, <CopyValue key="file" label={text.file} value={last.file} />],
    [text.encryption, text.encrypted],
    [
      text.verification,
      <span key="verification">
        {text.verifyWith} <code className="block text-sm">{last.verifyCommand}</code>
      </span>,
    ],
    ...following,
  ] as const
}
