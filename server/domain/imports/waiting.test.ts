import { setTimeout as delay } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, auditOf, onPanel } from '#testing/domain-steps.ts'
import { checkedImport, importedRows, withEngine, workOnImports } from '#testing/import-steps.ts'
import { cancelOperation } from '../operations/index.ts'
import { testServer } from '../servers/index.ts'
import { imports } from '../tables/imports.ts'
import {
  cancelImport,
  eraseImportSecrets,
  getImport,
  ImportWorker,
  pauseImport,
  resumeImport,
  startImport,
  watchImport,
} from './index.ts'

const dayMs = 86_400_000
const until = async (isTrue: () => Promise<boolean>) => {
  while (!(await isTrue())) await delay(5)
}
const revoke = ({ sandbox }: TestDomain, revoked: boolean) => sandbox.changeKey(1, { revoked })

describeDomain('A row whose server is in trouble', (open) => {
  /** An import of one row that runs, and whose operation the server has stopped. */
  const waiting = async (test: TestDomain, passwords: 'link' | 'generate' = 'link') => {
    const { id: serverId } = await addTestServer(test)
    const { id } = await checkedImport(test, 'Email,Full Name\na@wait.example,Ada\n', {
      hosting: 'create',
      serverId,
      passwords,
    })
    revoke(test, true)
    await startImport(test.ctx, { id })
    const worker = new ImportWorker(test.domain)
    await worker.take()
    await withEngine(test, () => until(async () => (await getImport(test.ctx, { id })).counts.waiting === 1))
    return { id, serverId, worker }
  }
  const repair = async (test: TestDomain, serverId: string) => {
    revoke(test, false)
    await testServer(test.ctx, { id: serverId })
  }

  it('is not finished: it waits, says why, and is done when the server works again', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'running',
      counts: { running: 1, waiting: 1, failed: 0 },
      progress: { handled: 0, total: 1 },
      problems: [],
    })
    expect(await importedRows(test, id)).toMatchObject([
      {
        state: 'running',
        errors: [{ field: '', code: 'key-revoked', message: expect.stringContaining('revoked') }],
      },
    ])
    await repair(test, serverId)
    await withEngine(test, () => worker.idle())
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'finished',
      counts: { done: 1, running: 0, waiting: 0, failed: 0 },
    })
    expect(await importedRows(test, id)).toMatchObject([{ state: 'done', errors: [] }])
    expect(onPanel(test)).toHaveLength(1)
  })

  it('does not hold up a pause, and ends the import when it is the last row that is done', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test)
    await pauseImport(test.ctx, { id })
    await worker.idle()
    expect(await getImport(test.ctx, { id })).toMatchObject({ status: 'paused', counts: { waiting: 1 } })
    await repair(test, serverId)
    await withEngine(test, () =>
      until(async () => {
        await workOnImports(test.domain)
        return (await getImport(test.ctx, { id })).status === 'finished'
      }),
    )
    expect((await getImport(test.ctx, { id })).counts).toMatchObject({ done: 1, running: 0, waiting: 0 })
  })

  it('does not hold up a cancellation or a stream of events, and is done afterwards', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test)
    await cancelImport(test.ctx, { id })
    await worker.idle()
    for await (const { status } of watchImport(test.ctx, { id })) expect(status).toBe('cancelled')
    await repair(test, serverId)
    await withEngine(test, () =>
      until(async () => {
        await workOnImports(test.domain)
        return (await getImport(test.ctx, { id })).counts.done === 1
      }),
    )
    expect((await getImport(test.ctx, { id })).status).toBe('cancelled')
  })

  it('has failed when staff cancel its operation', async () => {
    const test = open()
    const { id, worker } = await waiting(test)
    const [row] = await importedRows(test, id)
    await cancelOperation(test.ctx, { id: row?.operationId ?? '' })
    await worker.idle()
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'finished',
      counts: { failed: 1, running: 0, waiting: 0 },
    })
  })

  it('pauses an import that could do nothing else for 24 hours, with the reason', async () => {
    const test = open()
    const { id, worker } = await waiting(test)
    test.clock.advance(dayMs)
    await worker.idle()
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'paused',
      pausedBecause: expect.stringMatching(/^1 row has waited for a server for 24 hours\./),
      counts: { running: 1, waiting: 1 },
    })
  })

  it('ends an import that paused itself, if it was the last one, so that its passwords are erased', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test, 'generate')
    test.clock.advance(dayMs)
    await worker.idle()
    expect((await getImport(test.ctx, { id })).status).toBe('paused')
    await repair(test, serverId)
    await withEngine(test, () =>
      until(async () => {
        await workOnImports(test.domain)
        return (await getImport(test.ctx, { id })).status === 'finished'
      }),
    )
    expect(await getImport(test.ctx, { id })).toMatchObject({
      pausedBecause: null,
      endedAt: test.clock.now().toISOString(),
      credentials: { waiting: 1 },
    })
    test.clock.advance(dayMs + 1)
    await eraseImportSecrets(test.domain)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      credentials: { waiting: 0 },
      secretsErasedAt: test.clock.now().toISOString(),
    })
  })
})

describeDomain('The rows of two servers in trouble', (open) => {
  const rowsOfEach = 12

  it('leave room for another server, and a resumed import is not paused again at once', async () => {
    const test = open()
    const keys = [test.sandbox.createKey({}), test.sandbox.createKey({}), test.sandbox.createKey({})]
    const lines = ['Email,Full Name,Hosting Username,Server']
    for (const [index, { apiKey, apiSecret }] of keys.entries()) {
      await addTestServer(test, { name: `Panel ${index}`, apiKey, apiSecret })
      for (let row = 0; row < (index < 2 ? rowsOfEach : 2); row += 1)
        lines.push(`s${index}row${row}@rows.example,Row,s${index}row${row},Panel ${index}`)
    }
    const { id, counts } = await checkedImport(test, `${lines.join('\n')}\n`, {
      hosting: 'create',
      passwords: 'link',
    })
    expect(counts).toMatchObject({ valid: 2 * rowsOfEach + 2 })
    for (const key of keys.slice(0, 2)) test.sandbox.changeKey(key.id, { revoked: true })
    await startImport(test.ctx, { id })
    const worker = new ImportWorker(test.domain)
    await withEngine(test, async () => {
      await worker.take()
      await until(async () => onPanel(test).length === 2)
      await until(async () => (await getImport(test.ctx, { id })).counts.done === 2)
    })
    test.clock.advance(dayMs)
    // A worker lets go of a paused import in which nothing moves.
    const working = (isTrue: (row: typeof imports.$inferSelect | undefined) => boolean) =>
      until(async () => {
        await worker.take()
        const [row] = await test.database.db.select().from(imports).where(eq(imports.id, id))
        return isTrue(row)
      })
    await working((row) => row?.status === 'paused')
    await resumeImport(test.ctx, { id })
    test.clock.advance(dayMs - 1)
    const at = test.clock.now().getTime()
    // The next counts show that the worker had a turn.
    await working((row) => row?.updatedAt.getTime() === at)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'running',
      counts: { running: 2 * rowsOfEach, done: 2 },
    })
    await worker.stop()
    expect((await auditOf(test)).filter(({ action }) => action === 'import.pause')).toHaveLength(1)
  })
})
