import { once } from 'node:events'
import { createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { describeOnPostgres } from '#testing/database.ts'
import { DatabaseStartError, openDatabase, rowsOf } from './index.ts'

describe('An unreachable PostgreSQL', () => {
  it('is reported in one sentence that names the setting and not the password', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    const port = typeof address === 'object' ? address?.port : 0

    const opening = openDatabase({
      databaseUrl: `postgres://me:hunter2@127.0.0.1:${port}/none`,
      dataDir: '.',
    })
    await expect(opening).rejects.toThrow(DatabaseStartError)
    await expect(opening).rejects.toThrow(/DATABASE_URL.*ECONNREFUSED/)
    await expect(opening).rejects.not.toThrow(/hunter2/)
  })
})

describeOnPostgres('A connection', (open) => {
  it('that breaks while idle is reported and replaced', async () => {
    const broken = Promise.withResolvers<Error>()
    const database = await openDatabase({
      databaseUrl: open().database.url,
      dataDir: '.',
      onIdleError: broken.resolve,
    })
    const [row] = rowsOf(await database.db.execute(sql`select pg_backend_pid() as pid`))
    await open().database.db.execute(sql`select pg_terminate_backend(${Number(row?.pid)}::int)`)
    await expect(broken.promise).resolves.toBeInstanceOf(Error)
    await database.ping()
    await database.close()
  })

  it('aborts a statement that takes too long', async () => {
    const answer = await open().database.db.execute(sql`
      select current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as idle`)
    expect(rowsOf(answer)).toEqual([{ statement: '30s', idle: '1min' }])
  })
})
