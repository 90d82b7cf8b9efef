import { asc } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { customers } from '#server/domain/tables/customers.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { declaredCalls } from '../authorization/declared-calls.ts'
import { describeDomainOnEmbedded, type TestDomain } from '../domain.ts'
import { loginPassword, newCustomer } from '../domain-steps.ts'
import { openApi } from './open-api.ts'

const standing = async ({ database: { db } }: TestDomain) => ({
  users: await db
    .select({ id: users.id, email: users.email, role: users.role, staffRole: users.staffRole })
    .from(users)
    .orderBy(asc(users.id)),
  customers: await db
    .select({ id: customers.id, userId: customers.userId, createdAt: customers.createdAt })
    .from(customers)
    .orderBy(asc(customers.id)),
})

/** Every name under which a framework may bind a privilege. */
const privileges = (ids: { customerId: string; userId: string }) => ({
  ...ids,
  id: ids.customerId,
  role: 'owner',
  staffRole: 'owner',
  staff_role: 'owner',
  isAdmin: true,
  isStaff: true,
  isActive: true,
  permissions: ['team.write'],
  status: 'active',
  createdAt: '2020-01-01T00:00:00.000Z',
  user: { role: 'owner' },
  'user.role': 'owner',
  'user[role]': 'owner',
})

// Class: mass assignment of roles and owners (CWE-915).
describeDomainOnEmbedded('Mass assignment', (open) => {
  it('of a role, an owner or an id has no effect in any call of a customer', async () => {
    const test = open()
    const { ask, signIn } = await openApi(test)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const other = await onboardCustomer(test.ctx, newCustomer())
    const login = { email: customer.email, password: loginPassword }
    let cookie = await signIn(login)
    const before = await standing(test)
    const extra = privileges({ customerId: other.customer.id, userId: newId() })
    const writes = declaredCalls.filter(
      ({ access, method }) =>
        method !== 'GET' && ['public', 'signed-in', 'customer'].includes(String(access)),
    )
    expect(writes.length).toBeGreaterThan(6)
    for (const { method, path } of writes)
      await ask(method, path.replace('{id}', other.customer.id), { cookie, body: extra })
    // A valid change, with everything else beside it.
    cookie = await signIn(login)
    const body = { ...extra, currentPassword: loginPassword, newPassword: 'Walrus-Lamp-3307' }
    expect((await ask('POST', '/api/v1/me/password', { cookie, body })).status).toBe(200)
    const changed = await signIn({ email: customer.email, password: 'Walrus-Lamp-3307' })
    expect((await ask('GET', '/api/v1/me', { cookie: changed })).json).toMatchObject({
      role: 'customer',
      permissions: [],
      customerId: customer.id,
    })
    expect(await standing(test)).toEqual(before)
  })

  it('has no effect in the calls by which staff create and change customers, or at the sign-in', async () => {
    const test = open()
    const { ask, owner: cookie } = await openApi(test)
    const other = await onboardCustomer(test.ctx, newCustomer())
    const extra = privileges({ customerId: other.customer.id, userId: newId() })
    const person = newCustomer()
    const made = await ask('POST', '/api/v1/customers', { cookie, body: { ...extra, ...person } })
    expect(made.status).toBe(201)
    const before = await standing(test)
    expect(before.users.find(({ email }) => email === person.email)).toMatchObject({
      role: 'customer',
      staffRole: null,
    })
    const id = /"id":"([^"]+)"/.exec(made.text)?.[1] ?? ''
    expect(id).not.toBe(other.customer.id)
    const change = { cookie, body: { ...extra, fullName: 'Changed' } }
    expect((await ask('PATCH', `/api/v1/customers/${id}`, change)).json).toMatchObject({
      id,
      fullName: 'Changed',
    })
    expect((await ask('GET', `/api/v1/customers/${other.customer.id}`, { cookie })).json).toMatchObject({
      fullName: other.customer.fullName,
    })
    const signedIn = await ask('POST', '/api/auth/sign-in/email', {
      body: { ...extra, email: person.email, password: loginPassword },
    })
    expect(signedIn.json).toMatchObject({ user: { role: 'customer' } })
    expect(await standing(test)).toEqual(before)
  })
})
