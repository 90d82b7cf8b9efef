import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { NewCustomer, Onboarded } from '#contracts/customers/schemas.ts'
import { onboardingMessage } from '#contracts/hosting/messages.ts'
import { hashPassword } from '#server/platform/auth/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { insertCustomer, readCustomer } from '../customers/index.ts'
import { answerStarted, reserveAccount, startedRefs } from '../hosting/index.ts'
import { addPasswordLink, readPasswordLink } from '../password-links/index.ts'

const refs = z.object({
  customerId: z.string(),
  hosting: startedRefs.nullable(),
  passwordLinkId: z.string().nullish(),
})

/**
 * The one step: customer, credentials, slot, hosting account, operation, audit and job commit together, then the
 * answer waits for the panel. Whatever the panel does, the customer is kept.
 * @throws {Refusal} email-taken, invalid-body (unknown server, e-mail needed): nothing is written then
 */
export async function onboardCustomer(domain: Domain, call: Call, input: NewCustomer): Promise<Onboarded> {
  requireStaff(call)
  // With a link nobody knows a password until the customer sets one.
  const passwordHash = await hashPassword(input.password ?? randomBytes(32).toString('base64'))
  const made = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs, clock: domain.clock }, async () => {
      const customer = await insertCustomer(tx, domain, call, { ...input, passwordHash })
      const hosting = input.provisioning
        ? await reserveAccount(tx, domain, call, {
            customer,
            wanted: input.provisioning,
            fieldPrefix: 'provisioning.',
          })
        : null
      const passwordLinkId = input.passwordLink ? await addPasswordLink(tx, domain, call, customer.id) : null
      return { customerId: customer.id, hosting, passwordLinkId }
    }),
  )
  const outcome = made.hosting ? (await answerStarted(domain, call, made.hosting)).body : null
  return {
    customer: await readCustomer(domain.database.db, made.customerId),
    hosting: outcome && { ...outcome, message: onboardingMessage(outcome) },
    passwordLink: made.passwordLinkId ? await readPasswordLink(domain, made.passwordLinkId) : null,
  }
}
