import { sql } from 'drizzle-orm'
import { users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'
import { mailPart } from './queue.ts'
import type { FactorChange } from './texts/template-text.ts'

interface Notice {
  readonly userId: string
  readonly at: Date
}

/** The login of a user, with the customer whose page shows its mail. */
const loginOf = (userId: string) => sql`(
  select ${users.id} as user_id, ${users.email} as email, ${users.name} as name, ${customers.id} as customer_id
  from ${users} left join ${customers} on ${customers.userId} = ${users.id}
  where ${users.id} = ${userId}::uuid) who`

const toLogin = {
  recipientName: sql`who.name`,
  userId: sql`who.user_id`,
  customerId: sql`who.customer_id`,
}

/** Writes a notice of a changed password to the owner of a login, in the transaction of the change. */
export async function queuePasswordNotice(tx: Queryable, { userId, at }: Notice): Promise<void> {
  const mail = { kind: 'password-changed', recipient: sql`who.email`, ...toLogin, at } as const
  await tx.execute(mailPart(mail, loginOf(userId)))
}

/** Writes a notice of changed second factors to the owner of a login, in the transaction of the change. */
export async function queueFactorsNotice(
  tx: Queryable,
  { userId, at, change }: Notice & { readonly change: FactorChange },
): Promise<void> {
  const values = { change }
  const mail = { kind: 'factors-changed', recipient: sql`who.email`, ...toLogin, values, at } as const
  await tx.execute(mailPart(mail, loginOf(userId)))
}

/** Writes a notice of a changed email to the old and the new address, in its transaction. */
export async function queueEmailNotices(
  tx: Queryable,
  { userId, at, oldEmail, newEmail }: Notice & { readonly oldEmail: string; readonly newEmail: string },
): Promise<void> {
  for (const recipient of [oldEmail, newEmail])
    await tx.execute(
      mailPart(
        { kind: 'email-changed', recipient, ...toLogin, values: { oldEmail, newEmail }, at },
        loginOf(userId),
      ),
    )
}
