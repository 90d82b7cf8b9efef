import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BillingSettings } from '#contracts/company/schemas.ts'
import { MayChange } from '../../shared/billing-settings/may-change.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { useBillingSettings } from './use-billing-settings.ts'

const text = words.billingSettings

interface SettingsLoadedProps {
  /** Whether the tab needs a company that is set up. */
  needsCompany?: boolean
  children: (settings: BillingSettings) => ReactNode
}

/** A tab of the settings: loading, error, or its forms. Users who cannot change them see the values. */
export function SettingsLoaded({ needsCompany = false, children }: SettingsLoadedProps) {
  const { data, isError, error, refetch } = useBillingSettings()
  if (!data)
    return (
      <Panel>
        {isError ? <LoadError error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={6} />}
      </Panel>
    )
  if (needsCompany && data.company === null)
    return (
      <Notice tone="warn">
        <p>{text.companyFirst}</p>
        <p className="mt-1">
          <Link to="/settings/billing" className="font-medium underline">
            {text.toCompany}
          </Link>
        </p>
      </Notice>
    )
  return <MayChange>{children(data)}</MayChange>
}
