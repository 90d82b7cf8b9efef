import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { insertCompany } from '#testing/billing/steps.ts'
import { describeDomain } from '#testing/domain.ts'
import { readBillingOverview, readMrr } from './index.ts'
import { twoAtOnce } from './two-at-once.ts'

const closed = { code: 'too-many-requests', message: expect.stringContaining('closed') }

describeDomain('Reports of all subscriptions', (open) => {
  it('run two at once, in the order of their requests', async () => {
    const { ctx } = open()
    const order: number[] = []
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
    const runs = ends.map(({ promise }, index) =>
      twoAtOnce(ctx, () => {
        order.push(index)
        return promise
      }),
    )
    expect(order).toEqual([0, 1])
    ends[1]?.reject(new Error('A report that fails.'))
    await expect(runs[1]).rejects.toThrow('fails')
    await setImmediate()
    expect(order).toEqual([0, 1, 2])
    for (const { resolve } of ends) resolve()
    await Promise.all([runs[0], ...runs.slice(2)])
    expect(order).toEqual([0, 1, 2, 3, 4])
  })

  it('wait for others, and leave if their request is closed', async () => {
    const { ctx, database } = open()
    await insertCompany(database.db)
    const first = Promise.withResolvers<void>()
    const held = [0, 1].map(() => twoAtOnce(ctx, () => first.promise))
    const leaving = new AbortController()
    const left = [
      readMrr({ ...ctx, signal: leaving.signal }, {}),
      readBillingOverview({ ...ctx, signal: leaving.signal }),
    ].map((report) => expect(report).rejects.toMatchObject(closed))
    const others = [readMrr(ctx, {}), readBillingOverview(ctx)]
    leaving.abort()
    await Promise.all(left)
    await expect(readMrr({ ...ctx, signal: leaving.signal }, {})).rejects.toMatchObject(closed)
    first.resolve()
    await Promise.all(held)
    expect(await Promise.all(others)).toMatchObject([{ items: [] }, { items: [{ currency: 'EUR' }] }])
    expect(await readMrr(ctx, {})).toMatchObject({ items: [] })
  })

  it('are refused if too many wait, and run again after that', async () => {
    const { ctx } = open()
    const first = Promise.withResolvers<void>()
    const runs = Array.from({ length: 52 }, () => twoAtOnce(ctx, () => first.promise))
    await expect(twoAtOnce(ctx, () => first.promise)).rejects.toMatchObject({ code: 'too-many-requests' })
    first.resolve()
    await Promise.all(runs)
    expect(await twoAtOnce(ctx, async () => 'done')).toBe('done')
  })
})
