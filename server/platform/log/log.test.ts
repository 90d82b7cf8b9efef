import { DrizzleQueryError } from 'drizzle-orm/errors'
import { describe, expect, it } from 'vitest'
import { createLog, type Log } from './index.ts'

const logged = (write: (log: Log) => void, level = 'info') => {
  const lines: string[] = []
  write(createLog({ level, destination: { write: (line: string) => lines.push(line) } }))
  return lines.join('')
}

describe('The log', () => {
  it('is one JSON object per line, with the time in ISO 8601', () => {
    const line: unknown = JSON.parse(logged((log) => log.info({ requestId: 'r1' }, 'Done.')))
    expect(line).toMatchObject({ level: 30, requestId: 'r1', msg: 'Done.' })
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/))
  })

  it('omits lines below its level', () => {
    expect(logged((log) => log.info('Done.'), 'warn')).toBe('')
  })

  it.each([
    'password',
    'currentPassword',
    'newPassword',
    'apiKey',
    'apiSecret',
    'secretKey',
    'token',
    'authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'x-api-secret',
  ])('never shows %s at any depth', (name) => {
    const secret = { [name]: 'hunter2' }
    const text = logged((log) => {
      log.info(secret)
      log.info({ body: secret })
      log.info({ request: { headers: secret } })
      log.info({ a: { b: { c: secret } } })
      log.info({ a: { b: { c: { d: secret } } } })
      log.info({ items: [secret] })
      log.child({ request: { body: secret } }).info('Done.')
    })
    expect(text).toContain('[redacted]')
    expect(text).not.toContain('hunter2')
  })

  it('never shows the values of a failed query', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "people_email"'), {
      code: '23505',
      constraint: 'people_email',
      detail: 'Key (email)=(hunter2) already exists.',
    })
    const failure = new DrizzleQueryError('insert into people values ($1)', ['hunter2'], cause)
    const wrapped = new Error('Saving failed.', { cause: failure })
    const text = logged((log) => {
      log.error(failure)
      log.error(failure.message)
      log.error({ err: new Error(`Saving failed: ${failure.message}`) })
      log.error({ err: failure }, 'Saving failed.')
      log.error({ error: wrapped })
      log.error({ err: new AggregateError([failure], 'Several.') })
    })
    expect(text).toContain('insert into people values ($1)')
    expect(text).toContain('people_email')
    expect(text).toContain('log.test.ts')
    expect(text).not.toContain('hunter2')
  })

  it('never shows input that the database could not read', () => {
    const text = logged((log) => log.error(new Error('invalid input syntax for type uuid: "hunter2"')))
    expect(text).toContain('invalid input syntax for type uuid')
    expect(text).not.toContain('hunter2')
  })

  it('describes an error that is a plain object', () => {
    const text = logged((log) => log.error({ err: { message: 'Refused.', stack: 'Refused.', queue: 'q' } }))
    expect(text).toContain('Refused.')
  })

  it('shows only the fields of an error that are known to be harmless', () => {
    const error = Object.assign(new Error('Refused.'), {
      code: 'ECONNREFUSED',
      config: { password: 'hunter2' },
    })
    const text = logged((log) => log.error({ err: error }))
    expect(text).toContain('ECONNREFUSED')
    expect(text).not.toContain('hunter2')
  })
})
