import { setTimeout as delay } from 'node:timers/promises'
import { eq, like, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rolePermissions } from '#contracts/roles.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { addStaffUser, addTestServer, onPanel } from '#testing/domain-steps.ts'
import {
  checkedImport,
  finishedImport,
  importedRows,
  uploadFile,
  withEngine,
  workOnImports,
} from '#testing/import-steps.ts'
import { contextOf } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { importRows, imports } from '../tables/imports.ts'
import {
  cancelImport,
  changeImport,
  checkImport,
  getImport,
  ImportWorker,
  listImports,
  pauseImport,
  resumeImport,
  startImport,
} from './index.ts'

const fileOf = (name: string, count: number) =>
  `Email,Full Name\n${Array.from({ length: count }, (_, index) => `${name}${index}@run.example,Person ${index}\n`).join('')}`

describeDomain('A running import', (open) => {
  const customersNamed = async ({ database }: TestDomain, name: string) =>
    (
      await database.db
        .select({ email: customers.email })
        .from(customers)
        .where(like(customers.email, `${name}%@run.example`))
    ).length
  const statesOf = async ({ database }: TestDomain, id: string) => {
    const rows = await database.db
      .select({ state: importRows.state, count: sql<number>`count(*)::int` })
      .from(importRows)
      .where(eq(importRows.importId, id))
      .groupBy(importRows.state)
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  }
  const until = async (isTrue: () => Promise<boolean>) => {
    while (!(await isTrue())) await delay(5)
  }
  const withHosting = async (test: TestDomain) => {
    const { id: serverId } = await addTestServer(test)
    return { hosting: 'create', serverId, passwords: 'link' } as const
  }

  it('begins nothing while it is paused, and continues when it is resumed', async () => {
    const test = open()
    const { id } = await checkedImport(test, fileOf('paused', 3))
    await startImport(test.ctx, { id })
    await pauseImport(test.ctx, { id })
    await workOnImports(test.domain)
    expect(await getImport(test.ctx, { id })).toMatchObject({ status: 'paused', counts: { valid: 3 } })
    expect(await customersNamed(test, 'paused')).toBe(0)
    expect((await pauseImport(test.ctx, { id })).status).toBe('paused')
    await resumeImport(test.ctx, { id })
    await workOnImports(test.domain)
    expect(await getImport(test.ctx, { id })).toMatchObject({ status: 'finished', counts: { done: 3 } })
    await expect(pauseImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(resumeImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(cancelImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('ends the rows that have begun while it is paused, and is then finished, because no other is left', async () => {
    const test = open()
    const { id } = await checkedImport(test, fileOf('open', 2), await withHosting(test))
    await startImport(test.ctx, { id })
    const worker = new ImportWorker(test.domain)
    await worker.take()
    await until(async () => (await statesOf(test, id)).running === 2)
    await pauseImport(test.ctx, { id })
    await withEngine(test, () => worker.idle())
    expect(await getImport(test.ctx, { id })).toMatchObject({ status: 'finished', counts: { done: 2 } })
    await expect(resumeImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('begins no further row after it was cancelled, and undoes nothing', async () => {
    const test = open()
    const { id } = await checkedImport(test, fileOf('cancelled', 150))
    await startImport(test.ctx, { id })
    const worker = new ImportWorker(test.domain)
    await worker.take()
    await until(async () => ((await statesOf(test, id)).done ?? 0) > 0)
    await cancelImport(test.ctx, { id })
    await worker.idle()
    const { status, counts, endedAt } = await getImport(test.ctx, { id })
    expect({ status, hasEnded: endedAt !== null }).toEqual({ status: 'cancelled', hasEnded: true })
    expect(counts.valid).toBeGreaterThan(0)
    expect(counts.done + counts.valid).toBe(150)
    expect(await customersNamed(test, 'cancelled')).toBe(counts.done)
    await expect(resumeImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(startImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('is continued by another worker when the lease of a dead one has ended, and no row is done twice', async () => {
    const test = open()
    const { db } = test.database
    const { id } = await checkedImport(test, fileOf('dead', 4), await withHosting(test))
    // Two rows that the dead worker does not reach.
    const last = sql`${importRows.importId} = ${id}::uuid and ${importRows.number} > 3`
    await db.update(importRows).set({ state: 'pending' }).where(last)
    await startImport(test.ctx, { id })
    const dead = new ImportWorker(test.domain)
    await dead.take()
    await until(async () => (await statesOf(test, id)).running === 2)
    await dead.stop()
    await db.update(importRows).set({ state: 'valid' }).where(last)
    const leaseUntil = new Date(test.clock.now().getTime() + 5_000)
    await db.update(imports).set({ leaseToken: newId(), leaseUntil }).where(eq(imports.id, id))
    await workOnImports(test.domain)
    expect(await statesOf(test, id)).toEqual({ running: 2, valid: 2 })
    test.clock.advance(5_001)
    await withEngine(test, () => workOnImports(test.domain))
    expect(await getImport(test.ctx, { id })).toMatchObject({ status: 'finished', counts: { done: 4 } })
    expect(await customersNamed(test, 'dead')).toBe(4)
    expect(onPanel(test).sort()).toEqual(['dead0', 'dead1', 'dead2', 'dead3'])
    expect(test.sandbox.ledger()).toHaveLength(4)
  })

  it('does every row once, although two workers have it at the same time', async () => {
    const test = open()
    const { db } = test.database
    const { id } = await checkedImport(test, fileOf('twice', 60))
    await startImport(test.ctx, { id })
    const workers = [new ImportWorker(test.domain), new ImportWorker(test.domainWith({}))]
    const work = Promise.all(
      workers.map(async (worker) => {
        while ((await getImport(test.ctx, { id })).status === 'running') {
          // As if the lease had ended while its worker was slow.
          await db.update(imports).set({ leaseUntil: null }).where(eq(imports.id, id))
          await worker.take()
          await delay(1)
        }
        await worker.stop()
      }),
    )
    await work
    expect(await statesOf(test, id)).toEqual({ done: 60 })
    expect(await customersNamed(test, 'twice')).toBe(60)
    expect((await getImport(test.ctx, { id })).counts).toMatchObject({ done: 60, failed: 0, unchanged: 0 })
  })

  it('pauses when its starter is disabled, and continues in the name of the user who resumes it', async () => {
    const test = open()
    const { id } = await checkedImport(test, fileOf('starter', 3))
    await startImport(test.ctx, { id })
    const { db } = test.database
    await db.update(users).set({ isActive: false }).where(eq(users.id, staff.userId))
    await workOnImports(test.domain)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'paused',
      pausedBecause: expect.stringContaining('The login of Staff user is disabled.'),
      counts: { valid: 3 },
    })
    expect(await customersNamed(test, 'starter')).toBe(0)
    const other = { ...staff, userId: newId(), email: 'other@hosting.example' }
    await addStaffUser(test, other)
    await resumeImport(contextOf(test.domain, call(other)), { id })
    await workOnImports(test.domain)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'finished',
      pausedBecause: null,
      counts: { done: 3 },
    })
    await db.update(users).set({ isActive: true }).where(eq(users.id, staff.userId))
  })

  it('can be checked again after another mapping, and not changed once it runs', async () => {
    const test = open()
    const { id } = await uploadFile(test.ctx, 'Contact,Label\na@mapping.example,A\n')
    await changeImport(test.ctx, { id, mapping: { Label: 'fullName', Contact: null } })
    await expect(checkImport(test.ctx, { id })).rejects.toMatchObject({
      errors: [{ path: 'mapping', code: 'required' }],
    })
    await expect(changeImport(test.ctx, { id, mapping: { Contact: 'fullName' } })).rejects.toMatchObject({
      errors: [{ code: 'mapped-twice' }],
    })
    await expect(changeImport(test.ctx, { id, mapping: { Nothing: 'email' } })).rejects.toMatchObject({
      errors: [{ code: 'unknown-column' }],
    })
    await changeImport(test.ctx, { id, mapping: { Contact: 'email' } })
    await expect(startImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await checkImport(test.ctx, { id })
    await expect(changeImport(test.ctx, { id, mapping: {} })).rejects.toMatchObject({ code: 'wrong-state' })
    await workOnImports(test.domain)
    expect((await finishedImport(test, id)).counts).toMatchObject({ done: 1 })
    await expect(changeImport(test.ctx, { id, mapping: {} })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(checkImport(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    expect((await importedRows(test, id)).map(({ fullName }) => fullName)).toEqual(['A'])
  })

  it('needs hosting.write to check, start and resume rows with hosting', async () => {
    const test = open()
    const role = 'billing'
    expect(rolePermissions[role].has('hosting.write')).toBe(false)
    const billing = contextOf(test.domain, call({ ...staff, role }))
    const defaults = await withHosting(test)
    const { id } = await uploadFile(test.ctx, fileOf('allowed', 1))
    await changeImport(test.ctx, { id, defaults })
    const forbidden = { code: 'forbidden', message: expect.stringContaining('hosting.write') }
    await expect(checkImport(billing, { id })).rejects.toMatchObject(forbidden)
    await checkImport(test.ctx, { id })
    await workOnImports(test.domain)
    await expect(startImport(billing, { id })).rejects.toMatchObject(forbidden)
    await startImport(test.ctx, { id })
    await pauseImport(test.ctx, { id })
    await expect(resumeImport(billing, { id })).rejects.toMatchObject(forbidden)
    expect(await customersNamed(test, 'allowed')).toBe(0)
    expect((await listImports(test.ctx, { limit: 1 })).items).toMatchObject([{ id, status: 'paused' }])
  })
})
