import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, describeDomain } from '#testing/domain.ts'
import { addTestServer, hostingPassword, provisioned, runUntilSettled } from '#testing/domain-steps.ts'
import { suspendHostingAccount } from '../hosting/index.ts'
import { listAuditOfCustomer } from './audit.ts'
import { changeCustomer } from './change.ts'

describeDomain('The audit of a customer', (open) => {
  it('has all changes of the customer and their hosting, newest first, in pages, without secrets', async () => {
    const test = open()
    await addTestServer(test)
    const mine = await provisioned(test, { username: 'mine' })
    await provisioned(test, { username: 'other', customer: { email: 'other@example.com' } })
    const { id } = mine.customer
    await changeCustomer(test.ctx, { id, fullName: 'Renamed', password: 'Changed-Pass-1' })
    const started = await suspendHostingAccount(test.ctx, {
      id: mine.accountId,
      reason: 'abuse',
      note: 'spam',
    })
    await runUntilSettled(test, started.body.operation.id)

    const all = await listAuditOfCustomer(test.ctx, { id, limit: 100 })
    expect(all.nextCursor).toBeNull()
    expect(all.items.map(({ action, subject }) => [action, subject.name])).toEqual([
      ['hosting-account.suspend', 'mine'],
      ['customer.change', null],
      ['hosting-account.create', 'mine'],
      ['customer.create', null],
    ])
    expect(all.items[0]).toMatchObject({
      actor: { kind: 'staff', name: 'Staff user' },
      before: { suspendReasons: [] },
      after: { reason: 'abuse', note: 'spam' },
      requestId: 'request-1',
    })
    expect(all.items[1]).toMatchObject({ after: { fullName: 'Renamed', password: true } })
    expect(JSON.stringify(all)).not.toContain('Changed-Pass-1')
    expect(JSON.stringify(all)).not.toContain(hostingPassword)

    const first = await listAuditOfCustomer(test.ctx, { id, limit: 3 })
    const cursor = first.nextCursor ?? ''
    const second = await listAuditOfCustomer(test.ctx, { id, limit: 3, cursor })
    expect([...first.items, ...second.items]).toEqual(all.items)
    expect(second.nextCursor).toBeNull()
  })

  it('is for staff, existing customers, and cursors that it issued', async () => {
    const test = open()
    const asked = (query: object, by = call()) =>
      listAuditOfCustomer(contextOf(test.domain, by), { id: newId(), limit: 5, ...query })
    await expect(asked({})).rejects.toMatchObject({ code: 'not-found' })
    await expect(asked({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-body' })
  })
})
