import type { z } from 'zod'
import type { NewCustomer } from '#contracts/customers/schemas.ts'
import type { NewSubscription } from '#contracts/subscriptions/schemas.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { bindKeyAgain } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { beginSubscription, type committedRefs } from '../subscriptions/index.ts'

type CommittedRefs = z.infer<typeof committedRefs>

/** The ids of a new customer. `hosting` is null without hosting, and if the hosting waits for the payment. */
interface Made {
  readonly customerId: string
  readonly hosting: { readonly accountId: string } | null
}

type Wanted = Pick<NewCustomer, 'provisioning'> & {
  readonly subscription: NonNullable<NewCustomer['subscription']>
}

export interface CustomerSale {
  /** Books the subscription and its first invoice in the transaction that writes the customer. */
  readonly book: (tx: Tx, made: Made) => Promise<void>
  /** Of the last transaction: one that lost a race for a name is repeated. */
  readonly refs: () => CommittedRefs | undefined
}

/** The sale of a price to a customer who is written in the same transaction. */
export function saleTo(ctx: Context, wanted: Wanted): CustomerSale {
  let booked: CommittedRefs | undefined
  return {
    async book(tx, made) {
      booked = await sell(tx, ctx, wanted, made)
      await bindKeyAgain(tx, ctx.idempotency, { ...made, subscription: booked })
    },
    refs: () => booked,
  }
}

/** @throws {Refusal} with fields such as `subscription.priceId`: the customer is not written either */
async function sell(
  tx: Tx,
  ctx: Context,
  { subscription, provisioning }: Wanted,
  { customerId, hosting }: Made,
): Promise<CommittedRefs> {
  const { provision = provisioning ? 'now' : 'none', ...bought } = subscription
  const wanted: NewSubscription = { ...bought, customerId, quantity: 1, provision }
  const later = provision === 'after-payment' && provisioning ? { provisioning } : {}
  try {
    return await beginSubscription(
      tx,
      ctx,
      { ...wanted, ...later },
      { hostingAccountId: hosting?.accountId ?? null, isNewCustomer: true },
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const errors = error.errors.map((each) => ({ ...each, path: `subscription.${each.path}` }))
    throw new Refusal(error.code, error.message, errors, error.retryAfterSeconds)
  }
}
