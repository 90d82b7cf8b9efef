import { useQuery } from '@tanstack/react-query'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { api } from '../../lib/api.ts'

/** What each driver says about its panel. It changes with a release only, so it is asked for once. */
export const usePanels = () =>
  useQuery(
    api.panels.list.queryOptions({ select: ({ items }) => items, staleTime: Number.POSITIVE_INFINITY }),
  )

/** The panel of a server; undefined while it is not known, or if the server was removed. */
export function usePanelOfServer(serverId: string): PanelDescription | undefined {
  const { data: panels } = usePanels()
  const { data: servers } = useQuery(api.servers.list.queryOptions({ select: ({ items }) => items }))
  const driver = servers?.find(({ id }) => id === serverId)?.driver
  return panels?.find(({ id }) => id === driver)
}
