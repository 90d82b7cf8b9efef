import { z } from 'zod'
import type { Accounts } from '#sandbox/accounts/accounts.ts'
import { newAccount } from '#sandbox/accounts/body.ts'
import type { RequestEntry } from '#sandbox/requests.ts'

const sent = z.object({ username: newAccount.shape.username, email: newAccount.shape.email })

/** Another customer of that panel takes the username or the email of a create that has just arrived. */
export async function letStrangerTake(
  accounts: Accounts,
  what: 'username' | 'email',
  { number, body, fault }: RequestEntry,
): Promise<void> {
  const wanted = sent.safeParse(body)
  if (!wanted.success) return
  const own = { username: `stranger${number}`, email: `stranger${number}@elsewhere.example` }
  await accounts.create(
    { ...own, [what]: wanted.data[what] },
    { by: 'stranger', request: number, keyId: null, fault },
  )
}
