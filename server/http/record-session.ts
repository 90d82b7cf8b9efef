import type { Domain } from '#server/domain/context.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Actor } from '#server/platform/auth/index.ts'

/** Records a sign-out. @param source the client address and the id of the request */
export async function recordSignOut(
  { database, clock }: Pick<Domain, 'database' | 'clock'>,
  actor: Actor,
  source: { readonly address: string; readonly requestId: string },
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
