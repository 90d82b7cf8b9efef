import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, onPanel } from '#testing/domain-steps.ts'
import {
  checkedImport,
  finishedImport,
  importedRows,
  rowStates,
  uploadFile,
  workOnImports,
} from '#testing/import-steps.ts'
import { customers } from '../tables/customers.ts'
import { changeImport, checkImport, getImport, startImport } from './index.ts'

const lines = (names: readonly string[]) =>
  `Email,Full Name\n${names.map((name) => `${name}@fault.example,${name}\n`).join('')}`

/** A keyring that fails for content with a text. */
const failingKeyring = (keyring: Keyring, text: string, faults: { count: number }): Keyring =>
  new Proxy(keyring, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name !== 'mac') return value.bind(target)
      return (use: string, content: string) => {
        if (!content.includes(text)) return target.mac(use, content)
        faults.count += 1
        throw new Error('The key is broken.')
      }
    },
  })

describeDomain('A fault of this application in one row of an import', (open) => {
  /** @param codes the SQLSTATE of each fault; the last one is repeated */
  const faultyInsert = async (
    { database: { db } }: TestDomain,
    name: string,
    { passesAfter = 1_000_000, codes = ['P0001'] }: { passesAfter?: number; codes?: string[] } = {},
  ) => {
    await db.execute(sql`create sequence fault_count`)
    await db.execute(
      sql.raw(`
      create function raise_fault() returns trigger language plpgsql as $$
      declare
        codes text[] := '{${codes.join()}}';
        fault int;
      begin
        if new.full_name <> '${name}' then return new; end if;
        fault := nextval('fault_count');
        if fault > ${passesAfter} then return new; end if;
        raise exception 'A bug.' using errcode = codes[least(fault, ${codes.length})];
      end $$`),
    )
    await db.execute(
      sql`create trigger raise_fault before insert on ${customers} for each row execute function raise_fault()`,
    )
  }
  afterEach(async () => {
    const { db } = open().database
    await db.execute(sql`drop trigger if exists raise_fault on ${customers}`)
    await db.execute(sql`drop function if exists raise_fault`)
    await db.execute(sql`drop sequence if exists fault_count`)
  })
  const faultsLogged = ({ logged }: TestDomain) =>
    logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'a row of an import failed')

  it('fails that row after three tries, with the id of its line in the log, and the others are done', async () => {
    const test = open()
    await addTestServer(test)
    const { id } = await checkedImport(test, lines(['one', 'two', 'three']), {
      hosting: 'create',
      passwords: 'link',
    })
    await faultyInsert(test, 'two')
    expect(await finishedImport(test, id)).toMatchObject({
      status: 'finished',
      counts: { done: 2, failed: 1 },
    })
    expect(await rowStates(test, id)).toEqual(['done', 'failed,  internal', 'done'])
    expect(onPanel(test).sort()).toEqual(['one', 'three'])
    const [line, ...more] = faultsLogged(test)
    expect(more).toEqual([])
    expect(line).toMatchObject({ importId: id, row: 3, requestId: expect.any(String) })
    const [, failed] = await importedRows(test, id)
    expect(failed?.errors[0]?.message).toContain(`request id ${line.requestId}`)
    const tries = await test.database.db.execute(sql`select last_value::int as tries from fault_count`)
    expect(rowsOf(tries)).toEqual([{ tries: 3 }])
  })

  it('that passes fails nothing', async () => {
    const test = open()
    const { id } = await checkedImport(test, lines(['lucky']))
    await faultyInsert(test, 'lucky', { passesAfter: 2 })
    expect(await finishedImport(test, id)).toMatchObject({
      status: 'finished',
      counts: { done: 1, failed: 0 },
    })
    expect(faultsLogged(test)).toEqual([])
  })

  it('that is a timeout or a shortage of the database fails nothing, however often it occurs', async () => {
    const test = open()
    const { id } = await checkedImport(test, lines(['patient']))
    await faultyInsert(test, 'patient', { passesAfter: 3, codes: ['57014', '55P03', '53200'] })
    expect(await finishedImport(test, id)).toMatchObject({
      status: 'finished',
      counts: { done: 1, failed: 0 },
    })
    expect(faultsLogged(test)).toEqual([])
    const tries = await test.database.db.execute(sql`select last_value::int as tries from fault_count`)
    expect(rowsOf(tries)).toEqual([{ tries: 4 }])
  }, 30_000)

  it('makes the row invalid in the check, and the others keep their own result', async () => {
    const test = open()
    const faults = { count: 0 }
    const domain = test.domainWith({ keyring: failingKeyring(test.domain.keyring, 'bad@', faults) })
    const { id } = await uploadFile(test.ctx, `${lines(['good', 'bad', 'other'])}good@fault.example,Again\n`)
    await changeImport(test.ctx, { id, defaults: {} })
    await checkImport(test.ctx, { id })
    await workOnImports(domain)
    expect(faults.count).toBe(2)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'ready',
      counts: { valid: 2, invalid: 2 },
    })
    expect(await rowStates(test, id)).toEqual([
      'valid',
      'invalid,  internal',
      'valid',
      'invalid, email duplicate-in-file',
    ])
  })

  it('between check and import fails the row, and is not repeated without end', async () => {
    const test = open()
    const faults = { count: 0 }
    const { id } = await checkedImport(test, lines(['fine', 'later']))
    await startImport(test.ctx, { id })
    await workOnImports(test.domainWith({ keyring: failingKeyring(test.domain.keyring, 'later@', faults) }))
    expect(faults.count).toBe(2)
    expect(await getImport(test.ctx, { id })).toMatchObject({
      status: 'finished',
      counts: { done: 1, failed: 1 },
    })
    expect(await rowStates(test, id)).toEqual(['done', 'failed,  internal'])
  })
})
