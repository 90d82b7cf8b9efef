import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemStatus } from '#contracts/system/schemas.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { openNews } from '#server/platform/news/index.ts'
import { version } from '#server/platform/product/index.ts'
import { insertCompany } from '#testing/billing/steps.ts'
import { finalized, insertCustomer, insertDraft } from '#testing/billing-rows.ts'
import { countStatements } from '#testing/cost/count-statements.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { addTestServer, hostingPassword, newCustomer } from '#testing/domain-steps.ts'
import { setUpMail } from '#testing/mail-steps.ts'
import type { Domain } from '../context.ts'
import { queueDocumentMails, queueStaffMail } from '../mail/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { pauseEngine } from '../operations/index.ts'
import { backups } from '../tables/backups.ts'
import { documents } from '../tables/documents.ts'
import { mails } from '../tables/mail.ts'
import { servers } from '../tables/servers.ts'
import { readSystemStatus } from './index.ts'

const hourMs = 3_600_000
const backupMade = {
  id: '00000000-0000-7000-8000-000000000001',
  dueAt: new Date('2026-03-01T07:00:00Z'),
  state: 'succeeded' as const,
  startedAt: new Date('2026-03-01T07:00:00Z'),
  heartbeatAt: new Date('2026-03-01T07:01:00Z'),
  endedAt: new Date('2026-03-01T07:01:00Z'),
  place: '/mnt/backups',
  file: 'nextpanel-billing-2026-03-01T07-00-00.000Z.age',
  bytes: 4096,
  rows: 12,
}

describeDomain('The system status', (open) => {
  let folder = ''
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'test-status-'))
    await openInstallation(open().database.db)
    await open().database.db.update(installation).set({ standing: 'recognised' })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const plan = () => ({ place: { kind: 'folder' as const, folder }, schedule: [7 * 60] })
  /** On PostgreSQL, no process of the test has a connection for notifications. */
  const read = async (test: TestDomain, parts: Partial<Domain> = {}) => {
    const news = await openNews({ database: test.database, log: test.domain.log, role: 'worker' })
    try {
      return systemStatus.parse(await readSystemStatus(test.domainWith({ backupPlan: plan(), ...parts })))
    } finally {
      await news.close()
    }
  }
  const codes = async (test: TestDomain, parts: Partial<Domain> = {}) =>
    (await read(test, parts)).findings.map(({ code }) => code)

  it('has no findings if everything is in order, and the facts of each part', async () => {
    const test = open()
    await test.database.db.insert(backups).values(backupMade)
    test.clock.advance(hourMs)
    const { findings, program, database, migrations, engine, queues, mail, backups: made } = await read(test)
    expect(findings).toEqual([])
    expect(program).toEqual({
      version,
      role: 'all',
      startedAt: '2026-03-01T08:00:00.000Z',
      uptimeSeconds: 3600,
    })
    expect(database?.kind).toBe(test.database.kind)
    expect(database?.version).toMatch(/^\d+/)
    expect(database?.bytes).toBeGreaterThan(1_000_000)
    expect(database?.processes).toEqual([
      { role: test.database.kind === 'embedded' ? 'all' : 'worker', count: 1 },
    ])
    expect(migrations).toMatchObject({ missing: 0, unknown: 0 })
    expect(engine).toEqual({ isOnHold: false, isPaused: false })
    expect(queues).toEqual({
      servers: [],
      more: 0,
      webhooks: { waiting: 0, oldestAt: null },
      unreachable: [],
    })
    expect(mail).toEqual({ isSetUp: false, waiting: 0, oldestAt: null, failed: 0 })
    expect(made).toEqual({
      last: {
        madeAt: '2026-03-01T07:00:00.000Z',
        bytes: 4096,
        place: '/mnt/backups',
        file: backupMade.file,
        isScheduled: true,
        verifyCommand: `npm run backup:verify -- --from-store ${backupMade.file}`,
      },
      problem: null,
      isRunning: false,
      nextAt: '2026-03-02T07:00:00.000Z',
    })
  })

  it('sends seven statements, and no transaction', async () => {
    const test = open()
    const { statements } = await countStatements(() => readSystemStatus(test.domain))
    expect(statements, statements.join('\n\n')).toHaveLength(7)
  })

  it('says which part cannot be read, and answers with the others', async () => {
    const test = open()
    await test.database.db.transaction(async (tx) => {
      await tx.execute(sql`alter table backups rename to backups_away`)
      await tx.execute(sql`alter table engine_pauses rename to engine_pauses_away`)
    })
    try {
      const status = await read(test)
      expect([status.backups, status.engine, status.mail]).toEqual([null, null, null])
      expect(status.queues).not.toBeNull()
      expect(status.findings).toMatchObject([
        {
          code: 'part-unreadable',
          severity: 'failed',
          message: 'These parts of the status could not be read: engine, mail, backups.',
        },
      ])
      expect(test.logged.filter((line) => line.includes('a part of the system status'))).toHaveLength(2)
    } finally {
      await test.database.db.execute(sql`alter table backups_away rename to backups`)
      await test.database.db.execute(sql`alter table engine_pauses_away rename to engine_pauses`)
    }
  })

  it('lists the queue of each server, and what stops the engine', async () => {
    const test = open()
    await test.database.db.insert(backups).values(backupMade)
    const { id } = await addTestServer(test, { name: 'Oslo' })
    await pauseEngine(test.ctx)
    const username = 'waits'
    await onboardCustomer(
      test.ctx,
      newCustomer({ provisioning: { serverId: id, username, password: hostingPassword } }),
    )
    const paused = await read(test)
    expect(paused.queues?.servers).toMatchObject([
      { id, name: 'Oslo', waiting: 1, needsAction: 0, oldestAt: '2026-03-01T08:00:00.000Z' },
    ])
    expect(paused.findings.map(({ code }) => code)).toEqual(['engine-paused'])
    await test.database.db.update(installation).set({ standing: 'suspected-copy' })
    expect(await codes(test)).toEqual(['installation-held'])
  })

  it('reports an operation that is due for more than an hour, but not one of an unreachable server', async () => {
    const test = open()
    await test.database.db.insert(backups).values(backupMade)
    const { id } = await addTestServer(test, { name: 'Oslo' })
    await pauseEngine(test.ctx)
    await onboardCustomer(
      test.ctx,
      newCustomer({ provisioning: { serverId: id, username: 'late', password: hostingPassword } }),
    )
    await test.database.db.execute(sql`update engine_pauses set ended_at = started_at`)
    expect(await codes(test)).toEqual([])
    test.clock.advance(hourMs + 1000)
    expect(await codes(test)).toEqual(['queue-late'])
    await test.database.db.update(servers).set({ breaker: 'open' }).where(eq(servers.id, id))
    const { findings, queues } = await read(test)
    expect(findings).toMatchObject([
      {
        code: 'server-unreachable',
        message: 'Requests are paused to servers that failed to respond: Oslo.',
      },
    ])
    expect(queues?.unreachable).toEqual([{ id, name: 'Oslo' }])
  })

  it('reports mails that wait or failed', async () => {
    const test = open()
    await test.database.db.insert(backups).values(backupMade)
    await setUpMail(test, 25, { alertsTo: ['a@hosting.example', 'b@hosting.example'] })
    await queueStaffMail(test.database.db, { kind: 'server-alert', at: test.clock.now() })
    expect((await read(test)).mail).toEqual({
      isSetUp: true,
      waiting: 2,
      oldestAt: '2026-03-01T08:00:00.000Z',
      failed: 0,
    })
    await test.database.db
      .update(mails)
      .set({ state: 'failed' })
      .where(eq(mails.recipient, 'b@hosting.example'))
    test.clock.advance(hourMs + 1000)
    expect(await codes(test)).toEqual(['mail-failed', 'mail-late'])
    test.clock.advance(24 * hourMs)
    expect((await read(test)).mail?.failed).toBe(0)
  })

  it('does not report invoices of a large run that wait for their first attempt', async () => {
    const test = open()
    const { db } = test.database
    await db.insert(backups).values(backupMade)
    await setUpMail(test, 25)
    await insertCompany(db)
    const documentId = await insertDraft(db, await insertCustomer(db))
    await db.update(documents).set(finalized(1)).where(eq(documents.id, documentId))
    await queueDocumentMails(db, [documentId], test.clock.now())
    test.clock.advance(2 * hourMs)
    expect((await read(test)).mail).toMatchObject({ waiting: 1, oldestAt: null })
    expect(await codes(test)).toEqual([])
    await db.update(mails).set({ attempts: 1 })
    expect(await codes(test)).toEqual(['mail-late'])
  })

  it('counts a file of npm run backup in the folder, and reports a backup that is late', async () => {
    const test = open()
    expect(await codes(test)).toEqual(['backup-missing'])
    await test.database.db.insert(backups).values(backupMade)
    test.clock.advance(26 * hourMs)
    const { findings } = await read(test)
    expect(findings).toMatchObject([{ code: 'backup-late', message: 'The last backup is 27 hours old.' }])
    writeFileSync(join(folder, 'nextpanel-billing-2026-03-02T09-30-00.000Z.age'), 'sealed')
    writeFileSync(join(folder, 'nextpanel-billing-2026-03-02T09-45-00.000Z.age.4711.partial'), '')
    const after = await read(test)
    expect(after.findings).toEqual([])
    // Of a time when the clock was ahead.
    writeFileSync(join(folder, 'nextpanel-billing-2026-06-01T09-30-00.000Z.age'), 'sealed')
    await test.database.db.insert(backups).values({
      ...backupMade,
      id: '00000000-0000-7000-8000-000000000002',
      dueAt: new Date('2026-06-01T07:00:00Z'),
      startedAt: new Date('2026-06-01T07:00:00Z'),
    })
    expect((await read(test)).backups).toEqual(after.backups)
    expect(after.backups?.last).toEqual({
      madeAt: '2026-03-02T09:30:00.000Z',
      bytes: 6,
      place: folder,
      file: 'nextpanel-billing-2026-03-02T09-30-00.000Z.age',
      isScheduled: false,
      verifyCommand: 'npm run backup:verify -- --from-store nextpanel-billing-2026-03-02T09-30-00.000Z.age',
    })
  })
})

describeDomainOnPostgres('The processes in the system status', (open) => {
  it('are counted by role, and a missing worker is reported', async () => {
    const test = open()
    const role = (name: 'web' | 'worker') =>
      openNews({ database: test.database, log: test.domain.log, role: name })
    const web = [await role('web'), await role('web')]
    const without = await readSystemStatus(test.domain)
    expect(without.database?.processes).toEqual([{ role: 'web', count: 2 }])
    expect(without.findings.map(({ code }) => code)).toContain('no-worker')
    const worker = await role('worker')
    const status = await readSystemStatus(test.domain)
    expect(status.database?.processes).toEqual([
      { role: 'web', count: 2 },
      { role: 'worker', count: 1 },
    ])
    expect(status.findings.map(({ code }) => code)).not.toContain('no-worker')
    await Promise.all([...web, worker].map((each) => each.close()))
  })
})
