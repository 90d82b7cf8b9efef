import type { ConnectionCheck } from '#contracts/servers/schemas.ts'
import { formatList } from '../../lib/format.ts'
import { words } from '../../words/index.ts'

const text = words.servers

/** Names the checks at which a connection test failed. */
export const connectionFailure = (checks: readonly ConnectionCheck[]): string =>
  text.testFailed(
    formatList(checks.filter(({ state }) => state === 'fail').map(({ id }) => `"${text.check(id)}"`)),
  )
