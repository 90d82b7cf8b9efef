import { type Ref, useEffect } from 'react'
import { messages } from '#contracts/hosting/messages.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { formatPercent } from '../../lib/format.ts'
import { Choice, type ChoiceOption } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Meter } from '../../ui/meter.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { isNearlyFull, optionText } from './choice-text.ts'
import { serverStatusWords } from './status-words.ts'
import type { ServerChoices } from './use-server-choices.ts'

interface ServerPickerProps {
  choices: ServerChoices
  value: string
  onChange: (serverId: string) => void
  controlRef?: Ref<HTMLButtonElement>
  error?: string | undefined
  /** The first option, for a form without a required server. Its value is "". */
  noServer?: { label: string; help?: string }
  /** Offers an automatic choice. Its value is "auto". */
  withAutomatic?: boolean
  /** Called with the recommended server. If absent, no server is preselected. */
  onRecommend?: (serverId: string) => void
}

/** The select component reserves "" for "nothing selected". */
const none = 'none'
const automatic = 'auto'

/** S6. {@link ServerObstacle} shows why the form cannot be submitted. */
export function ServerPicker({
  choices,
  value,
  onChange,
  controlRef,
  error,
  noServer,
  withAutomatic = false,
  onRecommend,
}: ServerPickerProps) {
  const { data: servers, isFetching } = choices
  const recommendedId = servers?.find((server) => server.placement.recommended)?.id
  useEffect(() => {
    if (recommendedId) onRecommend?.(recommendedId)
  }, [recommendedId, onRecommend])

  if (servers?.length === 0) return null
  const picked = servers?.find((server) => server.id === value)
  const options = [
    ...(noServer ? [{ value: none, label: noServer.label }] : []),
    ...(withAutomatic
      ? [
          {
            value: automatic,
            label: words.onboarding.automatic,
            detail: words.onboarding.automaticHelp,
          },
        ]
      : []),
    ...(servers ?? []).map(serverOption),
  ]
  return (
    <div>
      <Field
        label={words.onboarding.server}
        error={error}
        help={value === automatic ? words.onboarding.automaticHelp : picked ? helpOf(picked) : noServer?.help}
      >
        {(control) => (
          <Choice
            control={control}
            {...(controlRef ? { triggerRef: controlRef } : {})}
            value={value || (noServer && servers ? none : '')}
            onChange={(next) => onChange(next === none ? '' : next)}
            placeholder={servers ? words.onboarding.selectServer : ''}
            options={options}
            disabled={!servers}
            summary={picked && <Summary server={picked} />}
          />
        )}
      </Field>
      <LiveRegion>
        {!servers && isFetching && <p className="mt-1 text-sm text-muted">{messages.loadingServers}</p>}
      </LiveRegion>
    </div>
  )
}

const shareOf = ({ used, reserved, capacity }: Server) =>
  formatPercent((used + reserved) / Math.max(1, capacity))

const helpOf = (server: Server): string | undefined => {
  if (server.placement.recommended) return words.onboarding.leastUsed(shareOf(server))
  return isNearlyFull(server) ? words.onboarding.nearlyFull : undefined
}

function Summary({ server }: { server: Server }) {
  return (
    <span aria-hidden className="flex min-w-12 flex-1 items-center justify-end gap-2 text-sm text-muted">
      {server.location && (
        <span className="min-w-0 truncate" dir="auto">
          {server.location}
        </span>
      )}
      <span className="w-12 shrink-0">
        <SlotMeter server={server} />
      </span>
    </span>
  )
}

const SlotMeter = ({ server }: { server: Server }) => (
  <Meter
    label={words.onboarding.slotsOf(server.name)}
    used={server.used}
    reserved={server.reserved}
    capacity={server.capacity}
  />
)

function serverOption(server: Server): ChoiceOption {
  const { location, status, placement } = server
  return {
    value: server.id,
    label: optionText(server),
    disabledBecause: placement.selectable ? null : (placement.reason ?? words.onboarding.notAvailable),
    detail: (
      <span className="flex flex-wrap gap-x-3">
        {location && <span dir="auto">{location}</span>}
        <span>{serverStatusWords[status].label}</span>
        {placement.recommended && (
          <span className="font-medium text-good">{words.onboarding.recommended}</span>
        )}
        {isNearlyFull(server) && <span className="font-medium text-bad">{words.onboarding.nearlyFull}</span>}
      </span>
    ),
    aside: <SlotMeter server={server} />,
  }
}
