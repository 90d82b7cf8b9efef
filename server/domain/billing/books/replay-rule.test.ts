import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { newSubscription, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { commit, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  cancelSubscription,
  changeSubscription,
  createSubscription,
  pauseSubscription,
  previewChange,
  resumeSubscription,
} from '../../subscriptions/index.ts'
import { runBilling } from '../index.ts'
import { checkBooks, findViolations } from './check-books.ts'

const by = { kind: 'system', name: 'System' } as const

/** Statements that no code writes, and what the rules M16 and M20 report. The guards of the tables are off. */
const planted: readonly (readonly [name: string, statement: string, rules: readonly string[]])[] = [
  [
    'a renewal with another amount',
    `update charges set amount = amount + 1 where id = (select id from charges where change_id is null and kind = 'recurring' order by period_start limit 1)`,
    ['M16'],
  ],
  [
    'a charge of a change with another amount',
    `update charges set amount = amount - 1 where kind = 'proration-credit'`,
    ['M16', 'M20'],
  ],
  ['a setup fee that is missing', `delete from charges where kind = 'setup'`, ['M16', 'M20']],
  [
    'a renewal that was never billed',
    `update subscriptions set billed_through = billed_through + 31 where status = 'active'`,
    ['M16'],
  ],
  ['an anchor that no change has set', `update subscriptions set anchor_on = anchor_on - 1`, ['M16']],
  [
    'a one-time item that was charged twice',
    `insert into charges select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'kind', 'one-time', 'item_id', gen_random_uuid()))).* from charges c where kind = 'one-time'`,
    ['M16'],
  ],
  [
    'a change that was not previewed',
    `update subscription_changes set accepted_hash = 'another' where accepted_hash is not null`,
    ['M20'],
  ],
  ['an invoice of a change with another line', `update document_lines set net = net + 1`, ['M20']],
  ['an item with another quantity', `update subscription_items set quantity = 9`, ['M20']],
  ['a change on another day', `update subscription_changes set effective_on = effective_on + 1`, ['M20']],
]

describeDomain('The check of charges and previews', (open) => {
  beforeEach(async () => {
    const { database, ctx, clock, domain } = open()
    const { db } = database
    await insertCompany(db)
    await insertVat(db)
    const customerId = await insertCustomer(db)
    const { priceId, productId } = await insertPrice(db, 3100n, { setupFee: 700n })
    const larger = await insertPrice(db, 6200n, { productId })
    const once = await insertPrice(db, 900n, { productId, intervalUnit: 'once' })
    const next = async (days: number) => {
      clock.advance(days * 86_400_000)
      await runBilling(domain, { dryRun: false }, by)
    }
    const start = () => createSubscription(ctx, newSubscription.parse({ customerId, priceId }))
    const { id } = (await start()).subscription
    const second = (await start()).subscription
    await next(31)
    await next(30)
    const change = { id, ...subscriptionChange.parse({ priceId: larger.priceId }) }
    const { planHash } = await previewChange(ctx, change)
    await changeSubscription(ctx, { ...change, planHash })
    await commit(open(), { customerId, action: { kind: 'one-time', priceId: once.priceId, quantity: 2 } })
    await next(31)
    await pauseSubscription(ctx, { id })
    await cancelSubscription(ctx, { id: second.id, at: 'now' })
    await next(40)
    await resumeSubscription(ctx, { id })
    await next(31)
  })

  it('finds nothing after renewals and changes', async () => {
    expect(await checkBooks(open().database.db)).toEqual([])
  })

  it.each(planted)('finds %s', async (_name, statement, rules) => {
    const { db } = open().database
    const back = new Error('undone')
    let found: string[] = []
    const planting = db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`drop index charges_once`)
      await tx.execute(sql.raw(statement))
      const all = (await findViolations(tx)).map(({ rule }) => rule)
      found = [...new Set(all.filter((rule) => rule === 'M16' || rule === 'M20'))].toSorted()
      throw back
    })
    await expect(planting).rejects.toBe(back)
    expect(found).toEqual(rules)
  })

  it('leaves out changes of releases whose planner was another one', async () => {
    const { db } = open().database
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update subscription_changes set inputs = jsonb_set(inputs, '{format}', '0')`)
      await tx.execute(sql`update charges set amount = amount + 1 where kind = 'setup'`)
    })
    expect((await checkBooks(db)).filter(({ rule }) => rule === 'M16')).toEqual([])
  })
})
