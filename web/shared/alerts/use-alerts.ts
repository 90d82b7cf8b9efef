import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The open alerts, refetched while somebody looks. */
export const useAlerts = () => useQuery(api.alerts.list.queryOptions({ refetchInterval: 15_000 }))

/** The alert about a server that explains why its operations do not run; the one that needs an operator comes first. */
export function useAlertOf(serverId: string) {
  const alerts = useAlerts().data?.items.filter((alert) => alert.serverId === serverId) ?? []
  return alerts.find(({ cause }) => cause === 'needs-operator') ?? alerts[0]
}
