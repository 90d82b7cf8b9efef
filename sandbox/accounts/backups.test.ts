import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, control, john } from '#sandbox/testing.ts'

let dataDir: string
let sandbox: Sandbox
let call: ReturnType<typeof client>
let ask: ReturnType<typeof control>
const start = async () => {
  sandbox = await startSandbox({ dataDir })
  call = client(sandbox, sandbox)
  ask = control(sandbox)
}
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-backup-'))
  await start()
})
afterEach(async () => {
  await sandbox.close()
  await rm(dataDir, { recursive: true, force: true })
})

const make = async (username: string, body: object = {}) =>
  (
    await call('POST', accountsPath, {
      body: { ...john, username, email: `${username}@example.com`, ...body },
    })
  ).json
const ids = async () => (await call('GET', accountsPath)).json

it('assigns ids again, also to other owners, and the ledger distinguishes both accounts of one id', async () => {
  await make('anna')
  expect(await ask('POST', '/backup')).toMatchObject({
    status: 201,
    json: { backup: 1, accounts: 1, nextId: 2 },
  })
  expect(await make('berta', { billing_id: 'm-berta' })).toMatchObject({ id: 2 })
  expect((await ask('POST', '/restore', {})).json).toMatchObject({
    backup: 1,
    restoredAway: [2],
    restoredBack: [],
    nextId: 2,
  })
  expect((await call('GET', `${accountsPath}/2`)).status).toBe(404)
  await ask('POST', '/accounts', { username: 'clara', email: 'clara@example.com' })
  expect((await call('GET', `${accountsPath}/2`)).json).toMatchObject({ username: 'clara', billing_id: null })
  expect(await make('berta')).toMatchObject({ id: 3 })
  const berta = { username: 'berta', billing_id: 'm-berta', restoredAwayAt: expect.any(String) }
  expect(sandbox.ledger()).toMatchObject([
    { serial: 1, id: 1, username: 'anna', restoredAwayAt: null, history: [] },
    {
      serial: 2,
      id: 2,
      ...berta,
      status: 'restored-away',
      history: [{ what: 'restored-away', by: 'restore' }],
    },
    { serial: 3, id: 2, username: 'clara', by: 'stranger', restoredAwayAt: null },
    { serial: 4, id: 3, username: 'berta', restoredAwayAt: null },
  ])
})

it('restores accounts that were deleted, suspended and changed since, and reports them', async () => {
  await make('anna')
  await make('berta')
  await make('clara')
  sandbox.backup()
  await call('DELETE', `${accountsPath}/1`)
  await call('POST', `${accountsPath}/2/suspend`, { body: { reason: 'x' } })
  sandbox.changeAccount(3, { username: 'claire' })
  expect(sandbox.restore()).toMatchObject({ restoredAway: [], restoredBack: [1] })
  expect(await ids()).toMatchObject([
    { id: 1, username: 'anna' },
    { id: 2, status: 'active' },
    { id: 3, username: 'clara' },
  ])
  const [anna, berta, clara] = sandbox.ledger()
  expect(anna).toMatchObject({
    deletedAt: null,
    history: [
      { what: 'deleted', by: 'request' },
      { what: 'restored-back', was: { deletedAt: expect.any(String) } },
    ],
  })
  expect(berta?.history).toMatchObject([{ what: 'suspended' }, { what: 'unsuspended', by: 'restore' }])
  expect(clara?.history).toMatchObject([{ what: 'changed', by: 'person' }, { was: { username: 'claire' } }])
})

it('switches between backups, also if names and ids changed owners in between', async () => {
  await make('anna')
  await make('berta')
  sandbox.backup()
  sandbox.changeAccount(1, { username: 'dora' })
  sandbox.changeAccount(2, { username: 'anna' })
  sandbox.changeAccount(1, { username: 'berta' })
  await make('clara')
  sandbox.backup()
  sandbox.restore(1)
  expect(await ids()).toMatchObject([{ username: 'anna' }, { username: 'berta' }])
  await make('emma')
  expect(sandbox.restore(2)).toMatchObject({ restoredAway: [4], restoredBack: [3] })
  expect(await ids()).toMatchObject([
    { username: 'berta' },
    { username: 'anna' },
    { id: 3, username: 'clara' },
  ])
  expect((await ask('GET', '/backups')).json).toMatchObject({ backups: [{ backup: 1 }, { backup: 2 }] })
})

it('continues request numbers over a restart and a restore', async () => {
  await make('anna')
  sandbox.backup()
  await make('berta')
  await call('DELETE', `${accountsPath}/2`)
  await sandbox.close()
  await start()
  expect(sandbox.restore()).toMatchObject({ restoredAway: [2] })
  expect(await make('clara')).toMatchObject({ id: 2 })
  expect(sandbox.ledger()).toMatchObject([
    { createRequest: 1 },
    { createRequest: 2, status: 'restored-away', deletedAt: expect.any(String) },
    { createRequest: 4, id: 2 },
  ])
})

it('checks the password of the account that has the id now', async () => {
  sandbox.backup()
  await make('anna')
  sandbox.restore()
  await make('berta', { password: 'another one' })
  const matches = async (password: string) =>
    (await ask('POST', '/accounts/1/check-password', { password })).json
  expect(await matches('another one')).toEqual({ matches: true })
  expect(await matches(john.password)).toEqual({ matches: false })
})

it('reports an unknown backup; a reset deletes all backups', async () => {
  sandbox.backup()
  expect((await ask('POST', '/restore', { backup: 7 })).status).toBe(404)
  await sandbox.reset()
  expect((await ask('POST', '/restore', {})).status).toBe(404)
})
