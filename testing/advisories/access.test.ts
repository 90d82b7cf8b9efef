import { setTimeout as delay } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { customers } from '#server/domain/tables/customers.ts'
import { slowBodyMs } from '#server/http/api/routes.ts'
import { endSessionsOf } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { addStaff } from '../authorization/callers.ts'
import { declaredCalls } from '../authorization/declared-calls.ts'
import { describeDomainOnEmbedded, type TestDomain } from '../domain.ts'
import { loginPassword, newCustomer } from '../domain-steps.ts'
import { codeOf, openApi, staffPassword } from './open-api.ts'

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

/** A body whose end arrives only after `between`. */
function slowBody(text: string, between: () => Promise<unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const parts = [text.slice(0, 5), text.slice(5)]
  return new ReadableStream(
    {
      async pull(controller) {
        const part = parts.shift()
        if (part === undefined) return controller.close()
        if (parts.length === 0) {
          await between()
          await delay(2 * slowBodyMs)
        }
        controller.enqueue(encoder.encode(part))
      },
    },
    { highWaterMark: 0 },
  )
}

describeDomainOnEmbedded('Access', (open) => {
  // Class: mass assignment of roles and owners (CWE-915).
  describe('Mass assignment', () => {
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

  // Class: time of check to time of use of a session (CWE-367).
  describe('A request whose body is still arriving', () => {
    it.each([
      'is disabled',
      'is signed out',
      'gets a lower role',
    ])('is refused if its sender %s before the body has arrived', async (change) => {
      const test = open()
      const { db } = test.database
      const { ask, signIn } = await openApi(test)
      const userId = await addStaff(test, 'leaving', 'admin')
      const cookie = await signIn({ email: 'leaving@hosting.example', password: staffPassword })
      const leave = async () => {
        if (change === 'is disabled')
          await db.update(users).set({ isActive: false }).where(eq(users.id, userId))
        if (change === 'is signed out') await endSessionsOf(db, userId)
        if (change === 'gets a lower role')
          await db.update(users).set({ staffRole: 'read-only' }).where(eq(users.id, userId))
      }
      const body = slowBody(JSON.stringify(newCustomer()), leave)
      const answer = await ask('POST', '/api/v1/customers', { cookie, body })
      expect(codeOf(answer)).toBe(change === 'gets a lower role' ? 'forbidden' : 'not-signed-in')
      expect(await db.select().from(customers)).toEqual([])
    })
  })
})
