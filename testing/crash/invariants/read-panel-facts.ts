import { z } from 'zod'
import { type PanelFacts, panelFacts } from './facts.ts'

const ledger = z.object({ accounts: z.array(z.unknown()) })
const variants = z.object({ get: z.string() })

/**
 * The ledger of a sandbox panel.
 * @param controlUrl address of its control API, if different from the panel's
 */
export async function readPanelFacts(baseUrl: string, controlUrl = baseUrl): Promise<PanelFacts> {
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${controlUrl}/_sandbox${path}`)
    if (!answer.ok) throw new Error(`${controlUrl}/_sandbox${path} answered ${answer.status}.`)
    return answer.json()
  }
  const { accounts } = ledger.parse(await read('/ledger'))
  const { get } = variants.parse(await read('/variants'))
  return panelFacts.parse({ baseUrl, canBeRead: get === 'normal', ledger: accounts })
}
