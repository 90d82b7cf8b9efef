import type { PanelDriver } from './kit/index.ts'
import { nextPanel } from './nextpanel/index.ts'

/** Every driver of this installation, by its id. A driver's folder has the name of its id. */
export const panelDrivers: ReadonlyMap<string, PanelDriver> = new Map(
  [nextPanel].map((driver) => [driver.id, driver]),
)
