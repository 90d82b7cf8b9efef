import { type KeyboardEvent, useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { isCommandKey } from '../../lib/keyboard.ts'
import { submitByKeys } from '../../lib/submit-by-keys.ts'
import { SoldLine } from '../../shared/hand-over/sold-line.tsx'
import type { PanelChoice } from '../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { LiveRegion } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import type { AddCustomerValues } from './add-customer-values.ts'
import { CreationProgress } from './creation-progress.tsx'
import { CustomerFields } from './customer-fields.tsx'
import { FormFooter } from './form-footer.tsx'
import { hasOpenServer } from './server-obstacle.tsx'
import type { useOneCustomer } from './use-one-customer.ts'

interface OneCustomerFormProps {
  one: ReturnType<typeof useOneCustomer>
  choices: ServerChoices
  panelOf: PanelChoice
}

export function OneCustomerForm({ one, choices, panelOf }: OneCustomerFormProps) {
  const { control } = useFormContext<AddCustomerValues>()
  const withHosting = useWatch({ control, name: 'withHosting' })
  const obstacleId = useId()
  const { following, sending, run, usual } = one
  const otherEnding = usual === 'close' ? 'another' : 'close'
  const stopped = withHosting && !hasOpenServer(choices)

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!isCommandKey(event, 'Enter') || !event.shiftKey) return submitByKeys(event)
    event.preventDefault()
    if (!event.repeat && !stopped) one.submitWith(otherEnding)
  }
  return (
    <form
      ref={one.formElement}
      noValidate
      onSubmit={stopped ? (event) => event.preventDefault() : one.submit}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col"
    >
      <CustomerFields
        draft={one.draft}
        findings={one.findings}
        choices={choices}
        panelOf={panelOf}
        onUsernameTyped={one.onUsernameTyped}
      />
      <FormFooter
        failure={one.failure}
        choices={withHosting ? choices : null}
        obstacleId={obstacleId}
        sending={sending}
        stopped={stopped}
        usual={usual}
        createLabel={withHosting ? words.onboarding.createAndProvision : words.onboarding.create}
        cancelLabel={
          following ? words.onboarding.leave : run.count > 0 ? words.onboarding.done : words.common.cancel
        }
        cancelBlocked={sending !== null && !following}
        onEnding={one.submitWith}
        onCancel={one.leave}
        above={
          <LiveRegion>
            {run.last && (
              <div className="text-sm text-good">
                <p>{words.onboarding.addedInRow(run.last.customer.fullName, run.count)}</p>
                {run.last.sold && <SoldLine sold={run.last.sold} />}
              </div>
            )}
          </LiveRegion>
        }
        beneath={following && <CreationProgress following={following} onOutcome={one.conclude} />}
      />
    </form>
  )
}
