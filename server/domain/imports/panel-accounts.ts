import { type PanelAccount, PanelError } from '#panels/kit/index.ts'
import type { Context } from '../context.ts'
import { connectServer, type ServerRow } from '../servers/index.ts'
import type { ImportRowError } from '../tables/imports.ts'

// Few, because operations of customers share the server's limits.
const atOnce = 4

interface Wanted {
  readonly server: ServerRow
  readonly panelUserId: string
}

/**
 * Reads accounts of panels by their ids, a few at a time. Only reads.
 * @returns "<server id> <panel user id>" -> the account, or why it cannot be adopted
 */
export async function readPanelAccounts(
  ctx: Context,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, PanelAccount | ImportRowError>> {
  const found = new Map<string, PanelAccount | ImportRowError>()
  const waiting = new Map(wanted.map((one) => [`${one.server.id} ${one.panelUserId}`, one]))
  const queue = [...waiting]
  const read = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) found.set(next[0], await readOne(ctx, next[1]))
  }
  await Promise.all(Array.from({ length: atOnce }, read))
  return found
}

async function readOne(
  ctx: Context,
  { server, panelUserId }: Wanted,
): Promise<PanelAccount | ImportRowError> {
  const problem = (code: string, message: string): ImportRowError => ({ field: 'panelUserId', code, message })
  try {
    const { value } = await connectServer(ctx, server).findById(panelUserId)
    if (value.state === 'found') return value.account
    return value.state === 'absent'
      ? problem(
          'account-not-found',
          `${server.name} has no account ${panelUserId}. Check the NextPanel User ID in NextPanel.`,
        )
      : problem('identity-not-known', `${server.name} does not show account ${panelUserId}. ${value.why}`)
  } catch (error) {
    if (error instanceof PanelError)
      return problem('panel-unavailable', `${error.message} ${error.remedy}`.trim())
    throw error
  }
}
