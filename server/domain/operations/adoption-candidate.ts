import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { AdoptionCandidate, adoptionCandidateQuery } from '#contracts/operations/schemas.ts'
import { loadOperation } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { readFromPanel, whyNotAdoptable } from './panel-account.ts'

/** Returns the data that staff compare before they adopt an account of the panel. Changes nothing. */
export async function readAdoptionCandidate(
  ctx: Context,
  { id, panelUserId }: ById & z.infer<typeof adoptionCandidateQuery>,
): Promise<AdoptionCandidate> {
  const operation = await loadOperation(ctx.database.db, id)
  const { found, account } = await readFromPanel(ctx, operation.subjectId, panelUserId)
  return {
    panelUserId: found.id,
    username: found.username,
    email: found.email ?? null,
    createdAt: found.createdAt ?? null,
    suspended: found.suspended ?? false,
    wanted: {
      username: account.username,
      email: account.email,
      requestedAt: account.createdAt.toISOString(),
    },
    difference: await whyNotAdoptable(ctx.database.db, account, found),
  }
}
