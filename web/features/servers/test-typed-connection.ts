import type { UseFormSetError } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { ConnectionReport } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { sortOntoFields } from '../../lib/form-problem.ts'
import { ApiError } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { connectionInput, connectionSchema, type ServerValues } from './server-values.ts'

const fields = ['driver', 'baseUrl', 'apiKey', 'apiSecret', 'caCertificate'] as const

/** Tests the typed values without saving them. Invalid values are reported at their fields, without a report. */
export async function testTypedConnection(
  values: ServerValues,
  panel: PanelDescription,
  setError: UseFormSetError<ServerValues>,
): Promise<ConnectionReport | null> {
  const show = (found: Partial<Record<(typeof fields)[number], string>>) => {
    const wrong = fields.filter((field) => found[field])
    for (const [position, field] of wrong.entries())
      setError(field, { type: 'refused', message: found[field] ?? '' }, { shouldFocus: position === 0 })
    return wrong.length > 0
  }
  const parsed = connectionSchema(panel).safeParse(connectionInput(values, panel))
  if (!parsed.success) {
    const { issues } = parsed.error
    show(
      Object.fromEntries(
        fields.map((field) => [field, issues.find((issue) => issue.path[0] === field)?.message ?? '']),
      ),
    )
    return null
  }
  try {
    return await client.servers.testConnection(parsed.data, { context: { idempotencyKey: randomUuid() } })
  } catch (error) {
    if (error instanceof ApiError && show(sortOntoFields(error, fields).fields)) return null
    throw error
  }
}
