import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { markerFor } from '#server/domain/accounts/marker.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  onboardWithHosting,
  onPanel,
  provisioned,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../index.ts'

const own = 'own@example.com'

describe('A marker', () => {
  it('differs for another secret, epoch or installation', async () => {
    const accountId = newId()
    const installation = { id: newId(), epoch: 1 }
    const keyring = await openKeyring({ secretKey: 'one secret, which is long enough', dataDir: '.' })
    const other = await openKeyring({ secretKey: 'another secret, also long enough', dataDir: '.' })
    const markers = [
      markerFor({ keyring, installation }, accountId),
      markerFor({ keyring: other, installation }, accountId),
      markerFor({ keyring, installation: { ...installation, epoch: 2 } }, accountId),
      markerFor({ keyring, installation: { ...installation, id: newId() } }, accountId),
      markerFor({ keyring, installation }, newId()),
    ]
    expect(new Set(markers).size).toBe(markers.length)
    expect(markerFor({ keyring, installation }, accountId)).toBe(markers[0])
  })
})

describeDomain('A hosting account', (open) => {
  it('is a conflict if its username and email are on an account without our marker, whatever marker that has', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test, { customer: { email: own } })
    const { marker } = await accountRow(test, accountId)
    const almost = `${marker.slice(0, -1)}${marker.endsWith('A') ? 'B' : 'A'}`
    await strangerOnPanel(test, { username: 'alpha', email: own, billing_id: almost })
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      attempts: 0,
      error: { code: 'username-taken' },
    })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'conflict', panelUserId: null })
  })

  it('needs attention if our marker is on an account with another email', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test, { customer: { email: own } })
    const { marker } = await accountRow(test, accountId)
    await strangerOnPanel(test, { username: 'alpha', email: 'other@example.com', billing_id: marker })
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'read-back-mismatch', message: expect.stringContaining('other@example.com') },
    })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'conflict', holdsSlot: true })
  })

  it('is not changed if its id, username and email are on an account with another marker', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await provisioned(test, { customer: { email: own } })
    await test.sandbox.reset()
    await strangerOnPanel(test, { username: 'alpha', email: own, billing_id: 'npb1.of.another' })
    expect((await accountRow(test, accountId)).panelUserId).toBe('1')

    const suspended = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    expect(await runUntilSettled(test, suspended.body.operation.id)).toMatchObject({
      status: 'needs-person',
      error: { code: 'identity-mismatch' },
    })
    const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
    await runUntilSettled(test, ended.body.operation.id)
    expect(onPanel(test)).toEqual(['alpha'])
    expect(test.sandbox.ledger()).toMatchObject([{ status: 'active' }])
  })

  it('shares its username and email with no other row of its server, whichever code writes them', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await onboardWithHosting(test, { username: 'alpha', customer: { email: own } })
    const { id: _, ...columns } = await accountRow(test, accountId)
    for (const [index, name] of [
      [{ email: 'free@example.com' }, 'hosting_accounts_server_username'],
      [{ username: 'free' }, 'hosting_accounts_server_email'],
    ] as const) {
      const row = { ...columns, ...index, id: newId(), marker: newId() }
      await expect(test.database.db.insert(hostingAccounts).values(row)).rejects.toMatchObject({
        cause: { constraint: name },
      })
      const free = { ...row, holdsSlot: false }
      await expect(test.database.db.insert(hostingAccounts).values(free)).resolves.toBeDefined()
      await test.database.db.delete(hostingAccounts).where(eq(hostingAccounts.id, row.id))
    }
  })
})
