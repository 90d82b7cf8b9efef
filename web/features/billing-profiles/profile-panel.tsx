import { lazy, type ReactNode, useState } from 'react'
import type { BillingProfile, TaxIdResult } from '#contracts/billing-profiles/schemas.ts'
import { countryName } from '../../lib/country-names.ts'
import type { Tone } from '../../lib/tone.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useBillingProfile, useCompanyTerms } from './use-billing-profile.ts'

const text = words.billingProfile

const EditProfileDialog = lazy(() =>
  import('./edit-profile.tsx').then(({ EditProfileDialog }) => ({ default: EditProfileDialog })),
)
const RecordCheckDialog = lazy(() =>
  import('./record-check.tsx').then(({ RecordCheckDialog }) => ({ default: RecordCheckDialog })),
)

/** The billing details of a customer, with their form. */
export function BillingProfilePanel({ customerId }: { customerId: string }) {
  const { data, isError, error, refetch } = useBillingProfile(customerId)
  const [asked, setAsked] = useState<'edit' | 'check' | null>(null)
  const mayWrite = useMay()('billing.write')
  const close = () => setAsked(null)
  return (
    <Panel>
      <PanelTitle
        aside={
          data &&
          mayWrite && (
            <Button size="sm" aria-label={text.editTitle} onClick={() => setAsked('edit')}>
              {text.edit}
            </Button>
          )
        }
      >
        {text.title}
      </PanelTitle>
      {!data && isError && <LoadError error={error} onRetry={() => void refetch()} />}
      {!data && !isError && <SkeletonRows rows={4} />}
      {data && <ProfileFacts profile={data} onRecord={mayWrite ? () => setAsked('check') : null} />}
      <LazyPart>
        {data && asked === 'edit' && <EditProfileDialog profile={data} onClose={close} />}
        {data?.taxId && asked === 'check' && (
          <RecordCheckDialog customerId={customerId} taxId={data.taxId} onClose={close} />
        )}
      </LazyPart>
    </Panel>
  )
}

const addressOf = ({ line1, line2, postcode, city, region, country }: BillingProfile): string =>
  [line1, line2, `${postcode} ${city}`.trim(), region, country === null ? '' : countryName(country)]
    .filter((line) => line !== '')
    .join('\n')

function ProfileFacts({ profile, onRecord }: { profile: BillingProfile; onRecord: (() => void) | null }) {
  const company = useCompanyTerms()
  const { phone, taxId, isExempt, exemptReason, currency, paymentTermsDays, invoiceEmail, notes } = profile
  const lines = (value: string): ReactNode => (
    <span className="whitespace-pre-line">
      <UserText>{value}</UserText>
    </span>
  )
  const address = addressOf(profile)
  return (
    <Facts
      items={[
        [text.address, address === '' ? <Missing key="address" /> : lines(address)],
        [text.phone, phone ?? <Missing key="phone" />],
        [text.taxId, taxId ?? <Missing key="tax-id" />],
        ...(taxId === null
          ? []
          : [[text.check, <TaxIdCheckFact key="check" profile={profile} onRecord={onRecord} />] as const]),
        [text.exemption, isExempt ? (exemptReason ?? '') : text.notExempt],
        [text.currency, currency ?? (company?.currency ? text.companyCurrency(company.currency) : '')],
        [
          text.termsShort,
          paymentTermsDays === null
            ? company
              ? text.companyTermDays(company.paymentTermsDays)
              : ''
            : text.termDays(paymentTermsDays),
        ],
        [text.invoiceEmail, invoiceEmail ?? text.customersEmail],
        ...(notes === '' ? [] : [[text.notes, lines(notes)] as const]),
      ]}
    />
  )
}

const Missing = () => <span className="text-muted">{text.notGiven}</span>

const tones: Record<TaxIdResult, Tone> = { valid: 'good', invalid: 'bad', unknown: 'warn' }

function TaxIdCheckFact({
  profile: { taxIdCheck },
  onRecord,
}: {
  profile: BillingProfile
  onRecord: (() => void) | null
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {taxIdCheck === null ? (
        <StatusBadge tone="quiet" label={text.notChecked} />
      ) : (
        <>
          <StatusBadge tone={tones[taxIdCheck.result]} label={text.results[taxIdCheck.result]} />
          <span className="min-w-0 text-sm wrap-anywhere text-muted">
            <UserText>{taxIdCheck.evidence}</UserText> ·{' '}
            <Sentence text={text.checkedBy} values={[taxIdCheck.by]} /> ·{' '}
            <Time iso={taxIdCheck.checkedAt} as="day" />
          </span>
        </>
      )}
      {onRecord && (
        <Button size="sm" onClick={onRecord}>
          {text.record}
        </Button>
      )}
    </div>
  )
}
