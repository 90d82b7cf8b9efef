import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'

export const auditSettings = (
  tx: Queryable,
  ctx: Context,
  {
    verb,
    ...entry
  }: {
    readonly at: Date
    readonly verb:
      | 'change-company'
      | 'change-payment-terms'
      | 'change-numbering'
      | 'change-logo'
      | 'remove-logo'
    readonly before?: Readonly<Record<string, unknown>>
    readonly after?: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, {
    ...entry,
    actor: ctx.actor,
    action: `billing-settings.${verb}`,
    subject: { kind: 'installation', id: ctx.installation.id },
    requestId: ctx.requestId,
  })
