import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { BankForm } from '../../features/company/bank-form.tsx'
import { CompanyForm } from '../../features/company/company-form.tsx'
import { LogoPanel } from '../../features/company/logo-panel.tsx'
import { NumberingForm } from '../../features/company/numbering-form.tsx'
import { SettingsLoaded } from '../../features/company/settings-loaded.tsx'
import { TermsForm } from '../../features/company/terms-form.tsx'
import { DunningPolicyForm } from '../../features/dunning/policy-form.tsx'
import { TaxRateList } from '../../features/taxes/tax-rate-list.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.billingSettings
const tabs = [
  { value: 'company', to: '/settings/billing', label: text.tabs.company },
  { value: 'payment', to: '/settings/billing/payment', label: text.tabs.payment },
  { value: 'numbering', to: '/settings/billing/numbering', label: text.tabs.numbering },
  { value: 'taxes', to: '/settings/billing/taxes', label: text.tabs.taxes },
  { value: 'dunning', to: '/settings/billing/dunning', label: text.tabs.dunning },
] as const

function SettingsTabs({ value, children }: { value: (typeof tabs)[number]['value']; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={text.title} section={tabs.find((tab) => tab.value === value)?.label} />
      <RouteTabs
        label={text.tabs.label}
        value={value}
        onChange={(next) =>
          void navigate({ to: tabs.find((tab) => tab.value === next)?.to ?? '/settings/billing' })
        }
        tabs={tabs.map((tab) => ({
          value: tab.value,
          link: (
            <Link to={tab.to} activeOptions={{ exact: true }}>
              {tab.label}
            </Link>
          ),
        }))}
      >
        {children}
      </RouteTabs>
    </>
  )
}

const columns = 'grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2'

/** The company that issues all documents. */
export function BillingCompanyPage() {
  return (
    <SettingsTabs value="company">
      <SettingsLoaded>
        {({ company }) => (
          <div className={columns}>
            <CompanyForm key={company === null ? 'new' : 'saved'} company={company} />
            {company !== null && <LogoPanel />}
          </div>
        )}
      </SettingsLoaded>
    </SettingsTabs>
  )
}

export function BillingPaymentPage() {
  return (
    <SettingsTabs value="payment">
      <SettingsLoaded needsCompany>
        {(settings) => (
          <div className={columns}>
            <TermsForm settings={settings} />
            <BankForm bank={settings.bankDetails} />
          </div>
        )}
      </SettingsLoaded>
    </SettingsTabs>
  )
}

export function BillingNumberingPage() {
  return (
    <SettingsTabs value="numbering">
      <SettingsLoaded>
        {({ numbering, today }) => (
          <>
            <p className="mb-4 max-w-prose text-muted">{words.numberingForm.intro}</p>
            <div className={columns}>
              {numbering.map((series) => (
                <NumberingForm key={series.kind} series={series} today={today} />
              ))}
            </div>
          </>
        )}
      </SettingsLoaded>
    </SettingsTabs>
  )
}

export function BillingTaxesPage() {
  return (
    <SettingsTabs value="taxes">
      <TaxRateList />
    </SettingsTabs>
  )
}

export function BillingDunningPage() {
  return (
    <SettingsTabs value="dunning">
      <DunningPolicyForm />
    </SettingsTabs>
  )
}
