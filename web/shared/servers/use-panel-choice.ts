import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { usePanels } from './use-panels.ts'
import type { ServerChoices } from './use-server-choices.ts'

/** Returns a function for the panel of a server choice. Without a server: the panel that all choices share. */
export function usePanelChoice({ data: servers }: ServerChoices) {
  const { data: panels } = usePanels()
  return (serverId: string): PanelDescription | undefined => {
    const drivers = new Set(servers?.map(({ driver }) => driver))
    const [common] = drivers.size === 1 ? drivers : []
    const driver = servers?.find(({ id }) => id === serverId)?.driver ?? common
    return panels?.find(({ id }) => id === driver)
  }
}
export type PanelChoice = ReturnType<typeof usePanelChoice>
