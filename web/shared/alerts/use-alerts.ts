import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The open alerts, refetched while the page is visible. */
export const useAlerts = () => useQuery(api.alerts.list.queryOptions({ refetchInterval: 15_000 }))

/** The alert that explains why a server's operations do not run. Alerts that need action come first. */
export function useAlertOf(serverId: string) {
  const alerts = useAlerts().data?.items.filter((alert) => alert.serverId === serverId) ?? []
  return alerts.find(({ cause }) => cause === 'needs-operator') ?? alerts[0]
}
