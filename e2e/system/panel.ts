import { foreignPanel } from './environment.ts'
import { openForeignPanel } from './foreign-panel.ts'
import type { Panel } from './panel-types.ts'
import { startSandboxPanel } from './sandbox-panel.ts'

export function openPanel(): Promise<Panel> | Panel {
  const foreign = foreignPanel()
  return foreign ? openForeignPanel(foreign) : startSandboxPanel()
}
