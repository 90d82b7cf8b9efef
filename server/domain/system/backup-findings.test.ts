import { expect, it } from 'vitest'
import type { SystemStatus } from '#contracts/system/schemas.ts'
import { backupFindings } from './backup-findings.ts'

type Backups = NonNullable<SystemStatus['backups']>

const now = new Date('2026-03-10T08:00:00Z')
const schedule = { place: { kind: 'folder' as const, folder: '/mnt/backups' }, schedule: [150, 870] }
const none: Backups = { last: null, problem: null, isRunning: false, nextAt: null }
const madeAt = (at: string): Backups => ({
  ...none,
  last: {
    madeAt: at,
    bytes: 1,
    place: '/mnt/backups',
    file: 'x.age',
    isScheduled: true,
    verifyCommand: 'verify x.age',
  },
})
const noSchedule = 'Run npm run backup, or set a schedule.'

it.each<[string, Backups, typeof schedule | null, string | null, string]>([
  [
    '9 days old without a schedule',
    madeAt('2026-03-01T08:00:00.000Z'),
    null,
    'The last backup is 9 days old.',
    noSchedule,
  ],
  ['6 days old without a schedule', madeAt('2026-03-04T09:00:00.000Z'), null, null, ''],
  ['at the newest time of the schedule', madeAt('2026-03-10T02:30:00.000Z'), schedule, null, ''],
  [
    'before it',
    madeAt('2026-03-09T14:30:00.000Z'),
    schedule,
    'The last backup is 17 hours old.',
    'check that a worker runs',
  ],
  ['none, with a schedule', none, schedule, 'There is no backup yet.', 'npm run backup'],
  [
    'none, without a schedule',
    none,
    null,
    'There is no backup, and no schedule.',
    'Set BACKUP_DIR and BACKUP_PASSPHRASE_FILE',
  ],
  [
    'failed',
    { ...madeAt('2026-03-10T02:30:00.000Z'), problem: 'The disk is full.' },
    schedule,
    'The last scheduled backup failed: The disk is full.',
    'tries again after half an hour',
  ],
])('A backup that is %s', (_, backups, backupPlan, message, remedy) => {
  const found = backupFindings(backups, { now, backupPlan })
  expect(found.map((each) => each.message)).toEqual(message === null ? [] : [message])
  expect(found[0]?.remedy ?? '').toContain(remedy)
})

it('waits two hours for a backup that the schedule has just begun', () => {
  const last = madeAt('2026-03-09T14:30:00.000Z')
  const at = (time: string) => backupFindings(last, { now: new Date(time), backupPlan: schedule }).length
  expect([at('2026-03-10T04:29:59Z'), at('2026-03-10T04:30:00Z')]).toEqual([0, 1])
})
