import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import type { EndpointRow } from './outbox.ts'

/** Values of the audit log. The path of a URL may contain a token of the receiver, so only its host is recorded. */
export const auditFacts = ({
  url,
  description,
  events,
  isEnabled,
}: Pick<EndpointRow, 'url' | 'description' | 'events' | 'isEnabled'>) => ({
  host: URL.parse(url)?.host ?? '',
  description,
  events: events ?? 'all',
  isEnabled,
})

export const auditEndpoint = (
  tx: Queryable,
  { actor, requestId }: Context,
  entry: {
    readonly at: Date
    readonly verb: 'create' | 'change' | 'remove' | 'rotate-secret' | 'test' | 'replay'
    readonly id: string
    readonly before?: Readonly<Record<string, unknown>>
    readonly after?: Readonly<Record<string, unknown>>
  },
): Promise<void> => {
  const { verb, id, ...rest } = entry
  return recordAudit(tx, {
    ...rest,
    actor,
    action: `webhook-endpoint.${verb}`,
    subject: { kind: 'webhook-endpoint', id },
    requestId,
  })
}
