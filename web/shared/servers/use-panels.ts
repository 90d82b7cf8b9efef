import { useQuery } from '@tanstack/react-query'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { api } from '../../lib/api.ts'

/** The panel description of each driver. It changes only with a release, so it is loaded once. */
export const usePanels = () =>
  useQuery(
    api.panels.list.queryOptions({ select: ({ items }) => items, staleTime: Number.POSITIVE_INFINITY }),
  )

/** The panel of a server. Undefined until loaded, or if the server was removed. */
export function usePanelOfServer(serverId: string): PanelDescription | undefined {
  const { data: panels } = usePanels()
  const { data: servers } = useQuery(api.servers.list.queryOptions({ select: ({ items }) => items }))
  const driver = servers?.find(({ id }) => id === serverId)?.driver
  return panels?.find(({ id }) => id === driver)
}
