import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  addStaffUser,
  addTestServer,
  auditOf,
  deleteOnPanel,
  moveServer,
  provisioned,
} from '#testing/domain-steps.ts'
import { checkAgain, checkedImport, finishedImport, importedRows, rowStates } from '#testing/import-steps.ts'
import { reconcileServer } from '../reconciliation/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { getImport, importFromServer, listImportRows } from './index.ts'

describeDomain('An import that adopts accounts', (open) => {
  /** A panel with accounts of other owners. */
  async function prepared(...usernames: string[]) {
    const test = open()
    const server = await addTestServer(test)
    const ids: number[] = []
    for (const username of usernames)
      ids.push((await test.sandbox.makeAccount({ username, email: `${username}@adopt.example` })).id)
    return { test, server, ids, before: test.sandbox.ledger() }
  }
  const creations = ({ sandbox }: TestDomain) =>
    sandbox.requests.recent(1000).filter(({ route }) => route === 'create')

  it('links an existing account to a new customer, and creates nothing on the panel', {
    timeout: 60_000,
  }, async () => {
    const { test, server, ids, before } = await prepared('ada', 'alan')
    const file = `Email,Full Name,Hosting Username,NextPanel User ID\nada@adopt.example,Ada,ada,${ids[0]}\nother@adopt.example,Alan,alan,${ids[1]}\n`
    const ready = await checkedImport(test, file)
    expect(ready).toMatchObject({ defaults: { hosting: 'adopt' }, counts: { valid: 2 } })
    expect(await finishedImport(test, ready.id)).toMatchObject({
      status: 'finished',
      counts: { done: 2, failed: 0 },
      credentials: { waiting: 2 },
    })
    const accounts = await test.database.db
      .select()
      .from(hostingAccounts)
      .where(eq(hostingAccounts.serverId, server.id))
    expect(accounts.map(({ username, panelUserId }) => [username, panelUserId]).sort()).toEqual([
      ['ada', String(ids[0])],
      ['alan', String(ids[1])],
    ])
    expect(accounts[0]).toMatchObject({
      status: 'active',
      holdsSlot: true,
      verified: true,
      passwordSetByUs: false,
      passwordSealed: null,
    })
    expect(test.sandbox.ledger()).toEqual(before)
    expect(creations(test)).toEqual([])
    expect((await auditOf(test)).filter(({ action }) => action === 'operation.adopt')).toHaveLength(2)
    const again = await checkedImport(test, file)
    expect(again.counts).toMatchObject({ unchanged: 2, valid: 0, invalid: 0 })
    // The same accounts in a file that differs.
    const differs = await checkedImport(test, file.replaceAll(',Ada,', ',Ada Lovelace,'))
    expect(differs.counts).toMatchObject({ unchanged: 2 })
  })

  it('refuses an account that is not the one of the row, with the reason', async () => {
    const { test, ids, before } = await prepared('mine', 'foreign')
    const held = await provisioned(test, { username: 'held', customer: { email: 'held@adopt.example' } })
    const heldId = test.sandbox.ledger().find(({ username }) => username === 'held')?.id
    const ready = await checkedImport(
      test,
      [
        'Email,Full Name,Hosting Username,NextPanel User ID',
        `a@adopt.example,A,other,${ids[0]}`,
        `b@adopt.example,B,,${ids[0]}`,
        'c@adopt.example,C,c,999999',
        'd@adopt.example,D,d,',
        `e@adopt.example,E,held,${heldId}`,
        `f@adopt.example,F,mine,${ids[0]}`,
        `g@adopt.example,G,mine,${ids[0]}`,
        `held@adopt.example,H,foreign,${ids[1]}`,
        'i@adopt.example,I,i,not-an-id',
        `foreign@adopt.example,J,,${ids[1]}`,
      ].join('\n'),
    )
    expect(await rowStates(test, ready.id)).toEqual([
      'invalid, hostingUsername account-does-not-match',
      'invalid, email account-does-not-match',
      'invalid, panelUserId account-not-found',
      'invalid, panelUserId required',
      'invalid, panelUserId panel-id-in-use',
      'valid',
      'invalid, panelUserId duplicate-in-file',
      'invalid, email customer-has-hosting',
      'invalid, panelUserId identity-not-known',
      'valid',
    ])
    expect((await finishedImport(test, ready.id)).counts).toMatchObject({ done: 2, invalid: 8 })
    expect(test.sandbox.ledger().filter(({ username }) => username !== 'held')).toEqual(before)
    const [row] = await test.database.db
      .select({ customerId: hostingAccounts.customerId })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.id, held.accountId))
    expect(row?.customerId).toBe(held.customer.id)
  })

  it('finds an account twice in the file, however far apart the rows are', async () => {
    const { test, ids } = await prepared('first', 'second')
    const others = Array.from({ length: 220 }, (_, index) => `no${index}@adopt.example,N,,`)
    const { id } = await checkedImport(
      test,
      [
        'Email,Full Name,Hosting Email,NextPanel User ID',
        `first@adopt.example,A,,${ids[0]}`,
        ...others,
        `c@adopt.example,B,first@adopt.example,${ids[0]}`,
        `second@adopt.example,C,,${ids[1]}`,
      ].join('\n'),
    )
    const { items } = await listImportRows(test.ctx, { id, limit: 100, code: 'duplicate-in-file' })
    expect(items.map(({ number, errors }) => [number, errors[0]?.message])).toEqual([
      [223, 'Row 2 adopts the same account.'],
    ])
    expect((await getImport(test.ctx, { id })).counts).toMatchObject({ valid: 2 })
  })

  it('says that the panel is down, and is valid when it is checked again', async () => {
    const { test, server, ids } = await prepared('down')
    await moveServer(test, server.id, 'http://127.0.0.1:9')
    const { id } = await checkedImport(
      test,
      `Email,Full Name,Hosting Username,NextPanel User ID\ndown@adopt.example,Down,down,${ids[0]}\n`,
    )
    expect(await rowStates(test, id)).toEqual(['invalid, panelUserId panel-unavailable'])
    await moveServer(test, server.id, test.sandbox.url)
    expect((await checkAgain(test, id)).counts).toMatchObject({ valid: 1, invalid: 0 })
    await moveServer(test, server.id, 'http://127.0.0.1:9')
    expect((await finishedImport(test, id)).counts).toMatchObject({ failed: 1 })
    expect(await rowStates(test, id)).toEqual(['failed, panelUserId panel-unavailable'])
  })

  it('reads the account again when it adopts it', async () => {
    const { test, ids } = await prepared('gone', 'renamed')
    const { id } = await checkedImport(
      test,
      `Email,Full Name,Hosting Username,NextPanel User ID\ngone@adopt.example,G,gone,${ids[0]}\nrenamed@adopt.example,R,renamed,${ids[1]}\n`,
    )
    await deleteOnPanel(test, ids[0] ?? 0)
    test.sandbox.changeAccount(ids[1] ?? 0, { username: 'newname' })
    expect((await finishedImport(test, id)).counts).toMatchObject({ failed: 2, done: 0 })
    expect(await rowStates(test, id)).toEqual([
      'failed, panelUserId account-not-found',
      'failed, hostingUsername account-does-not-match',
    ])
  })

  it('takes the accounts that a reconciliation found', async () => {
    const { test, server, before } = await prepared('first', 'second')
    await addStaffUser(test)
    await provisioned(test, { username: 'ours' })
    const run = await reconcileServer(test.ctx, { id: server.id })
    const prepare = () => importFromServer(test.ctx, { id: run.id })
    const { id, ...details } = await prepare()
    expect(details).toMatchObject({
      status: 'uploaded',
      fromServerId: server.id,
      counts: { total: 2 },
      defaults: { hosting: 'adopt', serverId: server.id },
    })
    expect((await checkAgain(test, id)).counts).toMatchObject({ valid: 2 })
    expect((await finishedImport(test, id)).counts).toMatchObject({ done: 2 })
    expect((await importedRows(test, id)).map(({ email, username }) => [email, username])).toEqual([
      ['first@adopt.example', 'first'],
      ['second@adopt.example', 'second'],
    ])
    expect(test.sandbox.ledger().filter(({ username }) => username !== 'ours')).toEqual(before)
    await expect(prepare()).rejects.toMatchObject({ code: 'wrong-state' })
    await moveServer(test, server.id, 'http://127.0.0.1:9')
    await expect(prepare()).rejects.toMatchObject({ code: 'panel-unavailable' })
    await expect(importFromServer(test.ctx, { id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await getImport(test.ctx, { id })).status).toBe('finished')
  })
})
