import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Domain } from '../context.ts'

/** Returns the description of each driver. */
export const listPanels = ({ drivers }: Pick<Domain, 'drivers'>): { items: PanelDescription[] } => ({
  items: [...drivers.values()].map(({ connect: _, ...description }) => description),
})
