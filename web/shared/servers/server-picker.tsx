import { useEffect } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { messages } from '#contracts/hosting/messages.ts'
import { Field } from '../../ui/field.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { optionText } from './choice-text.ts'
import { ServerNotes } from './server-notes.tsx'
import type { ServerChoices } from './use-server-choices.ts'

interface ServerPickerProps {
  choices: ServerChoices
  registration: UseFormRegisterReturn
  selectedId: string
  error?: string | undefined
  /** The text of the empty choice, e.g. "Select a server". */
  emptyChoice: string
  /** Called with the recommended server; absent: nothing is preselected. */
  onRecommend?: (serverId: string) => void
}

/** S6. What keeps the form from being submitted is said by {@link ServerObstacle}. */
export function ServerPicker({
  choices,
  registration,
  selectedId,
  error,
  emptyChoice,
  onRecommend,
}: ServerPickerProps) {
  const { data: servers, isFetching } = choices
  const recommendedId = servers?.find((server) => server.placement.recommended)?.id
  useEffect(() => {
    if (recommendedId) onRecommend?.(recommendedId)
  }, [recommendedId, onRecommend])

  if (servers?.length === 0) return null
  const picked = servers?.find((server) => server.id === selectedId)
  const reason =
    picked?.placement.recommended &&
    words.onboarding.leastUsed(picked.used + picked.reserved, picked.capacity)
  return (
    <div className="space-y-2">
      <Field label={words.onboarding.server} error={error} help={reason}>
        {(control) => (
          <Select {...control} {...registration} disabled={!servers}>
            <option value="">{servers ? emptyChoice : ''}</option>
            {servers?.map((server) => (
              <option key={server.id} value={server.id} disabled={!server.placement.selectable}>
                {optionText(server)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <LiveRegion>
        {!servers && isFetching && <p className="text-sm text-muted">{messages.loadingServers}</p>}
      </LiveRegion>
      {servers && <ServerNotes servers={servers} selectedId={selectedId} />}
    </div>
  )
}
