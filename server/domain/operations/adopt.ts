import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { operationAdoption } from '#contracts/operations/schemas.ts'
import { mayAdopt } from '#contracts/operations/states.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import { transitionOperation } from '#server/work/index.ts'
import { loadOperation, lockAccount, lockOperation, transitionAccount } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from '../hosting/index.ts'
import { welcomePart } from '../mail/index.ts'
import { lockServer } from '../servers/index.ts'
import { doesNotMatch, readFromPanel, whyNotAdoptable } from './panel-account.ts'

/**
 * Staff declare that an account on the panel is this customer's. It is accepted only if username and email
 * match there and no other account here has it. Its password was then not set by this application.
 */
export async function adoptAccount(
  ctx: Context,
  input: ById & z.infer<typeof operationAdoption>,
): Promise<EndedOrNotYet> {
  const operationId = input.id
  const panelUserId = String(input.panelUserId)
  const { clock, database } = ctx
  const key = { request: ctx.idempotency, refs: startedRefs, clock }
  const earlier = await recall(database.db, key)
  if (earlier) return answerStarted(ctx, earlier)
  const { subjectId: accountId } = await loadOperation(database.db, operationId)
  const { found } = await readFromPanel(ctx, accountId, panelUserId)
  const refs = await database.db
    .transaction((tx) =>
      once(tx, key, async () => {
        const { account, latest } = await lockAccount(tx, accountId)
        const operation = await lockOperation(tx, operationId)
        if (latest?.id !== operationId)
          throw new Refusal('wrong-state', 'This account has a later operation. Resolve that one first.')
        if (operation.kind !== 'create' || !mayAdopt(operation.status))
          throw new Refusal(
            'wrong-state',
            `An account can be adopted only for a create operation that has failed or stopped. This ${operation.kind} operation is ${operation.status}.`,
          )
        const reason = await whyNotAdoptable(tx, account, found)
        if (reason !== null) throw doesNotMatch(reason)
        // A concurrent reservation on this server relies on the names that are held there.
        const server = await lockServer(tx, account.serverId)
        await writeAdoption(tx, ctx, { accountId, operationId, found })
        if (server && !found.suspended)
          await tx.execute(welcomePart({ account, server, operationId, at: clock.now() }, null))
        return { accountId, operationId }
      }),
    )
    .catch((error: unknown) => {
      if (isUniqueViolation(error))
        throw doesNotMatch(`Account ${panelUserId} already belongs to another hosting account here.`)
      throw error
    })
  ctx.signals.concluded(operationId)
  return answerStarted(ctx, refs)
}

async function writeAdoption(
  tx: Queryable,
  ctx: Context,
  adoption: { accountId: string; operationId: string; found: PanelAccount },
): Promise<void> {
  const { accountId, operationId, found } = adoption
  const panelUserId = found.id
  const at = ctx.clock.now()
  // An existing account takes its slot, even if that makes 6 of 5. The server then accepts no new accounts.
  await transitionAccount(
    tx,
    accountId,
    {
      status: found.suspended ? 'suspended' : 'active',
      panelUserId,
      verified: true,
      passwordSetByUs: false,
      passwordSealed: null,
    },
    { at },
  )
  await transitionOperation(tx, operationId, {
    to: 'succeeded',
    at,
    note: {
      event: 'operation.adopted',
      message: `${ctx.actor.name} adopted NextPanel User ID ${panelUserId}. Username and email match. This application did not set its password.`,
    },
  })
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'operation.adopt',
    subject: { kind: 'operation', id: operationId },
    after: { panelUserId },
    requestId: ctx.requestId,
  })
}
