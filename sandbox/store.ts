import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SandboxStartError } from './start-error.ts'

const schema = `
  create table if not exists setting (name text primary key, value text not null) strict;
  create table if not exists api_key (
    id integer primary key autoincrement,
    name text not null,
    key text not null unique,
    secret_hash text not null,
    level text not null,
    scopes text not null,
    allowed_ips text not null,
    hourly_limit integer,
    daily_limit integer,
    expires_at text,
    active integer not null,
    revoked integer not null,
    initial integer not null,
    created_at text not null
  ) strict;
  create table if not exists account (
    id integer primary key autoincrement,
    username text not null,
    email text not null,
    email_key text not null,
    password_hash text not null,
    full_name text,
    phone text,
    company text,
    package_id text,
    is_admin integer not null,
    billing_id text,
    metadata text,
    status text not null,
    created_at text not null,
    deleted_at text,
    create_request integer not null,
    key_id integer not null
  ) strict;
  create unique index if not exists account_username on account (username) where deleted_at is null;
  create unique index if not exists account_email on account (email_key) where deleted_at is null;
`

/**
 * Accounts, keys and the ledger. With a folder every commit is fsynced before it is acknowledged (WAL, FULL), and
 * the exclusive lock, which the kernel drops on SIGKILL, keeps a second process out. Without one: in memory.
 * @throws {SandboxStartError} the folder is in use or cannot be written
 */
export function openStore(dataDir: string | undefined): DatabaseSync {
  if (dataDir === undefined) {
    const memory = new DatabaseSync(':memory:')
    memory.exec(schema)
    return memory
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const file = join(dataDir, 'sandbox.sqlite')
    const store = new DatabaseSync(file)
    chmodSync(file, 0o600)
    store.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; begin immediate;',
    )
    store.exec(`${schema} commit;`)
    return store
  } catch (cause) {
    const inUse = cause instanceof Error && /locked|busy/i.test(cause.message)
    const why = inUse ? 'is in use by another sandbox' : `cannot be used (${String(cause)})`
    throw new SandboxStartError(
      `The data folder ${dataDir} ${why}: stop that, or set SANDBOX_DATA_DIR to another folder.`,
      { cause },
    )
  }
}
