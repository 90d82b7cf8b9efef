import type { ProcessRole, SystemFinding } from '#contracts/system/schemas.ts'
import { plural } from './plural.ts'

const roles: Record<ProcessRole, string> = {
  all: 'Pages, API and work (all)',
  web: 'Pages and API (web)',
  worker: 'Work (worker)',
}

const links: Partial<Record<SystemFinding['code'], string>> = {
  'engine-paused': 'Open Server',
  'server-unreachable': 'Open Server',
  'queue-late': 'Open Operations',
  'mail-failed': 'Open Mail',
  'mail-late': 'Open Mail',
  'webhooks-late': 'Open Webhooks',
  'backup-failed': 'Read about backups',
  'backup-missing': 'Read about backups',
  'backup-late': 'Read about backups',
}

/** The System status page. The sentences about problems come from the API. */
export const systemStatus = {
  title: 'System status',
  inOrder: 'Everything is in order.',
  severalProblems: (count: number) =>
    plural(count, { one: '# thing needs attention.', other: '# things need attention.' }),
  checked: 'Checked at',
  refreshes: 'This page refreshes every 15 seconds.',
  stale: 'The status could not be refreshed. The values below are older.',
  unreadable: 'This part could not be read. The log of the application has the reason.',
  linkOf: (code: SystemFinding['code']): string | undefined => links[code],
  none: 'None',

  program: 'Program',
  version: 'Version',
  releaseNotes: 'Release notes',
  started: 'Started',
  uptime: 'Uptime',
  role: 'This process',
  roles,
  processes: 'Connected processes',
  processCount: (role: string, count: string) => `${role}: ${count}`,
  noProcesses: 'None is visible',

  database: 'Database',
  kind: 'Kind',
  kinds: {
    embedded: (version: string) => `Embedded (PostgreSQL ${version})`,
    postgres: (version: string) => `PostgreSQL ${version}`,
  },
  size: 'Size',
  migrations: 'Migrations',
  applied: (count: number) =>
    plural(count, { one: '# applied, none pending', other: '# applied, none pending' }),
  pending: (count: number) => plural(count, { one: '# is pending', other: '# are pending' }),
  unknown: (count: number) =>
    plural(count, { one: '# of another version is applied', other: '# of another version are applied' }),

  backups: 'Backups',
  last: 'Last backup',
  noBackup: 'There is none',
  madeBy: 'Made by',
  bySchedule: 'The schedule',
  byCommand: 'The backup command',
  file: 'File',
  place: 'Place',
  encryption: 'Encryption',
  encrypted: 'With the passphrase of the backups',
  verification: 'Verification',
  verifyWith: 'Not recorded here. Verify it with:',
  next: 'Next scheduled',
  noSchedule: 'This process has no schedule',
  running: 'A backup is being made now',

  engine: 'Engine and queues',
  state: 'Engine',
  onHold: 'On hold: this database may be a clone',
  paused: 'Paused by staff',
  works: 'Running',
  unreachable: 'Unreachable servers',
  webhooks: 'Webhook events',
  waiting: (count: number) => plural(count, { one: '# waiting', other: '# waiting' }),
  oldest: 'oldest',
  needAction: (count: number) => plural(count, { one: '# needs action', other: '# need action' }),
  queues: 'Open operations by server',
  noQueues: 'No operations are open.',
  more: (count: number) => plural(count, { one: 'and # more server', other: 'and # more servers' }),

  mail: 'Mail',
  mailState: 'Mail server',
  setUp: 'Set up',
  notSetUp: 'Not set up: alerts are not mailed',
  outbox: 'Outbox',
  failed: 'Failed in 24 hours',
}
