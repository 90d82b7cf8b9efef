import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  BillingProfile,
  BillingProfileChange,
  newTaxIdCheck,
} from '#contracts/billing-profiles/schemas.ts'
import { api, client } from '../../lib/api.ts'

export const useBillingProfile = (customerId: string) =>
  useQuery(api.billingProfiles.get.queryOptions({ input: { id: customerId } }))

/** The settings of the company, which an empty field of a profile takes. */
export function useCompanyTerms(): { currency: string | null; paymentTermsDays: number } | undefined {
  const { data } = useQuery(api.company.settings.queryOptions())
  return data && { currency: data.company?.currency ?? null, paymentTermsDays: data.paymentTermsDays }
}

/** The actions on a billing profile. Each updates the page. */
export function useBillingProfileActions(customerId: string) {
  const queryClient = useQueryClient()
  const keep = (profile: BillingProfile) => {
    queryClient.setQueryData(api.billingProfiles.get.queryKey({ input: { id: customerId } }), profile)
  }
  return {
    change: async (change: BillingProfileChange) =>
      keep(await client.billingProfiles.change({ id: customerId, ...change })),
    recordCheck: async (check: z.input<typeof newTaxIdCheck>, idempotencyKey: string) =>
      keep(
        await client.billingProfiles.recordTaxIdCheck(
          { id: customerId, ...check },
          { context: { idempotencyKey } },
        ),
      ),
  }
}
