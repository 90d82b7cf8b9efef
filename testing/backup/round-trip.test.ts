import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  backupFileName,
  openSource,
  openStore,
  readBackup,
  restoreToFolder,
  restoreToPostgres,
  serveSnapshots,
  writeBackup,
} from '#server/platform/backup/index.ts'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { eventually } from '../running-process.ts'
import { contentOf, type EmptyPlace, emptyPlace, fillWithCustomers, kinds } from './databases.ts'

/** The embedded database has fewer, because it reads and writes each of them more slowly. */
const customersOf = { postgres: 10_000, embedded: 2_000 } as const
const passphrase = 'a passphrase for the tests'

const restoreInto = async (place: EmptyPlace, folder: string, file: string) => {
  const parts = readBackup(openStore({ kind: 'folder', folder }).read(file), passphrase)
  const { DATABASE_URL: url, DATA_DIR: dataDir } = place.env
  return url === undefined ? restoreToFolder(dataDir, parts) : restoreToPostgres(url, parts)
}

const backUp = async ({ env }: EmptyPlace, folder: string, createdAt: Date) => {
  const source = await openSource({ databaseUrl: env.DATABASE_URL, dataDir: env.DATA_DIR })
  try {
    const store = openStore({ kind: 'folder', folder })
    const file = backupFileName(createdAt)
    return await writeBackup(source.session, store, {
      databaseKind: source.kind,
      createdAt,
      passphrase,
      file,
    })
  } finally {
    await source.close()
  }
}

describe.each(kinds)('A backup of thousands of customers, from %s', (from) => {
  const customers = customersOf[from]
  let place: EmptyPlace
  let original: Database
  let file = ''
  const backups = () => join(place.folder, 'backups')

  beforeAll(async () => {
    place = await emptyPlace(from)
    original = await place.open()
    await original.migrate()
    await fillWithCustomers(original, customers)
    await original.close()
    const made = await backUp(place, backups(), new Date('2026-03-01T08:00:00.123Z'))
    expect(made.summary.sums.customers?.rows).toBe(customers)
    file = made.file
    original = await place.open()
  }, 300_000)
  afterAll(async () => {
    await original?.close()
    await place?.remove()
  })

  it.each(kinds)('is the same row by row after a restore into %s', { timeout: 300_000 }, async (to) => {
    const target = await emptyPlace(to)
    try {
      await restoreInto(target, backups(), file)
      const restored = await target.open()
      try {
        const [before, after] = [await contentOf(original), await contentOf(restored)]
        expect([...after.keys()]).toEqual([...before.keys()])
        for (const [name, lines] of before)
          if (name === 'installation') expect(after.get(name)).toHaveLength(1)
          else expect(after.get(name), name).toEqual(lines)
        // The database is in full use: triggers refuse, identities continue.
        await expect(restored.db.execute(sql`delete from audit_entries`)).rejects.toThrow()
        const made = await restored.db.execute(sql`
          insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id)
          values (now(), 'system', 'test', 'a', 'b', gen_random_uuid()) returning id`)
        expect(rowsOf(made)).toEqual([{ id: customers + 1 }])
        // No migration is left to run.
        await restored.migrate()
      } finally {
        await restored.close()
      }
    } finally {
      await target.remove()
    }
  })
})

describe.each(kinds)('A backup while the application writes, on %s', (kind) => {
  it('has one moment: all rows of each transaction, and no transaction without an earlier one', async () => {
    const place = await emptyPlace(kind)
    const target = await emptyPlace('embedded')
    const database = await place.open()
    const writer = { stop: false, written: 0 }
    try {
      await database.migrate()
      await fillWithCustomers(database, 2_000)
      const writing = writePairs(database, writer)
      const serving = serve(database, place, writer)
      await eventually('the application writes', async () => writer.written > 5)
      const backups = join(place.folder, 'backups')
      const made = await backUp(place, backups, new Date('2026-03-01T08:00:00Z'))
      const before = writer.written
      await eventually('the application still writes', async () => writer.written > before)
      writer.stop = true
      await Promise.all([writing, serving])
      await restoreInto(target, backups, made.file)
      const restored = await target.open()
      const found = rowsOf(
        await restored.db.execute(sql`
          select (select count(*)::int from users where name = 'written') as users,
            (select count(*)::int from customers where full_name = 'written') as customers,
            (select count(*)::int from audit_entries where action = 'written') as entries,
            (select coalesce(max((after->>'n')::int), 0) from audit_entries where action = 'written') as newest`),
      )[0]
      await restored.close()
      // Transactions were committed before and after the snapshot.
      expect(found?.users).toBeGreaterThan(0)
      expect(found?.users).toBeLessThan(writer.written)
      expect(found).toEqual({
        users: found?.users,
        customers: found?.users,
        entries: found?.users,
        newest: found?.users,
      })
    } finally {
      writer.stop = true
      await database.close()
      await place.remove()
      await target.remove()
    }
  }, 300_000)
})

interface Writer {
  stop: boolean
  written: number
}

/** One transaction after the other, each with a row in three tables. */
async function writePairs({ db }: Database, writer: Writer): Promise<void> {
  while (!writer.stop) {
    const n = writer.written + 1
    const id = `10000000-0000-7000-8000-${String(n).padStart(12, '0')}`
    await db.transaction(async (tx) => {
      await tx.execute(
        sql`insert into users (id, role, email, name, is_active) values (${id}, 'customer', ${`w${n}@example.com`}, 'written', true)`,
      )
      await tx.execute(sql`insert into customers (id, user_id, email, full_name, created_at, updated_at)
        values (${id}, ${id}, ${`w${n}@example.com`}, 'written', now(), now())`)
      await tx.execute(
        sql`insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id, after)
          values (now(), 'system', 'test', 'written', 'customer', ${id}, jsonb_build_object('n', ${n}::int))`,
      )
    })
    writer.written = n
    // The embedded database works without timers and sockets, so nothing else would get its turn.
    await nextTurn()
  }
}

/** As the server does, without its timer. */
async function serve(database: Database, place: EmptyPlace, writer: Writer): Promise<void> {
  if (!database.lite) return
  const answer = serveSnapshots(database, place.env.DATA_DIR)
  while (!writer.stop) {
    await answer()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
