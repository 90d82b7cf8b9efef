import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '#testing/database.ts'
import { isRetryable, isUniqueViolation } from './index.ts'

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describeOnBothDatabases('Errors of the database', (open) => {
  it("are distinguished by the database's own error", async () => {
    const { db } = open().database
    await db.execute(sql`create temporary table probe (id int constraint probe_id unique)`)
    const failure = await failureOf(db.execute(sql`insert into probe values (1), (1)`))
    expect(isUniqueViolation(failure)).toBe(true)
    expect(isUniqueViolation(failure, 'probe_id')).toBe(true)
    expect(isUniqueViolation(failure, 'another')).toBe(false)
    expect(isUniqueViolation(new Error('Around it.', { cause: failure }), 'probe_id')).toBe(true)
    expect(isRetryable(failure)).toBe(false)
  })

  it.each(['40001', '40P01'])('of kind %s may be retried', async (state) => {
    const raise = sql.raw(`do $$ begin raise exception 'lost' using errcode = '${state}'; end $$`)
    const failure = await failureOf(open().database.db.execute(raise))
    expect(isRetryable(failure)).toBe(true)
    expect(isUniqueViolation(failure)).toBe(false)
  })

  it.each([
    undefined,
    null,
    'text',
    new Error('plain'),
    { code: '40001' },
  ])('are not detected in %o', (value) => {
    expect(isRetryable(value)).toBe(false)
    expect(isUniqueViolation(value)).toBe(false)
  })
})
