import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The currency of the company, for new amounts. EUR until the company is set up. */
export function useCompanyCurrency(): string {
  const { data } = useQuery(api.company.settings.queryOptions())
  return data?.company?.currency ?? 'EUR'
}
