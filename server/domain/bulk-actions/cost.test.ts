import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { activeAccounts, finished, prepared } from '#testing/bulk-steps.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { getBulkAction, purgeBulkActions } from './index.ts'
import { nextRows, readPendingServers } from './next-rows.ts'

const dayMs = 86_400_000
const many = 20_000

/** The rows that the nodes of a plan read, with those that a filter removed. */
function rowsRead(plan: unknown): number {
  if (typeof plan !== 'object' || plan === null) return 0
  const facts = plan as Readonly<Record<string, unknown>>
  const own = facts['Relation Name'] === 'bulk_action_rows' || facts['Index Name'] !== undefined
  const loops = Number(facts['Actual Loops'] ?? 1)
  const read = own
    ? loops * (Number(facts['Actual Rows'] ?? 0) + Number(facts['Rows Removed by Filter'] ?? 0))
    : 0
  const parts = Array.isArray(facts.Plans) ? facts.Plans : []
  return read + parts.reduce((sum: number, part) => sum + rowsRead(part), 0)
}

describeDomain('The cost of a bulk action', (open) => {
  const full = newId()
  const free = newId()
  const insertMany = async ({ database, clock }: TestDomain) => {
    const id = newId()
    const at = clock.now()
    await database.db.insert(bulkActions).values({
      id,
      action: 'suspend',
      options: { reason: 'staff' },
      status: 'ready',
      counts: {
        total: many + 5,
        unchecked: 0,
        pending: many + 5,
        skipped: 0,
        running: 0,
        waiting: 0,
        done: 0,
        failed: 0,
      },
      createdBy: 'Staff user',
      createdAt: at,
      updatedAt: at,
    })
    await database.db.execute(sql`insert into ${bulkActionRows} (bulk_action_id, number, subject_id, state, server_id)
      select ${id}::uuid, number, gen_random_uuid(), 'pending',
        case when number <= ${many} then ${full}::uuid when number <= ${many + 3} then ${free}::uuid end
      from generate_series(1, ${many + 5}::int) number`)
    await database.db.execute(sql`analyze ${bulkActionRows}`)
    return id
  }

  it('of the next rows does not depend on the rows of servers without a free place', async () => {
    const test = open()
    const { db } = test.database
    const id = await insertMany(test)
    expect((await readPendingServers(db, id)).toSorted()).toEqual([full, free, null].toSorted())
    const places = [
      { serverId: free, count: 2 },
      { serverId: null, count: 16 },
    ]
    const next = { places, limit: 16 }
    expect((await nextRows(db, id, next)).map(({ number }) => number)).toEqual(
      [1, 2, 4, 5].map((each) => many + each),
    )
    const query = nextRows(db, id, next)
    const plan = rowsOf(await db.execute(sql`explain (analyze, format json) ${query}`))[0]?.['QUERY PLAN']
    const [tree] = typeof plan === 'string' ? JSON.parse(plan) : (plan as unknown[])
    expect(rowsRead((tree as { Plan: unknown }).Plan)).toBeLessThan(50)
  })

  it('of a viewer is one row: the reasons are stored with the counts', async () => {
    const test = open()
    await addTestServer(test)
    const ids = [...(await activeAccounts(test, 1)).map(({ accountId }) => accountId), newId()]
    const made = await prepared(test, { action: 'suspend', options: { reason: 'staff' }, target: { ids } })
    const groups = [{ state: 'skipped', code: 'not-found', rows: 1 }]
    expect(made).toMatchObject({ groups })
    expect(await finished(test, made)).toMatchObject({ groups, counts: { done: 1, skipped: 1 } })
    await test.database.db.delete(bulkActionRows)
    expect(await getBulkAction(test.ctx, { id: made.id })).toMatchObject({ groups })
  })

  it('ends after 90 days: it is deleted with its rows', async () => {
    const test = open()
    const id = await insertMany(test)
    await addTestServer(test)
    const ids = (await activeAccounts(test, 1)).map(({ accountId }) => accountId)
    const other = await prepared(test, { action: 'suspend', options: { reason: 'staff' }, target: { ids } })
    await finished(test, other)
    const rows = () => test.database.db.$count(bulkActionRows)
    expect(await rows()).toBe(many + 6)
    test.clock.advance(90 * dayMs - 1000)
    await purgeBulkActions(test.domain)
    expect(await rows()).toBe(many + 6)
    test.clock.advance(86_400_000)
    await purgeBulkActions(test.domain)
    expect(await rows()).toBe(0)
    for (const gone of [id, other.id])
      await expect(getBulkAction(test.ctx, { id: gone })).rejects.toMatchObject({ code: 'not-found' })
  })
})
