import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { inject } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { type Database, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'

export const kinds = ['embedded', 'postgres'] as const
export type Kind = (typeof kinds)[number]

/** A place for a database, with nothing in it, and a folder for files. */
export interface EmptyPlace {
  readonly kind: Kind
  readonly folder: string
  /** The settings DATA_DIR and DATABASE_URL. */
  readonly env: { readonly DATA_DIR: string; readonly DATABASE_URL?: string }
  open(): Promise<Database>
  remove(): Promise<void>
}

export async function emptyPlace(kind: Kind): Promise<EmptyPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'test-backup-'))
  const dataDir = join(folder, 'data')
  const name = `test_${newId().replaceAll('-', '')}`
  const url = kind === 'postgres' ? await createDatabase(inject('testPostgresUrl'), name) : undefined
  return {
    kind,
    folder,
    env: url === undefined ? { DATA_DIR: dataDir } : { DATA_DIR: dataDir, DATABASE_URL: url },
    open: () => openDatabase({ databaseUrl: url, dataDir }),
    async remove() {
      if (url !== undefined) await dropDatabase(inject('testPostgresUrl'), name)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const idOf = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"

/** Customers with logins, every third one with hosting, audit entries and files, by SQL alone. */
export async function fillWithCustomers({ db }: Database, customers: number): Promise<void> {
  const server = newId()
  const statements = [
    `insert into installation (id, key_id) values ('${newId()}', 'key-of-the-test')`,
    `insert into servers (id, name, driver, base_url, capacity, api_key_sealed, api_secret_sealed, api_key_hash, api_key_hint, created_at, updated_at)
      values ('${server}', 'Panel', 'nextpanel', 'http://panel.example', 1000000, 'sealed', 'sealed', 'hash', '', now(), now())`,
    `insert into users (id, role, email, name, is_active)
      select ${idOf}, 'customer', 'customer' || n || '@example.com', E'tab\\t line\\n "quoted" \\\\N Łukasz 🙂 ' || n, n % 33 <> 0 from generate_series(1, ${customers}) n`,
    `insert into customers (id, user_id, email, full_name, company_name, created_at, updated_at)
      select ${idOf}, ${idOf}, 'customer' || n || '@example.com', 'Name [' || n || '], {x}', case when n % 5 = 0 then '' end,
        '2020-01-01'::timestamptz + n * interval '90.123 seconds', now() from generate_series(1, ${customers}) n`,
    `insert into hosting_accounts (id, customer_id, server_id, username, email, marker, status, holds_slot, created_at, updated_at)
      select ${idOf}, ${idOf}, '${server}', 'user' || n, 'customer' || n || '@example.com', 'marker' || n, 'active', true, now(), now()
      from generate_series(3, ${customers}, 3) n`,
    `insert into audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id, after)
      select now(), 'system', 'test', 'customer.create', 'customer', ${idOf}, jsonb_build_object('n', n, 'f', 0.1::float8 + n)
      from generate_series(1, ${customers}) n`,
  ]
  for (const statement of statements) await db.execute(sql.raw(statement))
}

/** Every row of every table as text, sorted, and all that belongs to the tables. */
export async function contentOf({ db }: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const content = new Map<string, readonly string[]>()
  const read = async (name: string, query: string) => {
    const rows = rowsOf(await db.execute(sql.raw(query)))
    content.set(
      name,
      // Sorted here: the databases sort text differently.
      rows.map(({ line }) => String(line)).toSorted(),
    )
  }
  const tables = rowsOf(
    await db.execute(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`),
  )
  for (const { name } of tables)
    await read(
      String(name),
      `select t::text as line from public."${String(name)}" t order by t::text collate "C"`,
    )
  const ofPublic = "relnamespace = 'public'::regnamespace"
  await read(
    'constraints',
    "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1",
  )
  await read(
    'triggers',
    `select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text as line from pg_trigger t join pg_class c on c.oid = tgrelid where ${ofPublic} and not tgisinternal order by 1`,
  )
  await read('indexes', "select indexdef as line from pg_indexes where schemaname = 'public' order by 1")
  await read(
    'sequences',
    "select sequencename || ' ' || coalesce(last_value::text, 'none') as line from pg_sequences where schemaname = 'public' order by 1",
  )
  await read(
    'migrations',
    'select hash || created_at as line from drizzle.__drizzle_migrations order by created_at',
  )
  return content
}
