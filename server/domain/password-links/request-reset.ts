import { sql } from 'drizzle-orm'
import type { PasswordResetRequest } from '#contracts/password-links/schemas.ts'
import { auditRow } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { countTry, systemActor } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { insertFrom, runStatement } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { mailPart } from '../mail/index.ts'
import { customers } from '../tables/customers.ts'
import { mailSettings, mails } from '../tables/mail.ts'

// More mails for one address would only annoy its owner.
const requests = { most: 3, windowMs: 3_600_000 }

/**
 * Mails a link to set a new password. The answer and the statements are the same for an address without a
 * login, for a login that is not active, and above the limit.
 * @returns whether mail is set up at all
 */
export async function requestPasswordReset(
  ctx: Context,
  { email }: PasswordResetRequest,
): Promise<{ isSetUp: boolean }> {
  const { clock, database, keyring, requestId } = ctx
  const at = clock.now()
  const { windowMs, most } = requests
  const key = `password-reset|${keyring.mac('password-reset', email)}`
  const { count } = await countTry(database.db, { key, windowMs, now: at })
  const who = sql`(
    select ${users.id} as user_id, ${users.name} as name, ${customers.id} as customer_id
    from ${users} left join ${customers} on ${customers.userId} = ${users.id}
    where ${users.email} = ${email} and ${users.isActive} and ${count <= most})`
  const mail = mailPart(
    {
      kind: 'password-reset',
      recipient: email,
      recipientName: sql`who.name`,
      userId: sql`who.user_id`,
      customerId: sql`who.customer_id`,
      at,
    },
    sql`who`,
  )
  const earlier = sql`update ${mails}
    set state = 'cancelled', next_attempt_at = null, error = 'A newer link was requested before this mail was sent.'
    where kind = 'password-reset' and state = 'waiting' and user_id in (select user_id from who)`
  const entry = auditRow({
    at,
    actor: systemActor('sign-in page'),
    action: 'login.request-password-reset',
    subject: { kind: 'login', id: ctx.installation.id },
    requestId,
  })
  const [row] = await runStatement(
    database.db,
    new Map([
      ['who', sql`select * from ${who} login where exists (select 1 from ${mailSettings})`],
      ['mail', mail],
      ['earlier', earlier],
      ['entry', insertFrom(auditEntries, { ...entry, subjectId: sql`who.user_id` }, sql`who`)],
    ]),
    sql`select exists (select 1 from ${mailSettings}) as is_set_up`,
  )
  return { isSetUp: row?.is_set_up === true }
}
