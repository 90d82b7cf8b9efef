import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, settled } from './onboarding.ts'

/** The owner of the tables migrates. The role of the application has only the rights that it needs. */
describe('On PostgreSQL with a separate owner, the role of the application', () => {
  const mark = newId().replaceAll('-', '')
  const database = `test_${mark}`
  const roles = { owner: `test_owner_${mark}`, application: `test_app_${mark}` }
  let urls = { owner: '', application: '', admin: '' }
  let system: RunningSystem | undefined
  const clients: pg.Client[] = []
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString })
    clients.push(client)
    await client.connect()
    return client
  }
  const migrate = (env: Record<string, string>) => runProgram('scripts/db-migrate.ts', env)

  beforeAll(async () => {
    const admin = await createDatabase(inject('testPostgresUrl'), database)
    const as = (user: string) => Object.assign(new URL(admin), { username: user, password: mark }).href
    urls = { admin, owner: as(roles.owner), application: as(roles.application) }
    const client = await connect(admin)
    for (const role of Object.values(roles))
      await client.query(`create role ${role} login password '${mark}'`)
    await client.query(`grant create on database ${database} to ${roles.owner}`)
    await client.query(`grant create on schema public to ${roles.owner}`)
  }, 60_000)
  afterAll(async () => {
    await system?.remove()
    await Promise.all(clients.map((client) => client.end()))
    await dropDatabase(inject('testPostgresUrl'), database)
    const client = new pg.Client({ connectionString: inject('testPostgresUrl') })
    await client.connect()
    for (const role of Object.values(roles)) await client.query(`drop role if exists ${role}`)
    await client.end()
  })

  it('cannot migrate, and the message says what to do', async () => {
    const server = runProgram('server/main.ts', {
      DATABASE_URL: urls.application,
      SECRET_KEY: mark,
      WEB_PORT: '0',
      API_PORT: '0',
    })
    expect(await server.ended()).toBe(1)
    expect(server.output()).toContain('Run `npm run db:migrate`')
    expect(server.output()).not.toMatch(/\n\s+at /)
  })

  it('gets its rights from npm run db:migrate, which may run again', async () => {
    // The second form is that of a socket, with a host that every test server has.
    const { hostname, port } = new URL(urls.admin)
    const bySetting = (user: string) =>
      `postgres://${user}:${mark}@/${database}?host=${hostname}&port=${port}`
    for (const env of [
      { DATABASE_ADMIN_URL: urls.owner, DATABASE_URL: urls.application },
      { DATABASE_ADMIN_URL: bySetting(roles.owner), DATABASE_URL: bySetting(roles.application) },
    ]) {
      const program = migrate(env)
      expect(await program.ended(), program.output()).toBe(0)
      expect(program.output()).toContain(`The role ${roles.application} may read and write rows`)
    }
    const printed = runProgram('scripts/db-migrate.ts', { DATABASE_URL: urls.application })
    expect(await printed.ended()).toBe(2)
    expect(printed.output()).toContain('DATABASE_ADMIN_URL is missing')
  }, 90_000)

  it('runs the whole application: jobs, an onboarding, the hash chain and its verification', async () => {
    const env = { DATABASE_URL: urls.application, SECRET_KEY: mark }
    system = await startSystem({ env })
    await system.addServer()
    const { accountId } = await onboardAtOnce(system, newCustomer('roles'))
    await settled(system, accountId)
    await system.server.terminate()
    await system.start()
    const client = await connect(urls.application)
    await expect
      .poll(async () => (await client.query('select count(*)::int as n from audit_seals')).rows[0]?.n, {
        timeout: 30_000,
      })
      .toBeGreaterThan(3)
    const verified = runProgram('scripts/audit-verify.ts', { ...env, DATA_DIR: system.dataDir })
    expect(await verified.ended(), verified.output()).toBe(0)
    expect(verified.output()).toMatch(/\d+ entries match the chain/)
  }, 180_000)

  it.each([
    'update audit_entries set action = action',
    'delete from audit_entries',
    'truncate audit_entries',
    'truncate audit_entries cascade',
    'update audit_seals set hash = hash',
    'delete from audit_seals',
    'truncate audit_seals',
    'alter table audit_entries disable trigger all',
    'alter table audit_entries disable trigger audit_entries_append_only',
    'drop trigger audit_entries_append_only on audit_entries',
    'drop table audit_seals',
    'alter table audit_entries rename to other',
    'drop function refuse_audit_change() cascade',
    'create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'create rule forget as on insert to audit_entries do instead nothing',
    'alter sequence audit_entries_id_seq restart',
    "select setval('audit_entries_id_seq', 1)",
    'set session_replication_role = replica',
    'merge into audit_entries a using (select 1 as id) s on a.id = s.id when matched then delete',
    "insert into audit_entries (id, at, actor_kind, actor_name, action, subject_kind, subject_id) overriding system value values (1, now(), 'a', 'b', 'c', 'd', gen_random_uuid()) on conflict (id) do update set action = 'x'",
    'truncate customers cascade',
    'create table public.own (id int)',
  ])('cannot run: %s', async (statement) => {
    const client = await connect(urls.application)
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  it('gets no right to change the audit log from a second migration', async () => {
    const client = await connect(urls.owner)
    await client.query(`grant all on audit_entries to ${roles.application}`)
    const program = migrate({ DATABASE_ADMIN_URL: urls.owner, DATABASE_URL: urls.application })
    expect(await program.ended()).toBe(0)
    const application = await connect(urls.application)
    await expect(application.query('truncate audit_entries')).rejects.toMatchObject({ code: '42501' })
  })

  it('cannot hide a forged or removed entry from the verification, also as the superuser', async () => {
    const client = await connect(urls.admin)
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    await client.query('delete from audit_entries where id = 2')
    await client.query('commit')
    const verified = runProgram('scripts/audit-verify.ts', {
      DATABASE_URL: urls.application,
      SECRET_KEY: mark,
      DATA_DIR: system?.dataDir ?? '',
    })
    expect(await verified.ended()).toBe(1)
    expect(verified.output()).toContain('BROKEN at entry 2: The entry was deleted.')
  })
})
