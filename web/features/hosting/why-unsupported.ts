import type { PanelAction, PanelDescription } from '#contracts/panels/schemas.ts'
import { words } from '../../words/index.ts'

/** Returns why the panel does not support an action. Null if it does, or while the panel is unknown. */
export function whyUnsupported(panel: PanelDescription | undefined, action: PanelAction): string | null {
  if (!panel || panel.capabilities[action]) return null
  return words.hosting.unsupported(panel.label, panel.capabilities.elsewhere[action] ?? '')
}
