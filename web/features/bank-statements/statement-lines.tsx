import { lazy, useState } from 'react'
import type { BankLine, BankLineState } from '#contracts/bank-statements/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { LineRow } from './line-row.tsx'
import { lineStates } from './line-states.ts'
import { type ChosenTarget, invoiceIdOf, type ReviewedLine, sharedInvoices } from './use-review.ts'

const ChoosePayer = lazy(() =>
  import('./choose-payer.tsx').then(({ ChoosePayer }) => ({ default: ChoosePayer })),
)

const text = words.bankStatements
const linesAtOnce = 100

interface StatementLinesProps {
  reviewed: readonly ReviewedLine[]
  mayChange: boolean
  refused: ReadonlyMap<string, string>
  onSelect: (id: string, isSelected: boolean) => void
  onChoose: (id: string, target: ChosenTarget) => void
  onLeaveOut: (id: string) => void
}

/** The lines of a statement in the order of the file, filtered by state. */
export function StatementLines(props: StatementLinesProps) {
  const { reviewed, mayChange, refused, onSelect, onChoose, onLeaveOut } = props
  const [state, setState] = useState<BankLineState | ''>('')
  const [most, setMost] = useState(linesAtOnce)
  const [asked, setAsked] = useState<ReviewedLine | null>(null)
  const shared = sharedInvoices(reviewed)
  const matching = reviewed.filter(({ line }) => state === '' || line.state === state)
  return (
    <>
      <Panel>
        <PanelTitle aside={<StateFilter reviewed={reviewed} state={state} onChange={setState} />}>
          {text.lines}
        </PanelTitle>
        {matching.length === 0 && <EmptyState title={text.noLines} />}
        <ul className="divide-y divide-line">
          {matching.slice(0, most).map((each) => (
            <LineRow
              key={each.line.id}
              reviewed={each}
              mayChange={mayChange}
              refusal={refused.get(each.line.id)}
              isShared={each.isSelected && shared.has(invoiceIdOf(each) ?? '')}
              onSelect={(isSelected) => onSelect(each.line.id, isSelected)}
              onChange={() => setAsked(each)}
              onLeaveOut={() => onLeaveOut(each.line.id)}
            />
          ))}
        </ul>
      </Panel>
      {matching.length > most && (
        <div className="mt-4 text-center">
          <Button onClick={() => setMost(most + linesAtOnce)}>{text.showMore}</Button>
        </div>
      )}
      <LazyPart>
        {asked && (
          <ChoosePayer
            line={asked.line}
            customer={asked.chosen ?? customerOf(asked.line)}
            onChoose={(target) => onChoose(asked.line.id, target)}
            onClose={() => setAsked(null)}
          />
        )}
      </LazyPart>
    </>
  )
}

const customerOf = ({ proposal }: BankLine) =>
  proposal && { customerId: proposal.customerId, customerName: proposal.customerName }

interface StateFilterProps {
  reviewed: readonly ReviewedLine[]
  state: BankLineState | ''
  onChange: (state: BankLineState | '') => void
}

function StateFilter({ reviewed, state, onChange }: StateFilterProps) {
  const countOf = (one: BankLineState) => reviewed.filter(({ line }) => line.state === one).length
  return (
    <span className="w-44">
      <Select
        aria-label={text.filter}
        value={state}
        onChange={({ target }) => onChange(oneOf(lineStates, target.value) ?? '')}
      >
        <option value="">{text.allLines}</option>
        {lineStates
          .filter((one) => one === state || countOf(one) > 0)
          .map((one) => (
            <option key={one} value={one}>
              {`${text.states[one]} (${formatNumber(countOf(one))})`}
            </option>
          ))}
      </Select>
    </span>
  )
}
