import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  BillingSettings,
  CompanyChange,
  LogoUpload,
  NumberSeriesChange,
  PaymentTermsChange,
} from '#contracts/company/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

// A reload in the background must not discard what is typed.
export const useBillingSettings = () =>
  useQuery({ ...api.company.settings.queryOptions(), refetchOnWindowFocus: false })

export const useLogo = () => useQuery(api.company.logo.queryOptions())

/** The actions on the settings. Each updates the page. */
export function useBillingSettingsActions() {
  const queryClient = useQueryClient()
  const keep = (settings: BillingSettings) => {
    queryClient.setQueryData(api.company.settings.queryKey(), settings)
    return settings
  }
  return {
    change: async (change: CompanyChange) => keep(await client.company.change(change)),
    changeTerms: async (change: PaymentTermsChange) => keep(await client.company.changeTerms(change)),
    changeNumbering: async (change: NumberSeriesChange) => keep(await client.company.changeNumbering(change)),
    changeLogo: async (upload: LogoUpload) =>
      queryClient.setQueryData(
        api.company.logo.queryKey(),
        await client.company.changeLogo(upload, { context: { idempotencyKey: randomUuid() } }),
      ),
    removeLogo: async () =>
      queryClient.setQueryData(api.company.logo.queryKey(), await client.company.removeLogo()),
  }
}
