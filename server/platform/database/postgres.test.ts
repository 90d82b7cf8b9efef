import { once } from 'node:events'
import { createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { describeOnPostgres } from '#testing/database.ts'
import { explainPostgres } from './explain-postgres.ts'
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

describeOnPostgres('Patient work', (open) => {
  it('has no limits, also if the role or the database has some', async () => {
    const { database } = open()
    const limits = ['statement_timeout', 'idle_in_transaction_session_timeout']
    const name = sql.identifier(new URL(database.url ?? '').pathname.slice(1))
    for (const limit of limits)
      await database.db.execute(sql`alter database ${name} set ${sql.identifier(limit)} = '90s'`)
    try {
      const answer = await database.patiently((db) =>
        db.execute(sql`
          select current_setting('statement_timeout') as statement,
            current_setting('idle_in_transaction_session_timeout') as idle`),
      )
      expect(rowsOf(answer)).toEqual([{ statement: '0', idle: '0' }])
    } finally {
      await database.db.execute(sql`alter database ${name} reset all`)
    }
  })

  it('ends with its signal, also during a statement', async () => {
    const { database } = open()
    const stopping = new AbortController()
    const waiting = database.patiently((db) => db.execute(sql`select pg_sleep(300)`), stopping.signal)
    waiting.catch(() => {})
    await expect
      .poll(async () =>
        rowsOf(
          await database.db.execute(sql`
            select 1 from pg_stat_activity
            where datname = current_database() and wait_event = 'PgSleep'`),
        ),
      )
      .toHaveLength(1)
    stopping.abort()
    await expect(waiting).rejects.toThrow()
    await database.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`)
    await expect(database.patiently((db) => db.execute(sql`select 1`), stopping.signal)).rejects.toThrow()
  })
})

describeOnPostgres('A PostgreSQL that refuses', (open) => {
  const opening = (change: (url: URL) => void) => {
    const url = new URL(open().database.url ?? '')
    change(url)
    return openDatabase({ databaseUrl: url.href, dataDir: '.' }).then(
      () => 'opened',
      (error: unknown) => (error instanceof DatabaseStartError ? error.message : `fault: ${String(error)}`),
    )
  }

  it('a password says that the user is refused', async () => {
    const message = await opening((url) => {
      url.password = 'hunter2'
    })
    expect(message).toMatch(/^PostgreSQL refused this user: the username or the password/)
    expect(message).not.toContain('hunter2')
  })

  it('an unknown user says the same', async () => {
    const message = await opening((url) => {
      url.username = 'nobody-here'
    })
    expect(message).toMatch(/^PostgreSQL refused this user/)
  })

  it('a missing password says that there is none', async () => {
    const message = await opening((url) => {
      url.password = ''
    })
    expect(message).toMatch(/^PostgreSQL requires a password, and DATABASE_URL has none/)
  })

  it('an unknown database says so, without its name', async () => {
    const message = await opening((url) => {
      url.pathname = '/hunter2'
    })
    expect(message).toMatch(/^PostgreSQL does not have the database/)
    expect(message).not.toContain('hunter2')
  })

  it('TLS says so', async () => {
    const message = await opening((url) => {
      url.searchParams.set('sslmode', 'verify-full')
    })
    expect(message).toMatch(/^DATABASE_URL requires TLS \(sslmode\), but PostgreSQL does not offer it/)
  })

  it('nothing, but its certificate file is missing, says so', async () => {
    const message = await opening((url) => {
      url.searchParams.set('sslrootcert', '/no/such/ca.pem')
    })
    expect(message).toMatch(/^A file that DATABASE_URL names \(sslrootcert/)
  })

  it('does not exist at a socket says so', async () => {
    const message = await opening((url) => {
      url.searchParams.set('host', '/no/such/folder')
    })
    expect(message).toMatch(/^PostgreSQL has no socket at the path/)
  })
})

describe('A failure to connect', () => {
  const explained = (message: string, code?: string) =>
    explainPostgres(Object.assign(new Error(message), code === undefined ? {} : { code })).message

  it.each([
    ['unsupported startup parameter: statement_timeout', '08P01', /connection pooler, such as PgBouncer/],
    ['unsupported startup parameter in options: timezone', undefined, /pool_mode = session/],
    ['getaddrinfo ENOTFOUND hunter2', 'ENOTFOUND', /^The host name in DATABASE_URL is not known/],
    ['self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', /sslrootcert=/],
    ['self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN', /sslrootcert=/],
    ['no pg_hba.conf entry for host "hunter2", no encryption', '28000', /\?sslmode=require/],
    ['the database system is starting up', '57P03', /starting up or shutting down/],
    ['sorry, too many clients already', '53300', /no free connection/],
    ['connect ETIMEDOUT hunter2:5432', 'ETIMEDOUT', /^PostgreSQL does not respond .*\(ETIMEDOUT\)/],
    ['timeout expired', undefined, /\(no response in time\)/],
    ['something about hunter2', undefined, /^PostgreSQL does not respond/],
  ])('"%s" (%s) is reported in one sentence without the driver’s text', (message, code, sentence) => {
    expect(explained(message, code)).toMatch(sentence)
    expect(explained(message, code)).not.toMatch(/hunter2|\n/)
  })
})
