import type { PanelAction, PanelDescription } from '#contracts/panels/schemas.ts'
import { words } from '../../words/index.ts'

/** Why an action cannot be done on this panel, and where to do it; null if it can, or while the panel is not known. */
export function whyUnsupported(panel: PanelDescription | undefined, action: PanelAction): string | null {
  if (!panel || panel.capabilities[action]) return null
  return words.hosting.unsupported(panel.label, panel.capabilities.elsewhere[action] ?? '')
}
