import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'

/** Returns what each driver says about its panel. */
export function listPanels(domain: Pick<Domain, 'drivers'>, call: Call): { items: PanelDescription[] } {
  requireStaff(call)
  return { items: [...domain.drivers.values()].map(({ connect: _, ...description }) => description) }
}
