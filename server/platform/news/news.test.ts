import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { describeOnPostgres } from '#testing/database.ts'
import { type News, openNews } from './index.ts'

const log = createLog({ level: 'silent' })

/** Records its calls. */
const recorder = () => {
  const got: string[] = []
  return { got, onNews: (payload: string) => void got.push(payload), onGap: () => void got.push('(gap)') }
}

describeOnPostgres('News', (open) => {
  let news: News
  beforeEach(async () => {
    news = await openNews({ database: open().database, log, backoffFirstMs: 10, backoffMaxMs: 50 })
  })
  afterEach(() => news.close())

  const publish = (channel: string, payload: string) =>
    open().database.db.execute(sql`select pg_notify(${channel}, ${payload})`)

  const endConnection = async () => {
    const ended = await open().database.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'nextpanel-billing news'`)
    expect(rowsOf(ended)).toHaveLength(1)
  }

  it('arrives at every handler of its channel, in order, and at no other handler', async () => {
    const [first, second, other] = [recorder(), recorder(), recorder()]
    await news.listen('orders', first)
    await news.listen('orders', second)
    await news.listen('others', other)
    await publish('orders', 'one')
    await publish('orders', 'two')
    await expect.poll(() => second.got).toEqual(['one', 'two'])
    expect(first.got).toEqual(['one', 'two'])
    expect(other.got).toEqual([])
  })

  it('arrives only when the transaction that published it commits', async () => {
    const orders = recorder()
    await news.listen('orders', orders)
    const rolledBack = open().database.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_notify('orders', 'never')`)
      throw new Error('Changed my mind.')
    })
    await expect(rolledBack).rejects.toThrow('Changed my mind.')
    await publish('orders', 'committed')
    await expect.poll(() => orders.got).toEqual(['committed'])
  })

  it('reports a gap after a lost connection, and then continues', async () => {
    const orders = recorder()
    await news.listen('orders', orders)
    for (const payload of ['one', 'two']) {
      orders.got.length = 0
      await endConnection()
      await expect.poll(() => orders.got, { timeout: 10_000 }).toEqual(['(gap)'])
      await publish('orders', payload)
      await expect.poll(() => orders.got).toEqual(['(gap)', payload])
    }
  })

  it('reaches the other handlers if one throws', async () => {
    const orders = recorder()
    const broken = { onNews: () => expect.unreachable(), onGap: () => {} }
    await news.listen('orders', broken)
    await news.listen('orders', orders)
    await publish('orders', 'one')
    await expect.poll(() => orders.got).toEqual(['one'])
  })

  it('refuses a channel name that would need quotes', async () => {
    await expect(news.listen('orders; drop table x', recorder())).rejects.toThrow(TypeError)
  })

  it('leaves no connection open after close', async () => {
    await news.close()
    const count = async () => {
      const answer = await open().database.db.execute(sql`
        select count(*) as count from pg_stat_activity
        where datname = current_database() and application_name = 'nextpanel-billing news'`)
      return rowsOf(answer)[0]?.count
    }
    await expect.poll(count).toBe(0)
  })
})

describe('Notifications when PostgreSQL is unavailable', () => {
  it('do not stop the program, and close ends the attempts', async () => {
    const url = 'postgres://me:secret@127.0.0.1:1/none'
    const news = await openNews({ database: { url }, log, backoffFirstMs: 10, backoffMaxMs: 50 })
    await news.listen('orders', recorder())
    await news.close()
  })
})

it('On the embedded database, listening does nothing', async () => {
  const news = await openNews({ database: {}, log })
  await news.listen('orders', recorder())
  await news.close()
})
