import type { DunningCase } from '#contracts/dunning/case-schemas.ts'
import { formatList } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { words } from '../../words/index.ts'

const text = words.dunning

/** The invoices of a case, its last step and its next one. */
export function CaseState({ shown }: { shown: DunningCase }) {
  const last = shown.steps.find(({ isSkipped }) => !isSkipped)
  const next = shown.heldUntil
    ? text.held(formatLocalDate(shown.heldUntil))
    : shown.nextStepOn
      ? text.nextStep(formatLocalDate(shown.nextStepOn))
      : text.exhausted
  return (
    <p className="text-sm text-muted wrap-anywhere">
      {[
        formatList(shown.invoiceNumbers),
        text.dueSince(formatLocalDate(shown.dueOn)),
        ...(last ? [text.lastStep(text.actions[last.action], formatLocalDate(last.doneOn))] : []),
        next,
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      {shown.holdReason && (
        <>
          {' · '}
          <bdi>{shown.holdReason}</bdi>
        </>
      )}
    </p>
  )
}
