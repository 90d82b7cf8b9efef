import { z } from 'zod'
import type { Domain } from '#server/domain/context.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Actor } from '#server/platform/auth/index.ts'

type Services = Pick<Domain, 'database' | 'clock'>

/** The client address and the id of the request. */
interface Source {
  readonly address: string
  readonly requestId: string
}

const signedIn = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), role: z.enum(['staff', 'customer']) }),
})

/** Records a sign-in. @param answer better-auth's answer, which contains the user */
export async function recordSignIn(
  { database, clock }: Services,
  answer: Response,
  source: Source,
): Promise<void> {
  const { user } = signedIn.parse(await answer.clone().json())
  await recordAudit(database.db, {
    at: clock.now(),
    actor: { kind: user.role, userId: user.id, name: user.name },
    action: 'session.sign-in',
    subject: { kind: 'login', id: user.id },
    ...source,
  })
}

export async function recordSignOut(
  { database, clock }: Services,
  actor: Actor,
  source: Source,
): Promise<void> {
  if (actor.kind === 'system') return
  await recordAudit(database.db, {
    at: clock.now(),
    actor,
    action: 'session.sign-out',
    subject: { kind: 'login', id: actor.userId },
    ...source,
  })
}
