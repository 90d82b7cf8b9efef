import { openAsBlob } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import { openLite } from '#server/platform/database/embedded.ts'
import { type Database, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from './postgres-databases.ts'

/** A migrated database for this test file, emptied before each test. */
export interface TestDatabase {
  readonly database: Database
}

/**
 * Describes `body` twice: on the embedded database and on PostgreSQL.
 * @param body gets a function that returns the database, to be called in tests and hooks only
 */
export const describeOnBothDatabases = (name: string, body: (open: () => TestDatabase) => void): void => {
  describeOnEmbedded(name, body)
  describeOnPostgres(name, body)
}

/** For long tests that need no second database. */
export const describeOnEmbedded = (name: string, body: (open: () => TestDatabase) => void): void =>
  describeOn(`${name}, on the embedded database`, embeddedCopy, body)

/** For tests that only PostgreSQL supports: several processes on one database. */
export const describeOnPostgres = (name: string, body: (open: () => TestDatabase) => void): void =>
  describeOn(`${name}, on PostgreSQL`, postgresCopy, body)

interface Copy extends TestDatabase {
  remove(): Promise<void>
}

const describeOn = (name: string, kept: KeptCopy, body: (open: () => TestDatabase) => void) => {
  describe(name, () => {
    let copy: Copy | undefined
    const opened = () => {
      if (copy === undefined) throw new Error('The test database is open in tests and hooks only.')
      return copy
    }
    beforeAll(async () => {
      copy = await kept.take()
    })
    beforeEach(() => emptyTables(opened().database))
    afterAll(async () => {
      if (copy !== undefined) await kept.giveBack(copy)
    })
    body(opened)
  })
}

/** In memory, from the run's template. */
export const openEmbeddedCopy = async (): Promise<Copy> => {
  const { database } = await openLite({ loadDataDir: await openAsBlob(inject('testLiteTemplate')) })
  return { database, remove: () => database.close() }
}

/** On the run's PostgreSQL server, from the run's template. */
const openPostgresCopy = async (): Promise<Copy> => {
  const adminUrl = inject('testPostgresUrl')
  const name = `test_${newId().replaceAll('-', '')}`
  const databaseUrl = await createDatabase(adminUrl, name, inject('testPostgresTemplate'))
  const database = await openDatabase({ databaseUrl, dataDir: '.' })
  const remove = async () => {
    await database.close()
    await dropDatabase(adminUrl, name)
  }
  return { database, remove }
}

/** A copy for all test files that run in this process, one after the other. A new one takes a second. */
class KeptCopy {
  readonly #open: () => Promise<Copy>
  #free: Copy | undefined
  #schema = ''

  constructor(open: () => Promise<Copy>) {
    this.#open = open
  }

  async take(): Promise<Copy> {
    const free = this.#free
    this.#free = undefined
    if (free !== undefined) return free
    const copy = await this.#open()
    this.#schema ||= await schemaOf(copy.database)
    return copy
  }

  /** Keeps it, except if a test changed the schema, or another one is kept. */
  async giveBack(copy: Copy): Promise<void> {
    if (this.#free === undefined && (await schemaOf(copy.database)) === this.#schema) this.#free = copy
    else await copy.remove()
  }
}

/** A text that differs if tables, columns, constraints, triggers or functions do. Temporary tables belong to it. */
const schemaOf = async ({ db }: Database): Promise<string> => {
  const rows = await db.execute(sql`
    with own as (select 'public'::regnamespace as schema)
    select md5(string_agg(line, E'\n' order by line)) as text from (
      select format('table %s %s', relname, relkind) as line from pg_class, own
       where relnamespace = schema or relpersistence = 't'
      union all
      select format('column %s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull)
        from pg_attribute join pg_class on pg_class.oid = attrelid, own
       where relnamespace = schema and relkind = 'r' and attnum > 0
      union all
      select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint, own where connamespace = schema
      union all
      select format('trigger %s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
      union all
      select format('function %s %s', proname, md5(prosrc)) from pg_proc, own where pronamespace = schema
    ) lines`)
  return z.tuple([z.object({ text: z.string() })]).parse(rowsOf(rows))[0].text
}

const embeddedCopy = new KeptCopy(openEmbeddedCopy)
const postgresCopy = new KeptCopy(openPostgresCopy)

/**
 * Everything except the migration history and the names of the queues. Rows are deleted, because truncating all tables takes
 * several times as long, and a lock on the table of jobs could deadlock with the maintenance of the queue. Only
 * tables that ever had a row are visited. The audit log refuses changes, and foreign keys ask for an order: the role "replica"
 * skips both, which only a superuser can do.
 */
const emptyTables = async ({ db }: Database) => {
  await db.execute(sql`
    do $$
    declare
      changed record;
    begin
      set local session_replication_role = replica;
      for changed in
        select oid::regclass as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
      loop
        execute format('delete from %s', changed.name);
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences
      where schemaname = 'public' and last_value is not null;
      if to_regclass('pgboss.job') is not null then
        delete from pgboss.job;
      end if;
    end $$`)
}
