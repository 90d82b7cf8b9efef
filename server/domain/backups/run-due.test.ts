import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, readBackup } from '#server/platform/backup/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { outbox, setUpMail } from '#testing/mail-steps.ts'
import { listAlerts } from '../alerts/index.ts'
import { backups } from '../tables/backups.ts'
import { BackupScheduler, type BackupSettings, lastBackup } from './index.ts'

const passphrase = 'a passphrase for the tests'
const hourMs = 3_600_000

describeDomainOnPostgres('The schedule of backups', (open) => {
  let folder = ''
  let settings: BackupSettings
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'test-schedule-'))
    writeFileSync(join(folder, 'passphrase'), passphrase)
    mkdirSync(join(folder, 'backups'))
    settings = {
      place: { kind: 'folder', folder: join(folder, 'backups') },
      passphraseFile: join(folder, 'passphrase'),
      // The clock of the test begins at 8:00.
      schedule: [7 * 60],
      retention: { daily: 2, weekly: 0, monthly: 0 },
      dataDir: folder,
    }
    await openInstallation(open().database.db)
    await open().database.db.update(installation).set({ standing: 'recognised' })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const files = () => readdirSync(join(folder, 'backups')).toSorted()
  const alertCauses = async (test: TestDomain) => (await listAlerts(test.ctx)).items.map(({ cause }) => cause)

  it('makes each backup once, whatever the number of processes, and records it', {
    timeout: 120_000,
  }, async () => {
    const test = open()
    const processes = [1, 2, 3].map(() => new BackupScheduler(test.domain, settings))
    await Promise.all(processes.map((each) => each.takeDue()))
    expect(files()).toEqual(['nextpanel-billing-2026-03-01T08-00-00.000Z.age'])
    const { newest, succeeded } = await lastBackup(test.database.db, test.clock.now())
    expect(newest).toEqual(succeeded)
    expect(newest).toMatchObject({
      state: 'succeeded',
      file: 'nextpanel-billing-2026-03-01T08-00-00.000Z.age',
      place: join(folder, 'backups'),
      problem: null,
    })
    expect(newest?.bytes).toBeGreaterThan(1000)
    await processes[0]?.takeDue()
    expect(files()).toHaveLength(1)
    const parts = readBackup(openStore(settings.place).read(files()[0] ?? ''), passphrase)
    const { value } = await parts.next()
    expect(value).toMatchObject({ kind: 'header', header: { createdAt: '2026-03-01T08:00:00.000Z' } })
    await parts.return(undefined)
  })

  it('removes backups that the retention does not keep, and no other file', {
    timeout: 180_000,
  }, async () => {
    const test = open()
    writeFileSync(join(folder, 'backups', 'notes.txt'), 'mine')
    for (const day of ['2026-01-01', '2026-02-01'])
      writeFileSync(join(folder, 'backups', `nextpanel-billing-${day}T02-30-00.000Z.age`), '')
    await new BackupScheduler(test.domain, settings).takeDue()
    expect(files()).toEqual([
      'nextpanel-billing-2026-02-01T02-30-00.000Z.age',
      'nextpanel-billing-2026-03-01T08-00-00.000Z.age',
      'notes.txt',
    ])
  })

  it('opens an alert for a failure, keeps earlier backups, and closes it after the next success', {
    timeout: 180_000,
  }, async () => {
    const test = open()
    const earlier = 'nextpanel-billing-2025-01-01T02-30-00.000Z.age'
    writeFileSync(join(folder, 'backups', earlier), '')
    const scheduler = new BackupScheduler(test.domain, {
      ...settings,
      retention: { daily: 1, weekly: 0, monthly: 0 },
    })
    writeFileSync(join(folder, 'passphrase'), 'short')
    await scheduler.takeDue()
    expect(files()).toEqual([earlier])
    expect(await alertCauses(test)).toEqual(['backup-failed'])
    const { newest, succeeded } = await lastBackup(test.database.db, test.clock.now())
    expect(newest).toMatchObject({ state: 'failed', problem: expect.stringContaining('fewer than 16') })
    expect(succeeded).toBeNull()

    writeFileSync(join(folder, 'passphrase'), passphrase)
    await scheduler.takeDue()
    expect(files()).toEqual([earlier])
    test.clock.advance(hourMs)
    await scheduler.takeDue()
    expect(files()).toEqual(['nextpanel-billing-2026-03-01T09-00-00.000Z.age'])
    expect(await alertCauses(test)).toEqual([])
  })

  it('mails staff once for each series of failures', { timeout: 180_000 }, async () => {
    const test = open()
    await setUpMail(test, 25, { alertsTo: ['ops@hosting.example'] })
    const sent = async () => (await outbox(test)).map(({ kind, recipient }) => `${kind} ${recipient}`)
    const scheduler = new BackupScheduler(test.domain, settings)
    writeFileSync(join(folder, 'passphrase'), 'short')
    await scheduler.takeDue()
    expect(await sent()).toEqual(['backup-failed ops@hosting.example'])
    expect((await outbox(test))[0]?.values).toMatchObject({
      problem: expect.stringContaining('fewer than 16'),
      effect: expect.stringContaining('Earlier backups are unchanged.'),
      statusUrl: 'https://billing.hosting.example/settings/status',
    })
    // The same series: the repetition after half an hour, and the next day.
    test.clock.advance(hourMs)
    await scheduler.takeDue()
    test.clock.advance(24 * hourMs)
    await scheduler.takeDue()
    expect((await lastBackup(test.database.db, test.clock.now())).newest).toMatchObject({ state: 'failed' })
    expect(await sent()).toHaveLength(1)

    writeFileSync(join(folder, 'passphrase'), passphrase)
    test.clock.advance(hourMs)
    await scheduler.takeDue()
    expect((await lastBackup(test.database.db, test.clock.now())).newest).toMatchObject({
      state: 'succeeded',
    })
    expect(await sent()).toHaveLength(1)

    writeFileSync(join(folder, 'passphrase'), 'short')
    test.clock.advance(24 * hourMs)
    await scheduler.takeDue()
    expect(await sent()).toHaveLength(2)
  })

  it('takes a backup over whose process died', { timeout: 120_000 }, async () => {
    const test = open()
    const at = test.clock.now()
    await test.database.db.insert(backups).values({
      id: '00000000-0000-7000-8000-000000000001',
      dueAt: new Date('2026-03-01T07:00:00Z'),
      state: 'running',
      startedAt: at,
      heartbeatAt: at,
      place: 'x',
      file: 'x',
    })
    const scheduler = new BackupScheduler(test.domain, settings)
    await scheduler.takeDue()
    expect(files()).toEqual([])
    test.clock.advance(121_000)
    await scheduler.takeDue()
    expect(files()).toHaveLength(1)
    expect((await test.database.db.select().from(backups))[0]).toMatchObject({
      state: 'succeeded',
      attempts: 2,
    })
  })

  it('after the clock was ahead shows the failures of now, and makes the backup of each due time', {
    timeout: 180_000,
  }, async () => {
    const test = open()
    const last = () => lastBackup(test.database.db, test.clock.now())
    const scheduler = new BackupScheduler(test.domain, {
      ...settings,
      retention: { daily: 1, weekly: 0, monthly: 0 },
    })
    test.clock.advance(24 * hourMs)
    await scheduler.takeDue()
    const ofTomorrow = 'nextpanel-billing-2026-03-02T08-00-00.000Z.age'
    expect(files()).toEqual([ofTomorrow])

    test.clock.setBack(24 * hourMs)
    expect(await last()).toEqual({ newest: null, succeeded: null })
    writeFileSync(join(folder, 'passphrase'), 'short')
    await scheduler.takeDue()
    expect(await last()).toMatchObject({ newest: { state: 'failed' }, succeeded: null })

    // The retention of one day keeps the new one, although the other has a later time.
    writeFileSync(join(folder, 'passphrase'), passphrase)
    test.clock.advance(hourMs)
    await scheduler.takeDue()
    const ofToday = 'nextpanel-billing-2026-03-01T09-00-00.000Z.age'
    expect(files()).toEqual([ofToday, ofTomorrow])
    expect(await last()).toMatchObject({ newest: { state: 'succeeded', file: ofToday } })

    // Tomorrow at 7:30, when the file of 8:00 already exists.
    test.clock.advance(22.5 * hourMs)
    await scheduler.takeDue()
    const next = 'nextpanel-billing-2026-03-02T07-30-00.000Z.age'
    expect(files()).toEqual([next, ofTomorrow])
    expect(await last()).toMatchObject({ newest: { state: 'succeeded', file: next } })
  })

  it('makes none while this database may be a clone', async () => {
    const test = open()
    await test.database.db.update(installation).set({ standing: 'suspected-copy' })
    await new BackupScheduler(test.domain, settings).takeDue()
    expect(files()).toEqual([])
  })

  it('stops a running backup with the application, and the next process makes it at once', {
    timeout: 120_000,
  }, async () => {
    const test = open()
    const scheduler = new BackupScheduler(test.domain, settings)
    const running = scheduler.takeDue()
    await scheduler.stop()
    await running
    expect(files().filter((name) => name.endsWith('.age'))).toEqual([])
    expect((await lastBackup(test.database.db, test.clock.now())).newest).toMatchObject({
      state: 'failed',
      problem: 'The application was stopped during the backup.',
    })
    expect(await alertCauses(test)).toEqual([])
    await new BackupScheduler(test.domain, settings).takeDue()
    expect((await lastBackup(test.database.db, test.clock.now())).newest).toMatchObject({
      state: 'succeeded',
    })
  })
})
