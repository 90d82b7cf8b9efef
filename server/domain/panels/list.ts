import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Domain } from '../context.ts'

/** Returns what each driver says about its panel. */
export const listPanels = ({ drivers }: Pick<Domain, 'drivers'>): { items: PanelDescription[] } => ({
  items: [...drivers.values()].map(({ connect: _, ...description }) => description),
})
