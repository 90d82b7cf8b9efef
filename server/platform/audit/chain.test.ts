import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeOnBothDatabases, describeOnPostgres, type TestDatabase } from '#testing/database.ts'
import { systemActor } from '../auth/index.ts'
import { newId, testClock } from '../clock/index.ts'
import { openInstallation } from '../installation/index.ts'
import { createLog } from '../log/index.ts'
import { openKeyring } from '../secrets/index.ts'
import { anchorPath, readAnchor } from './anchor.ts'
import { auditKeyOf } from './chain.ts'
import { findAuditKey, keepSealed, openAuditKey, recordAudit, verifyAudit } from './index.ts'
import { AuditSealer, chainContains, headOf } from './sealer.ts'
import { auditSeals } from './table.ts'

const clock = testClock('2026-03-01T08:00:00.123Z')
const key = auditKeyOf(Buffer.alloc(32, 7))

type Open = () => TestDatabase

const write = async (open: Open, count = 1) => {
  for (let index = 0; index < count; index += 1)
    await recordAudit(open().database.db, {
      at: clock.now(),
      actor: systemActor('test'),
      action: 'customer.create',
      subject: { kind: 'customer', id: newId() },
      after: { index, text: 'pässwörd \u2028 "quoted"', nested: { list: [1, null, true] } },
      requestId: null,
    })
}

/** As an administrator of the database, whom no trigger stops. */
const tamper = (open: Open, statement: string) =>
  open().database.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql.raw(statement))
  })

const sealedAs = async (open: Open, count: number) => {
  await write(open, count)
  await new AuditSealer(open().database, key).seal()
}

describeOnBothDatabases('The hash chain of the audit log', (open) => {
  const verify = (options: Parameters<typeof verifyAudit>[2] = {}) =>
    verifyAudit(open().database.db, key, options)
  const brokenAt = async (options = {}) => (await verify(options)).broken?.entryId ?? null

  it('covers every entry, also across batches and later sealings', async () => {
    await sealedAs(open, 3)
    await open().database.db.execute(sql`
      insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id)
      select now(), 'system', 'test', 'a.b', 'customer', gen_random_uuid() from generate_series(1, 1200)`)
    await new AuditSealer(open().database, key).seal()
    await write(open, 2)
    expect(await verify()).toMatchObject({ verified: 1203, unsealed: 2, broken: null })
    await new AuditSealer(open().database, key).seal()
    expect(await verify()).toEqual({ verified: 1205, unsealed: 0, oldestUnsealedAt: null, broken: null })
  })

  it('is not broken by ids that a rolled back transaction took', async () => {
    await sealedAs(open, 1)
    await open()
      .database.db.transaction(async (tx) => {
        await recordAudit(tx, {
          at: clock.now(),
          actor: systemActor('test'),
          action: 'a.b',
          subject: { kind: 'customer', id: newId() },
          requestId: null,
        })
        throw new Error('undone')
      })
      .catch(() => undefined)
    await sealedAs(open, 2)
    expect(await verify()).toMatchObject({ verified: 3, unsealed: 0, broken: null })
  })

  it.each([
    "at = at + interval '1 microsecond'",
    "actor_name = 'Another name'",
    "actor_kind = 'staff'",
    'actor_id = gen_random_uuid()',
    "action = 'a.b'",
    "subject_kind = 'server'",
    'subject_id = gen_random_uuid()',
    "before = '{}'",
    "after = jsonb_set(after, '{nested,list,0}', '2')",
    "request_id = 'r'",
    "address = '192.0.2.1'",
  ])('detects a changed entry: %s', async (change) => {
    await sealedAs(open, 4)
    expect(await brokenAt()).toBeNull()
    await tamper(open, `update audit_entries set ${change} where id = 2`)
    expect(await brokenAt()).toBe(2)
  })

  it('detects entries that were deleted, with or without their hashes', async () => {
    await sealedAs(open, 5)
    await tamper(open, 'delete from audit_entries where id = 3')
    expect((await verify()).broken).toEqual({ entryId: 3, message: 'The entry was deleted.' })
    await tamper(open, 'delete from audit_seals where entry_id = 3')
    expect(await brokenAt()).toBe(4)
  })

  it('detects an entry that was added among sealed ones', async () => {
    await sealedAs(open, 2)
    await tamper(open, 'alter sequence audit_entries_id_seq restart with 10')
    await sealedAs(open, 2)
    await open().database.db.execute(sql`
      insert into audit_entries (id, at, actor_kind, actor_name, action, subject_kind, subject_id)
      overriding system value values (5, now(), 'staff', 'Forged', 'a.b', 'customer', ${newId()})`)
    expect((await verify()).broken).toEqual({
      entryId: 5,
      message: 'The entry was added after newer entries were sealed.',
    })
    await new AuditSealer(open().database, key).seal()
    expect(await brokenAt()).toBe(5)
  })

  it('detects hashes that were computed without the key', async () => {
    await sealedAs(open, 2)
    await tamper(open, 'delete from audit_seals')
    await tamper(open, "update audit_entries set action = 'a.b' where id = 1")
    await new AuditSealer(open().database, auditKeyOf(Buffer.alloc(32, 8))).seal()
    expect(await brokenAt()).toBe(1)
    await tamper(open, `update audit_seals set key_id = '${key.id}'`)
    expect(await brokenAt()).toBe(1)
  })

  it('detects a removed end by a head that was recorded before', async () => {
    await sealedAs(open, 5)
    const head = await headOf(open().database.db)
    await tamper(open, 'delete from audit_entries where id > 3; ')
    await tamper(open, 'delete from audit_seals where entry_id > 3')
    expect(await brokenAt()).toBeNull()
    expect(await brokenAt({ heads: [head] })).toBe(5)
  })

  it('can be verified from a later entry on, for example after the loss of a key', async () => {
    await write(open, 2)
    await new AuditSealer(open().database, auditKeyOf(Buffer.alloc(32, 8))).seal()
    await sealedAs(open, 3)
    expect((await verify()).broken?.message).toContain('was sealed with the audit key')
    expect(await verify({ after: 2 })).toMatchObject({ verified: 3, broken: null })
  })

  it('refuses changes of its hashes, and to be emptied', async () => {
    const { db } = open().database
    await sealedAs(open, 1)
    const refused = { cause: { message: 'audit entries are append-only' } }
    await expect(db.update(auditSeals).set({ hash: 'x' })).rejects.toMatchObject(refused)
    await expect(db.delete(auditSeals)).rejects.toMatchObject(refused)
    await expect(db.execute(sql`truncate audit_seals`)).rejects.toMatchObject(refused)
    await expect(db.execute(sql`truncate audit_entries`)).rejects.toMatchObject(refused)
    await expect(db.execute(sql`truncate audit_entries, audit_seals cascade`)).rejects.toMatchObject(refused)
  })
})

describeOnBothDatabases('The key of the audit log', (open) => {
  it('is created once, stored encrypted, and opened only with the right SECRET_KEY', async () => {
    const { db } = open().database
    await openInstallation(db)
    const [one, two] = [
      await openKeyring({ secretKey: 'a'.repeat(32), dataDir: '.' }),
      await openKeyring({ secretKey: 'b'.repeat(32), dataDir: '.' }),
    ]
    expect(await findAuditKey(db, one)).toBeNull()
    const ids = await Promise.all([openAuditKey(db, one), openAuditKey(db, one)])
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    await expect(openAuditKey(db, two)).rejects.toThrow('encrypted with another key')
  })
})

describeOnPostgres('The sealer of the audit log, beside other transactions', (open) => {
  const entry = `insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id)
    values (now(), 'system', 'test', 'a.b', 'customer', gen_random_uuid()) returning id`
  const clients: pg.Client[] = []
  const begin = async () => {
    const client = new pg.Client({ connectionString: open().database.url })
    clients.push(client)
    await client.connect()
    await client.query('begin')
    const { rows } = await client.query(entry)
    return { client, id: Number(rows[0]?.id) }
  }
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()))
  })
  const verdict = () => verifyAudit(open().database.db, key)

  it('waits for a transaction that took a lower id and commits later', async () => {
    const sealer = new AuditSealer(open().database, key)
    const slow = await begin()
    await write(open)
    expect(await sealer.seal()).toBeNull()
    expect(await sealer.seal()).toBeNull()
    await slow.client.query('commit')
    expect(await sealer.seal()).toMatchObject({ entryId: 2 })
    expect(await verdict()).toMatchObject({ verified: 2, broken: null })
  })

  it('advances under constant writing, past transactions that ended in any order', async () => {
    const sealer = new AuditSealer(open().database, key)
    let running = await begin()
    let sealed = 0
    for (let round = 0; round < 12; round += 1) {
      const next = await begin()
      await running.client.query(round % 3 === 0 ? 'rollback' : 'commit')
      running = next
      await write(open)
      sealed = (await sealer.seal())?.entryId ?? sealed
      expect((await verdict()).broken).toBeNull()
    }
    expect(sealed).toBeGreaterThan(10)
    await running.client.query('commit')
    await sealer.seal()
    expect(await verdict()).toMatchObject({ unsealed: 0, broken: null })
  })

  it('seals each entry once if several processes seal during a storm of commits and rollbacks', async () => {
    const sealers = [1, 2, 3].map(() => new AuditSealer(open().database, key))
    let writing = true
    const sealing = sealers.map(async (sealer) => {
      while (writing) await sealer.seal()
    })
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const client = new pg.Client({ connectionString: open().database.url })
        await client.connect()
        for (let round = 0; round < 25; round += 1) {
          await client.query('begin')
          await client.query(entry)
          await client.query(entry)
          await client.query((round + writer) % 4 === 0 ? 'rollback' : 'commit')
        }
        await client.end()
      }),
    )
    writing = false
    await Promise.all(sealing)
    await new AuditSealer(open().database, key).seal()
    const { verified, unsealed, broken } = await verdict()
    expect({ broken, unsealed }).toEqual({ broken: null, unsealed: 0 })
    expect(verified).toBeGreaterThan(250)
  })
})

describeOnBothDatabases('The recorded head of the audit log', (open) => {
  let dataDir = ''
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'test-audit-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  it('follows the chain, is logged, and is kept as evidence if the chain lost it', async () => {
    const lines: string[] = []
    const log = createLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } })
    const { database } = open()
    const run = keepSealed({ database, key, dataDir, clock, log })
    await write(open, 3)
    await run()
    const head = await readAnchor(dataDir)
    expect(head).toEqual(await headOf(database.db))
    expect(lines.join()).toContain(head?.hash)
    await tamper(open, 'delete from audit_entries where id >= 2')
    await tamper(open, 'delete from audit_seals where entry_id >= 2')
    await write(open)
    await run()
    expect(await readAnchor(dataDir)).toEqual(head)
    expect(lines.at(-1)).toContain('"level":50')
    expect(await chainContains(database.db, head ?? { entryId: 0, hash: '' })).toBe(false)
  })

  it('creates DATA_DIR, which no other file needs with PostgreSQL and SECRET_KEY', async () => {
    const { database } = open()
    const missing = join(dataDir, 'missing')
    const log = createLog({ level: 'info', destination: { write: () => true } })
    await write(open)
    await keepSealed({ database, key, dataDir: missing, clock, log })()
    expect(await readAnchor(missing)).toEqual(await headOf(database.db))
  })

  it('is refused if its file is damaged', async () => {
    await writeFile(anchorPath(dataDir), '{"entryId":')
    await expect(readAnchor(dataDir)).rejects.toThrow('is damaged')
    expect(await readFile(anchorPath(dataDir), 'utf8')).toBe('{"entryId":')
  })
})

describe('The hash of an entry', () => {
  it('depends on the key, the previous hash and the content', () => {
    const other = auditKeyOf(Buffer.alloc(32, 8))
    const hashes = [key.hash('', 'a'), key.hash('', 'b'), key.hash('x', 'a'), other.hash('', 'a')]
    expect(new Set(hashes).size).toBe(4)
    expect(key.id).not.toBe(other.id)
  })
})
