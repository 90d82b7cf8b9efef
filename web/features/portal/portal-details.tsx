import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatDay } from '../../lib/format.ts'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.portal

/** The customer's own details. */
export const usePortalDetails = () => useQuery(api.portal.details.queryOptions())

export function PortalDetails({ details }: { details: ReturnType<typeof usePortalDetails> }) {
  return (
    <Panel>
      <PanelTitle>{text.details}</PanelTitle>
      {details.isError && !details.data && (
        <LoadError error={details.error} onRetry={() => void details.refetch()} />
      )}
      {details.data && (
        <>
          <Facts
            items={[
              [text.fullName, details.data.fullName],
              [text.email, details.data.email],
              [
                text.companyName,
                details.data.companyName ?? (
                  <span key="none" className="text-muted">
                    {text.notGiven}
                  </span>
                ),
              ],
              [text.customerSince, formatDay(details.data.createdAt)],
            ]}
          />
          <p className="px-4 pb-3 text-sm text-muted">{text.detailsHelp}</p>
        </>
      )}
    </Panel>
  )
}
