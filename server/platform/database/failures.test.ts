import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '#testing/database.ts'
import {
  isDatabaseBusy,
  isDatabaseUnavailable,
  isDiskFull,
  isRetryable,
  isUniqueViolation,
} from './failures.ts'

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

const withCode = (code: string, message = 'Said in another language.') =>
  Object.assign(new Error(message), { code })

it.each([
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
  '25P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])('code %s means that the database is unavailable, also inside another error', (code) => {
  expect(isDatabaseUnavailable(withCode(code))).toBe(true)
  expect(isDatabaseUnavailable(new Error('Failed query', { cause: withCode(code) }))).toBe(true)
})

it.each([
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Query read timeout',
])('"%s" of the driver means that the database is unavailable', (message) => {
  expect(isDatabaseUnavailable(new Error(message))).toBe(true)
})

it.each([
  '23505',
  '40001',
  '57014',
  '42P01',
  'ERR_INVALID_ARG_TYPE',
])('code %s does not mean that it is unavailable', (code) => {
  expect(isDatabaseUnavailable(withCode(code))).toBe(false)
})

it.each(['57014', '55P03', '53000', '53200', '53300'])('code %s means that the database is busy', (code) => {
  expect(isDatabaseBusy(new Error('Failed query', { cause: withCode(code) }))).toBe(true)
})

it.each(['23505', '42P01', 'P0001', '57P01'])('code %s does not mean that it is busy', (code) => {
  expect(isDatabaseBusy(withCode(code))).toBe(false)
})

it.each(['53100', 'ENOSPC', 'EDQUOT'])('code %s means that its disk is full', (code) => {
  expect(isDiskFull(new Error('Failed query', { cause: withCode(code) }))).toBe(true)
  expect(isDiskFull(withCode('57P01'))).toBe(false)
})
