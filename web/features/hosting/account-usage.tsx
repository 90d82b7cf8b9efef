import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { HostingUsage } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatBytes, formatDateTime, formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { whyUnsupported } from './why-unsupported.ts'

const text = words.hosting
const { notReported } = text
const count = (value: number | null) => (value === null ? notReported : formatNumber(value))
const storage = (value: HostingUsage['storageUsed']) =>
  value === null ? notReported : typeof value === 'number' ? formatBytes(value) : value
/** Returns the panel's own text if it is not a known date format. */
const when = (value: string | null) =>
  value === null ? notReported : Number.isNaN(Date.parse(value)) ? value : formatDateTime(value)

/** Loads the usage from the panel only on request. */
export function AccountUsage({
  accountId,
  panel,
}: {
  accountId: string
  panel: PanelDescription | undefined
}) {
  const unsupported = whyUnsupported(panel, 'usage')
  const reasonId = useId()
  const [asked, setAsked] = useState(false)
  const usage = useQuery({
    ...api.hostingAccounts.usage.queryOptions({ input: { id: accountId } }),
    enabled: asked,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const ask = () => (asked ? void usage.refetch() : setAsked(true))
  return (
    <div className="border-t border-line px-4 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium">{text.usage}</h3>
        <Button
          size="sm"
          blocked={usage.isFetching || unsupported !== null}
          aria-describedby={unsupported === null ? undefined : reasonId}
          onClick={ask}
        >
          {usage.isFetching ? text.loadingUsage : usage.data ? text.refresh : text.showUsage}
        </Button>
      </div>
      {unsupported !== null && (
        <p id={reasonId} className="mt-1 text-sm text-muted">
          {unsupported}
        </p>
      )}
      {usage.isError && <LoadError error={usage.error} onRetry={ask} />}
      {usage.data && (
        <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
          {[
            [text.domains, count(usage.data.domains)],
            [text.databases, count(usage.data.databases)],
            [text.emailAccounts, count(usage.data.emailAccounts)],
            [text.certificates, count(usage.data.sslCertificates)],
            [text.storage, storage(usage.data.storageUsed)],
            [text.lastLogin, when(usage.data.lastLoginAt)],
          ].map(([name, value]) => (
            <div key={name} className="min-w-0">
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
