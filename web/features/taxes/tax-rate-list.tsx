import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import type { TaxRate } from '#contracts/taxes/schemas.ts'
import { countryName } from '../../lib/country-names.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import type { Tone } from '../../lib/tone.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useCompanyPlace, useTaxRates } from './use-tax-rates.ts'

const text = words.taxRates

const AddRateDialog = lazy(() =>
  import('./add-rate.tsx').then(({ AddRateDialog }) => ({ default: AddRateDialog })),
)
const EndRateDialog = lazy(() =>
  import('./rate-dialogs.tsx').then(({ EndRateDialog }) => ({ default: EndRateDialog })),
)
const RemoveRateDialog = lazy(() =>
  import('./rate-dialogs.tsx').then(({ RemoveRateDialog }) => ({ default: RemoveRateDialog })),
)

/** All tax rates by place. */
export function TaxRateList() {
  const rates = useTaxRates()
  const place = useCompanyPlace()
  const [adding, setAdding] = useState(false)
  const items = rates.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        <PanelTitle
          aside={
            <May permission="billing.settings">
              <Button size="sm" onClick={() => setAdding(true)}>
                <Plus aria-hidden className="size-4" />
                {text.add}
              </Button>
            </May>
          }
        >
          {text.list}
        </PanelTitle>
        <p className="px-4 pt-3 text-muted">{text.intro}</p>
        {!items && rates.isError && <LoadError error={rates.error} onRetry={() => void rates.refetch()} />}
        {!items && !rates.isError && <SkeletonRows rows={3} />}
        {items?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        {items && items.length > 0 && (
          <ul aria-label={text.list} className="mt-2 divide-y divide-line border-t border-line">
            {items.map((rate) => (
              <TaxRateRow key={rate.id} rate={rate} today={place?.today} />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore query={rates} />
      <LazyPart>
        {adding && <AddRateDialog country={place?.country ?? ''} onClose={() => setAdding(false)} />}
      </LazyPart>
    </>
  )
}

type State = keyof typeof text.state
const tones: Record<State, Tone> = { current: 'good', future: 'quiet', past: 'quiet' }

function stateOf({ validFrom, validUntil }: TaxRate, today: string): State {
  if (validFrom > today) return 'future'
  return validUntil !== null && validUntil <= today ? 'past' : 'current'
}

const daysOf = ({ validFrom, validUntil }: TaxRate) =>
  validUntil === null
    ? text.from(formatLocalDate(validFrom))
    : text.fromUntil(formatLocalDate(validFrom), formatLocalDate(validUntil))

function TaxRateRow({ rate, today }: { rate: TaxRate; today: string | undefined }) {
  const [asked, setAsked] = useState<'end' | 'remove' | null>(null)
  const { name, percent, taxableShare, country, region, postcodePrefix, category } = rate
  const shown = text.rate(name, percent)
  const place = [
    countryName(country),
    ...(region === '' ? [] : [region]),
    ...(postcodePrefix === '' ? [] : [text.postcodes(postcodePrefix)]),
  ].join(', ')
  const state = today === undefined ? null : stateOf(rate, today)
  const close = () => setAsked(null)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium tabular-nums wrap-anywhere">
            <UserText>{shown}</UserText>
          </span>
          {taxableShare !== null && <span className="text-sm text-muted">{text.share(taxableShare)}</span>}
          {state && <StatusBadge tone={tones[state]} label={text.state[state]} />}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          <UserText>{place}</UserText> · <UserText>{category}</UserText>
        </p>
      </div>
      <p className="text-sm text-muted max-sm:flex-1 sm:w-64">{daysOf(rate)}</p>
      <May permission="billing.settings">
        <div className="ml-auto flex gap-2">
          <Button size="sm" aria-label={text.endNamed(shown)} onClick={() => setAsked('end')}>
            {text.end}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={text.removeNamed(shown)}
            onClick={() => setAsked('remove')}
          >
            {text.remove}
          </Button>
        </div>
      </May>
      <LazyPart>
        {asked === 'end' && <EndRateDialog rate={rate} title={shown} onClose={close} />}
        {asked === 'remove' && <RemoveRateDialog rate={rate} title={shown} onClose={close} />}
      </LazyPart>
    </li>
  )
}
