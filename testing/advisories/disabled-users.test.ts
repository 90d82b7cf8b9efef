import { setTimeout as delay } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { customers } from '#server/domain/tables/customers.ts'
import { slowBodyMs } from '#server/http/api/routes.ts'
import { endSessionsOf } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { addStaff } from '../authorization/callers.ts'
import { describeDomainOnEmbedded } from '../domain.ts'
import { newCustomer } from '../domain-steps.ts'
import { codeOf, openApi, staffPassword } from './open-api.ts'

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

// Class: time of check to time of use of a session (CWE-367).
describeDomainOnEmbedded('A request whose body is still arriving', (open) => {
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
